#pragma once
// Setting words and punctuation as readable text again: a word-level vocabulary keeps no spaces.

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace headlight {

/// Whether a space belongs between two neighbouring pieces, as far as the two alone can tell. Straight quotes and
/// apostrophes depend on what went before: `spacesBefore` knows more.
[[nodiscard]] bool needsSpaceBetween(std::string_view left, std::string_view right);

/// For each piece whether a space belongs before it; the first never has one. Straight double quotes open and close in
/// turn, apostrophes join the parts of a word (Lily ' s), an `<|endoftext|>` starts afresh.
[[nodiscard]] std::vector<bool> spacesBefore(std::span<const std::string_view> pieces);

/// The pieces as one text.
[[nodiscard]] std::string joinPieces(std::span<const std::string_view> pieces);

}  // namespace headlight
