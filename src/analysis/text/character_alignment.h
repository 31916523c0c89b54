#pragma once
// One text cut into tokens by two tokenizers: which tokens of the one are the same characters as which of the other.

#include <cstddef>
#include <span>
#include <vector>

#include "tensor/matrix.h"

namespace headlight {

/// The smallest stretch that both cut at its end: words [firstWord, endWord), tokens [firstToken, endToken).
struct AlignedStretch {
  Index firstWord = 0, endWord = 0;
  Index firstToken = 0, endToken = 0;
  bool operator==(const AlignedStretch&) const = default;
};

/// `wordEnds` and `tokenEnds`: byte of the text at which each token ends, never falling. Stretches in the order of the
/// text, each with at least one word and one token; what stands behind the last common end is in none. Only ends count,
/// so a space belongs to whichever token a tokenizer gives it. Linear.
[[nodiscard]] std::vector<AlignedStretch> alignByCharacters(std::span<const std::size_t> wordEnds,
                                                            std::span<const std::size_t> tokenEnds);

}  // namespace headlight
