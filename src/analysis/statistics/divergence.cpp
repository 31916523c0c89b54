#include "analysis/statistics/divergence.h"

#include <algorithm>
#include <cmath>

#include "tensor/error.h"

namespace headlight {

double jensenShannonBits(std::span<const double> p, std::span<const double> q) {
  if (p.size() != q.size()) throw Error("internal.failure", {{"what", "distributions over different things"}});
  double bits = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    const double middle = (p[i] + q[i]) / 2;
    if (p[i] > 0) bits += p[i] * std::log2(p[i] / middle);
    if (q[i] > 0) bits += q[i] * std::log2(q[i] / middle);
  }
  return std::clamp(bits / 2, 0.0, 1.0);
}

}  // namespace headlight
