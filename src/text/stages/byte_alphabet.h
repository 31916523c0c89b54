#pragma once
// GPT-2's spelling of bytes as visible characters (Radford and others 2019): printable Latin-1 stands for itself, the
// other 68 bytes become U+0100 and up, so that a space is Ġ and a line feed Ċ.

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace headlight {

/// The spelling of each byte, UTF-8.
[[nodiscard]] const std::array<std::string, 256>& byteLetters();

/// Bytes in the order of their ids in GPT-2's vocabulary: first those that stand for themselves.
[[nodiscard]] const std::array<unsigned char, 256>& bytesInAlphabetOrder();

[[nodiscard]] std::string spellBytes(std::string_view bytes);

/// The bytes of a spelled piece; nullopt if a character stands for no byte.
[[nodiscard]] std::optional<std::string> bytesOfSpelling(std::string_view piece);

}  // namespace headlight
