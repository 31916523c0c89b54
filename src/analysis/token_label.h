#pragma once
// How a token is shown and written: its text, the typed word behind an unknown one, the bytes of a split character.

#include <string>
#include <string_view>

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

/// The token `id` alone, as if it had just been generated.
[[nodiscard]] Token tokenOf(const Tokenizer& tokenizer, TokenId id);

}  // namespace headlight
