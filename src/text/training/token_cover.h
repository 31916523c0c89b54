#pragma once
// Which characters of a text each token covers, so that a token that is part of a Chinese character or of an emoji can
// be shown as bytes under that character.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/tokenizer.h"
#include "text/unicode/aligned_text.h"

namespace headlight {

/// What a reader sees as one character: a grapheme cluster (UAX 29), such as a letter with its accents or a family of
/// emoji.
struct TextCharacter {
  ByteRange bytes;                 ///< of the text
  std::size_t firstCodePoint = 0;  ///< its code points are [firstCodePoint, firstCodePoint + codePoints)
  std::size_t codePoints = 0;      ///< invalid sequences count as one each
  std::string text;                ///< valid UTF-8; what is no character is U+FFFD
};

/// The place of a token. Tokens without bytes of the text ([CLS], an inserted ▁) have empty ranges at their place.
struct TokenCover {
  ByteRange bytes;                 ///< of the text
  std::size_t firstCharacter = 0;  ///< it touches characters [firstCharacter, endCharacter)
  std::size_t endCharacter = 0;
  std::size_t firstCodePoint = 0;  ///< and code points [firstCodePoint, endCodePoint)
  std::size_t endCodePoint = 0;
  bool beginsInside = false;     ///< other bytes of its first character belong to tokens before it
  bool endsInside = false;       ///< other bytes of its last character belong to tokens behind it
  bool splitsCodePoint = false;  ///< begins or ends between two bytes of one code point: no text of its own
};

struct TextCover {
  std::string text;                       ///< the bytes that characters and tokens refer to
  std::vector<TextCharacter> characters;  ///< all of them, in order
  std::vector<TokenCover> tokens;         ///< one each
};

/// Of an encoded text: `tokens` are those of encode(text). Time: linear. Any thread.
[[nodiscard]] TextCover coverOf(std::string_view text, std::span<const Token> tokens);

/// Of tokens without a typed text (generated ones): their bytes, side by side, are the text. Ids must be inside the
/// vocabulary.
[[nodiscard]] TextCover coverOf(const Tokenizer& tokenizer, std::span<const TokenId> ids);

/// Under each character the tokens that cover it, by index: [first, end) for each of `cover.characters`. A character
/// that no token covers (dropped white space) has an empty range.
[[nodiscard]] std::vector<ByteRange> tokensOfCharacters(const TextCover& cover);

}  // namespace headlight
