#include "text/pipeline_tokenizer.h"

#include <algorithm>
#include <utility>

#include "tensor/error.h"
#include "text/utf8.h"

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
  m_special = findSpecialTokens(*m_stages.vocabulary, pieces, m_stages.unknownPiece);
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
  std::vector<Token> tokens;
  for (const TokenId id : m_stages.frame.before) tokens.push_back(token(id, {0, 0}));
  const std::unique_ptr<PieceEncoder> encoder = m_stages.model->newEncoder();
  for (const AddedTokenMatcher::Part& part : m_typed.split(text)) {
    if (part.token != nullptr) {
      tokens.push_back(token(part.token->id, part.range));
    } else {
      encodePart(text.substr(part.range.begin, part.range.size()), part.range.begin, text, *encoder, tokens);
    }
  }
  for (const TokenId id : m_stages.frame.after) tokens.push_back(token(id, {text.size(), text.size()}));
  return tokens;
}

void PipelineTokenizer::encodePart(std::string_view part, std::size_t offset, std::string_view whole,
                                   PieceEncoder& encoder, std::vector<Token>& tokens) const {
  AlignedText text(part, offset);
  normalize(text, m_stages.normalizers);
  if (m_normalized.empty()) return encodeNormalized(std::move(text), whole, encoder, tokens);
  for (const AddedTokenMatcher::Part& piece : m_normalized.split(text.view())) {
    if (piece.token != nullptr) {
      tokens.push_back(token(piece.token->id, text.origin(piece.range)));
    } else {
      encodeNormalized(text.slice(piece.range), whole, encoder, tokens);
    }
  }
}

void PipelineTokenizer::encodeNormalized(AlignedText text, std::string_view whole, PieceEncoder& encoder,
                                         std::vector<Token>& tokens) const {
  const PreTokens preTokens = preTokenize(std::move(text), m_stages.preTokenizers);
  std::vector<ModelToken> found;
  for (const ByteRange range : preTokens.ranges) {
    found.clear();
    encoder.encode(preTokens.text.view().substr(range.begin, range.size()), found);
    for (const ModelToken& part : found) {
      const ByteRange origin = preTokens.text.origin({range.begin + part.begin, range.begin + part.end});
      tokens.push_back(token(part.id, origin));
      if (part.isUnknown) tokens.back().source = toValidUtf8(whole.substr(origin.begin, origin.size()));
    }
  }
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
