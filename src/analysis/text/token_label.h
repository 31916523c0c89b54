#pragma once
// How a token is shown and written: its text, the typed word behind an unknown one, the bytes of a split character.

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/tokenizer.h"

namespace headlight {

/// "e7 8c": lower-case hexadecimal, one space between bytes.
[[nodiscard]] std::string hexBytes(std::string_view bytes);

/// The bytes that the token stands for: of the typed word where it is unknown, of the text, or, for part of a
/// character, what the piece spells (byte-level BPE's printable letters, Radford and others 2019; or `<0xE7>`).
[[nodiscard]] std::string tokenBytes(const Token& token);

/// A label for an axis or a chip, never empty where the token is not: the text as it is, the typed word where the token
/// stands for an unknown one, else the bytes as "‹e7 8c›".
[[nodiscard]] std::string tokenLabel(const Token& token);

/// A label as it is drawn: white space and control characters as signs (" " is "␣", a line break "↵"); the bytes of a
/// character's part stay as they are. What the user types to find a word is compared with this.
[[nodiscard]] std::string visibleLabel(std::string_view label);

/// For tokens side by side in one text: as tokenLabel(), but a token that is part of a character (or of
/// several) is shown under it, "猫‹e7 8c›", as soon as its neighbours complete it. Linear. Every view and export
/// that shows a row of tokens takes its labels from here.
[[nodiscard]] std::vector<std::string> tokenLabels(std::span<const Token> tokens);

/// The label of a token that might come next behind `before`: a part that completes a character is shown under it,
/// "猫‹ab›"; one that only goes on with it as its bytes.
[[nodiscard]] std::string nextTokenLabel(std::span<const Token> before, const Token& next);

/// For tokens of one text, where each vocabulary entry is shown once: the labels "猫‹e7 8c›" of those
/// that are parts of characters, if they are part of the same one at all their places.
[[nodiscard]] std::map<TokenId, std::string> partLabels(std::span<const Token> tokens);

/// How a token is part of a character.
struct CharacterPart {
  std::string characters;  ///< that it is a part of, with what else it spells; empty for a token with its own text, and
                           ///< for a part of a character that its neighbours do not complete
  bool continues = false;  ///< its first byte belongs to a character that began in the token before
};
[[nodiscard]] std::vector<CharacterPart> characterParts(std::span<const Token> tokens);

/// The token `id` alone, as if it had just been generated.
[[nodiscard]] Token tokenOf(const Tokenizer& tokenizer, TokenId id);

}  // namespace headlight
