#pragma once
// How undecided a distribution is.

#include <span>

namespace headlight {

/// Shannon entropy in bits, -sum p log2 p; p = 0 adds nothing (Shannon 1948). `probabilities` sum to 1.
[[nodiscard]] double entropyBits(std::span<const double> probabilities);

}  // namespace headlight
