#include "analysis/statistics/entropy.h"

#include <cmath>

namespace headlight {

double entropyBits(std::span<const double> probabilities) {
  double bits = 0;
  for (const double p : probabilities) {
    if (p > 0) bits -= p * std::log2(p);
  }
  return bits;
}

}  // namespace headlight
