#pragma once
// How far two distributions are apart.

#include <span>

namespace headlight {

/// Jensen-Shannon divergence in bits: the mean of the two Kullback-Leibler divergences to the middle of both; 0 for
/// equal distributions, 1 for those that share nothing (Lin 1991). Not the distance, which is its square root. Both
/// have the same length and sum to 1; where p is 0 it adds nothing. Throws Error "internal.failure" for different
/// lengths.
[[nodiscard]] double jensenShannonBits(std::span<const double> p, std::span<const double> q);

}  // namespace headlight
