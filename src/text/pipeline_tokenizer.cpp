#include "text/pipeline_tokenizer.h"

#include <algorithm>
#include <utility>

#include "tensor/error.h"
#include "text/unicode/utf8.h"

namespace headlight {

PipelineTokenizer::PipelineTokenizer(TokenizerStages stages) : m_stages(std::move(stages)) {
  checkStages();
  std::vector<std::string> pieces;
  std::vector<AddedToken> typed, normalizedOnes;
  for (const AddedToken& added : m_stages.added) {
    pieces.push_back(added.content);
    (added.normalized ? normalizedOnes : typed).push_back(added);
  }
  for (AddedToken& added : normalizedOnes) {
    AlignedText content(added.content);
    normalize(content, m_stages.normalizers);
    if (!content.view().empty()) added.content = std::string(content.view());
  }
  m_special =
      m_stages.special ? *m_stages.special : findSpecialTokens(*m_stages.vocabulary, pieces, m_stages.unknownPiece);
  m_typed = AddedTokenMatcher(typed);
  m_normalized = AddedTokenMatcher(normalizedOnes);
  fillTables();
}

void PipelineTokenizer::checkStages() const {
  const Vocabulary& vocabulary = *m_stages.vocabulary;
  for (const AddedToken& added : m_stages.added)
    if (added.content.empty() || vocabulary.find(added.content) != added.id)
      throw Error("text.added_piece_missing", {{"piece", added.content}});
  for (const std::vector<TokenId>* side : {&m_stages.frame.before, &m_stages.frame.after})
    for (const TokenId id : *side)
      if (!vocabulary.has(id)) throw Error("text.added_piece_missing", {{"piece", std::to_string(id)}});
  if (!m_stages.unknownPiece.empty() && !vocabulary.find(m_stages.unknownPiece))
    throw Error("text.unknown_piece_missing", {{"piece", m_stages.unknownPiece}});
}

void PipelineTokenizer::fillTables() {
  m_bytes.reserve(m_stages.vocabulary->pieces().size());
  for (const std::string& piece : m_stages.vocabulary->pieces()) {
    m_bytes.push_back(decodeAlone(piece, m_stages.decoders));
    m_isText.push_back(isValidUtf8(m_bytes.back()));
  }
}

std::string PipelineTokenizer::text(TokenId id) const {
  const std::string& known = m_bytes.at(static_cast<std::size_t>(id));
  return m_isText[static_cast<std::size_t>(id)] ? known : std::string();
}

Token PipelineTokenizer::token(TokenId id, ByteRange range) const {
  return {id, text(id), piece(id), {}, range.begin, range.end};
}

std::vector<Token> PipelineTokenizer::encode(std::string_view text) const {
  return encodeObserved(text, nullptr);
}

std::vector<Token> PipelineTokenizer::encode(std::string_view text, EncodingObserver& observer) const {
  return encodeObserved(text, &observer);
}

std::vector<Token> PipelineTokenizer::encodeObserved(std::string_view text, EncodingObserver* observer) const {
  const std::unique_ptr<PieceEncoder> encoder = m_stages.model->newEncoder();
  Encoding encoding{text, *encoder, observer, {}};
  for (const TokenId id : m_stages.frame.before) encoding.tokens.push_back(token(id, {0, 0}));
  for (const AddedTokenMatcher::Part& part : m_typed.split(text)) {
    if (part.token != nullptr) {
      addAdded(part.token->id, part.range, encoding);
    } else {
      encodePart(text.substr(part.range.begin, part.range.size()), part.range.begin, encoding);
    }
  }
  for (const TokenId id : m_stages.frame.after) encoding.tokens.push_back(token(id, {text.size(), text.size()}));
  return std::move(encoding.tokens);
}

void PipelineTokenizer::addAdded(TokenId id, ByteRange range, Encoding& encoding) const {
  encoding.tokens.push_back(token(id, range));
  if (encoding.observer != nullptr) encoding.observer->onAdded(range, id);
}

void PipelineTokenizer::encodePart(std::string_view part, std::size_t offset, Encoding& encoding) const {
  AlignedText text(part, offset);
  normalize(text, m_stages.normalizers);
  if (m_normalized.empty()) return encodeNormalized(std::move(text), encoding);
  for (const AddedTokenMatcher::Part& piece : m_normalized.split(text.view())) {
    if (piece.token != nullptr) {
      addAdded(piece.token->id, text.origin(piece.range), encoding);
    } else {
      encodeNormalized(text.slice(piece.range), encoding);
    }
  }
}

void PipelineTokenizer::encodeNormalized(AlignedText text, Encoding& encoding) const {
  if (encoding.observer != nullptr) encoding.observer->onPlain(text.origin({0, text.size()}), text.view());
  const PreTokens preTokens = preTokenize(std::move(text), m_stages.preTokenizers);
  std::vector<ModelToken> found;
  for (const ByteRange range : preTokens.ranges) encodePreToken(preTokens, range, encoding, found);
}

void PipelineTokenizer::encodePreToken(const PreTokens& preTokens, ByteRange range, Encoding& encoding,
                                       std::vector<ModelToken>& found) const {
  const std::string_view preToken = preTokens.text.view().substr(range.begin, range.size());
  const std::size_t first = encoding.tokens.size();
  found.clear();
  encoding.encoder.encode(preToken, found);
  for (const ModelToken& part : found) {
    const ByteRange origin = preTokens.text.origin({range.begin + part.begin, range.begin + part.end});
    encoding.tokens.push_back(token(part.id, origin));
    if (part.isUnknown) encoding.tokens.back().source = toValidUtf8(encoding.whole.substr(origin.begin, origin.size()));
  }
  if (encoding.observer != nullptr)
    encoding.observer->onPreToken(preTokens.text.origin(range), preToken, first, encoding.tokens.size() - first);
}

std::string PipelineTokenizer::decodeBytes(std::span<const TokenId> ids) const {
  std::vector<std::string> pieces;
  pieces.reserve(ids.size());
  for (const TokenId id : ids)
    if (m_stages.vocabulary->has(id)) pieces.push_back(piece(id));
  return decodePieces(std::move(pieces), m_stages.decoders);
}

std::string PipelineTokenizer::decode(std::span<const TokenId> ids) const {
  return toValidUtf8(decodeBytes(ids));
}

}  // namespace headlight
