#include "text/models/word_level.h"

#include <algorithm>
#include <iterator>

#include "text/stages/joining.h"
#include "text/unicode/utf8.h"

namespace headlight {
namespace {

/// What a character is to a way of splitting. Neighbours of one class form a word, but for Alone.
enum class CharacterClass { Space, Word, Other, Alone };

CharacterClass classify(char32_t character, WordSplit split) {
  if (isSpaceCharacter(character)) return CharacterClass::Space;
  switch (split) {
    case WordSplit::Spaces:
      return CharacterClass::Word;
    case WordSplit::SpacesAndPunctuation:
      return isPunctuationCharacter(character) ? CharacterClass::Alone : CharacterClass::Word;
    case WordSplit::WordRuns:
      return isWordCharacter(character) ? CharacterClass::Word : CharacterClass::Other;
  }
  return CharacterClass::Word;
}

}  // namespace

std::vector<WordSpan> splitWords(std::string_view text, WordSplit split) {
  std::vector<WordSpan> words;
  CharacterClass previous = CharacterClass::Space;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = codePointAt(text, at);
    const CharacterClass current = classify(point.value, split);
    if (current != CharacterClass::Space) {
      const bool goesOn = current == previous && current != CharacterClass::Alone;
      if (goesOn) {
        words.back().end = at + point.size;
      } else {
        words.push_back({at, at + point.size});
      }
    }
    previous = current;
    at += point.size;
  }
  return words;
}

WordLevelTokenizer::WordLevelTokenizer(std::vector<std::string> vocabulary, WordLevelOptions options)
    : m_vocabulary(std::move(vocabulary)), m_split(options.split), m_frame(options.frame) {
  if (!find(options.unknownPiece)) throw Error("text.unknown_piece_missing", {{"piece", options.unknownPiece}});
  m_unknown = *find(options.unknownPiece);
  m_special =
      options.special ? *options.special : findSpecialTokens(m_vocabulary, m_vocabulary.pieces(), options.unknownPiece);
  setAddedTokens(options);
  checkFrame();
}

void WordLevelTokenizer::setAddedTokens(const WordLevelOptions& options) {
  const auto add = [&](AddedToken token) {
    const std::optional<TokenId> id = find(token.content);
    if (!id || token.content.empty()) throw Error("text.added_piece_missing", {{"piece", token.content}});
    token.id = *id;
    m_added.push_back(std::move(token));
  };
  if (!options.addedTokens.empty()) {
    for (const AddedToken& token : options.addedTokens) add(token);
  } else if (options.addedPieces) {
    for (const std::string& piece : *options.addedPieces) add({0, piece});
  } else {
    for (const std::string_view piece : kSpecialPieces)
      if (find(piece)) add({0, std::string(piece)});
  }
  const auto byId = [](const AddedToken& a, const AddedToken& b) { return a.id < b.id; };
  const auto sameId = [](const AddedToken& a, const AddedToken& b) { return a.id == b.id; };
  std::stable_sort(m_added.begin(), m_added.end(), byId);
  m_added.erase(std::unique(m_added.begin(), m_added.end(), sameId), m_added.end());
  for (const AddedToken& token : m_added) m_addedIds.push_back(token.id);
  m_matcher = AddedTokenMatcher(m_added);
}

void WordLevelTokenizer::checkFrame() const {
  for (const std::vector<TokenId>* side : {&m_frame.before, &m_frame.after})
    for (const TokenId id : *side)
      if (!m_vocabulary.has(id)) throw Error("text.added_piece_missing", {{"piece", std::to_string(id)}});
}

Token WordLevelTokenizer::addedToken(TokenId id, ByteRange range) const {
  return {id, piece(id), piece(id), {}, range.begin, range.end};
}

std::vector<Token> WordLevelTokenizer::encode(std::string_view text) const {
  std::vector<Token> tokens;
  for (const TokenId id : m_frame.before) tokens.push_back(addedToken(id, {0, 0}));
  for (const AddedTokenMatcher::Part& part : m_matcher.split(text)) {
    if (part.token != nullptr) {
      tokens.push_back(addedToken(part.token->id, part.range));
    } else {
      encodeWords(text.substr(part.range.begin, part.range.size()), part.range.begin, tokens);
    }
  }
  for (const TokenId id : m_frame.after) tokens.push_back(addedToken(id, {text.size(), text.size()}));
  return tokens;
}

void WordLevelTokenizer::encodeWords(std::string_view text, std::size_t offset, std::vector<Token>& tokens) const {
  for (const WordSpan& word : splitWords(text, m_split)) {
    tokens.push_back(wordToken(text.substr(word.begin, word.end - word.begin), offset + word.begin));
  }
}

Token WordLevelTokenizer::wordToken(std::string_view word, std::size_t begin) const {
  Token token;
  token.begin = begin;
  token.end = begin + word.size();
  std::optional<TokenId> id = find(word);
  std::string readable;
  if (!id && !isValidUtf8(word)) {  // the vocabulary may spell the replacement character
    readable = toValidUtf8(word);
    id = find(readable);
  }
  if (!id) token.source = readable.empty() ? std::string(word) : readable;
  token.id = id.value_or(m_unknown);
  token.piece = piece(token.id);
  token.text = token.piece;
  return token;
}

std::string WordLevelTokenizer::decode(std::span<const TokenId> ids) const {
  std::vector<std::string_view> pieces;
  pieces.reserve(ids.size());
  for (const TokenId id : ids) {
    if (id >= 0 && id < vocabSize()) pieces.push_back(piece(id));
  }
  return joinPieces(pieces);
}

std::shared_ptr<const WordLevelTokenizer> framed(const WordLevelTokenizer& tokenizer) {
  const auto required = [&](std::string_view piece) {
    const std::optional<TokenId> id = tokenizer.find(piece);
    if (!id) throw Error("text.added_piece_missing", {{"piece", std::string(piece)}});
    return *id;
  };
  WordLevelOptions options;
  options.split = tokenizer.split();
  options.unknownPiece = tokenizer.unknownPiece();
  options.addedPieces.emplace();  // none, unless there are flags
  options.addedTokens = tokenizer.addedTokenFlags();
  options.frame = {{required("[CLS]")}, {required("[SEP]")}};
  options.special = tokenizer.special();
  return std::make_shared<const WordLevelTokenizer>(tokenizer.vocabulary(), std::move(options));
}

UnknownShare unknownShare(std::span<const Token> tokens, const SpecialTokens& special) {
  UnknownShare share;
  for (const Token& token : tokens) {
    const bool isUnknown = !token.source.empty();
    const bool isSpecial = token.id == special.unknown || token.id == special.padding || token.id == special.mask ||
                           token.id == special.classification || token.id == special.separator ||
                           token.id == special.endOfText;
    if (isUnknown) ++share.unknown;
    if (isUnknown || !isSpecial) ++share.words;
  }
  return share;
}

}  // namespace headlight
