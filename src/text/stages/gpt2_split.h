#pragma once
// GPT-2's way of splitting a text before byte pairs are merged:
//   's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
// written out as a scanner: linear in the text whatever its bytes.

#include <cstddef>
#include <string_view>

namespace headlight {

/// Where the pre-token that begins at `at` (inside the text) ends. Bytes that are no valid UTF-8 count as other
/// characters, neither letter, number nor white space.
[[nodiscard]] std::size_t gpt2PieceEnd(std::string_view text, std::size_t at);

}  // namespace headlight
