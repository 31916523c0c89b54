#include "text/training/token_cover.h"

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/utext.h>

#include <algorithm>
#include <memory>

#include "tensor/error.h"
#include "text/unicode/utf8.h"

namespace headlight {
namespace {

/// Places where a character ends, by UAX 29.
std::vector<std::size_t> characterEnds(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> breaks(
      icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
  UText source = UTEXT_INITIALIZER;
  utext_openUTF8(&source, text.data() == nullptr ? "" : text.data(), static_cast<std::int64_t>(text.size()), &status);
  if (breaks != nullptr) breaks->setText(&source, status);
  if (U_FAILURE(status) || breaks == nullptr) {
    utext_close(&source);
    throw Error("internal.failure", {{"what", "ICU has no rules for characters"}});
  }
  std::vector<std::size_t> ends;
  for (std::int32_t end = breaks->next(); end != icu::BreakIterator::DONE; end = breaks->next())
    ends.push_back(static_cast<std::size_t>(end));
  utext_close(&source);
  return ends;
}

std::vector<TextCharacter> charactersOf(std::string_view text) {
  std::vector<TextCharacter> characters;
  std::size_t begin = 0;
  std::size_t codePoints = 0;
  for (const std::size_t end : characterEnds(text)) {
    TextCharacter character;
    character.bytes = {begin, end};
    character.firstCodePoint = codePoints;
    character.codePoints = countCodePoints(text.substr(begin, end - begin));
    character.text = toValidUtf8(text.substr(begin, end - begin));
    codePoints += character.codePoints;
    begin = end;
    characters.push_back(std::move(character));
  }
  return characters;
}

/// Begins of code points, with the end of the text behind them.
std::vector<std::size_t> codePointBegins(std::string_view text) {
  std::vector<std::size_t> begins;
  for (std::size_t at = 0; at < text.size(); at += codePointAt(text, at).size) begins.push_back(at);
  begins.push_back(text.size());
  return begins;
}

/// Index of the last of `begins` that is not behind `at`.
std::size_t holding(const std::vector<std::size_t>& begins, std::size_t at) {
  return static_cast<std::size_t>(std::upper_bound(begins.begin(), begins.end(), at) - begins.begin()) - 1;
}

/// Index of the first of `begins` that is not before `at`.
std::size_t notBefore(const std::vector<std::size_t>& begins, std::size_t at) {
  return static_cast<std::size_t>(std::lower_bound(begins.begin(), begins.end(), at) - begins.begin());
}

class Coverer {
 public:
  explicit Coverer(std::string_view text) : m_codePoints(codePointBegins(text)) {
    m_cover.text = std::string(text);
    m_cover.characters = charactersOf(text);
    for (const TextCharacter& character : m_cover.characters) m_characters.push_back(character.bytes.begin);
    m_characters.push_back(text.size());
  }

  void add(ByteRange bytes) {
    TokenCover token;
    token.bytes = bytes;
    token.firstCharacter = holding(m_characters, bytes.begin);
    token.firstCodePoint = holding(m_codePoints, bytes.begin);
    token.endCharacter = token.firstCharacter;
    token.endCodePoint = token.firstCodePoint;
    if (bytes.size() > 0) {
      token.endCharacter = notBefore(m_characters, bytes.end);
      token.endCodePoint = notBefore(m_codePoints, bytes.end);
      token.beginsInside = m_characters[token.firstCharacter] != bytes.begin;
      token.endsInside = m_characters[token.endCharacter] != bytes.end;
      token.splitsCodePoint =
          m_codePoints[token.firstCodePoint] != bytes.begin || m_codePoints[token.endCodePoint] != bytes.end;
    }
    m_cover.tokens.push_back(token);
  }

  TextCover take() { return std::move(m_cover); }

 private:
  std::vector<std::size_t> m_codePoints, m_characters;  ///< their begins
  TextCover m_cover;
};

}  // namespace

TextCover coverOf(std::string_view text, std::span<const Token> tokens) {
  Coverer coverer(text);
  for (const Token& token : tokens) coverer.add({token.begin, token.end});
  return coverer.take();
}

TextCover coverOf(const Tokenizer& tokenizer, std::span<const TokenId> ids) {
  std::string text;
  std::vector<ByteRange> ranges;
  for (const TokenId id : ids) {
    const std::size_t begin = text.size();
    text += tokenizer.bytes(id);
    ranges.push_back({begin, text.size()});
  }
  Coverer coverer(text);
  for (const ByteRange& range : ranges) coverer.add(range);
  return coverer.take();
}

std::vector<ByteRange> tokensOfCharacters(const TextCover& cover) {
  std::vector<ByteRange> tokens(cover.characters.size());
  for (std::size_t i = 0; i < cover.tokens.size(); ++i) {
    const TokenCover& token = cover.tokens[i];
    for (std::size_t character = token.firstCharacter; character < token.endCharacter; ++character) {
      ByteRange& range = tokens[character];
      if (range.size() == 0) range = {i, i};
      range.end = i + 1;
    }
  }
  return tokens;
}

}  // namespace headlight
