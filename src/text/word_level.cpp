#include "text/word_level.h"

#include <algorithm>
#include <iterator>

#include "text/joining.h"
#include "text/utf8.h"

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
    : m_vocabulary(std::move(vocabulary)), m_split(options.split) {
  checkVocabulary();
  findSpecialTokens(options.unknownPiece);
  setAddedTokens(options.addedPieces);
}

void WordLevelTokenizer::checkVocabulary() {
  if (m_vocabulary.empty()) throw Error("text.vocabulary_empty");
  m_ids.reserve(m_vocabulary.size());
  for (std::size_t i = 0; i < m_vocabulary.size(); ++i) {
    const std::string& piece = m_vocabulary[i];
    if (!isValidUtf8(piece)) throw Error("text.vocabulary_invalid_utf8", {{"id", std::to_string(i)}});
    const auto [place, isNew] = m_ids.emplace(piece, static_cast<TokenId>(i));
    if (!isNew) {
      throw Error("text.vocabulary_duplicate",
                  {{"piece", piece}, {"first", std::to_string(place->second)}, {"second", std::to_string(i)}});
    }
  }
}

void WordLevelTokenizer::findSpecialTokens(const std::string& unknownPiece) {
  m_special.unknown = find(unknownPiece);
  if (!m_special.unknown) throw Error("text.unknown_piece_missing", {{"piece", unknownPiece}});
  m_special.padding = find("[PAD]");
  m_special.mask = find("[MASK]");
  m_special.classification = find("[CLS]");
  m_special.separator = find("[SEP]");
  m_special.endOfText = find("<|endoftext|>");
}

void WordLevelTokenizer::setAddedTokens(const std::optional<std::vector<std::string>>& pieces) {
  if (pieces) {
    for (const std::string& piece : *pieces) {
      const std::optional<TokenId> id = find(piece);
      if (!id || piece.empty()) throw Error("text.added_piece_missing", {{"piece", piece}});
      m_added.push_back(*id);
    }
  } else {
    for (const std::string_view piece : kSpecialPieces) {
      if (const std::optional<TokenId> id = find(piece)) m_added.push_back(*id);
    }
  }
  std::sort(m_added.begin(), m_added.end());
  m_added.erase(std::unique(m_added.begin(), m_added.end()), m_added.end());
  for (const TokenId id : m_added) m_addedFirstBytes += piece(id).front();
}

std::optional<TokenId> WordLevelTokenizer::find(std::string_view piece) const {
  const auto found = m_ids.find(piece);
  return found == m_ids.end() ? std::nullopt : std::optional<TokenId>(found->second);
}

std::optional<TokenId> WordLevelTokenizer::addedTokenAt(std::string_view text, std::size_t at) const {
  std::optional<TokenId> longest;
  for (const TokenId id : m_added) {
    if (!text.substr(at).starts_with(piece(id))) continue;
    if (!longest || piece(id).size() > piece(*longest).size()) longest = id;
  }
  return longest;
}

std::vector<Token> WordLevelTokenizer::encode(std::string_view text) const {
  std::vector<Token> tokens;
  std::size_t plainBegin = 0;
  const auto endPlain = [&](std::size_t end) {
    encodeWords(text.substr(plainBegin, end - plainBegin), plainBegin, tokens);
  };
  for (std::size_t at = 0; at < text.size();) {
    at = m_addedFirstBytes.empty() ? std::string_view::npos : text.find_first_of(m_addedFirstBytes, at);
    if (at == std::string_view::npos) break;
    const std::optional<TokenId> added = addedTokenAt(text, at);
    if (!added) {
      ++at;
      continue;
    }
    endPlain(at);
    const std::string& spelled = piece(*added);
    tokens.push_back({*added, spelled, spelled, {}, at, at + spelled.size()});
    at += spelled.size();
    plainBegin = at;
  }
  endPlain(text.size());
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
  token.id = id.value_or(*m_special.unknown);
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
