#include "analysis/statistics/wilson_interval.h"

#include <algorithm>
#include <cmath>

namespace headlight {

ShareInterval wilsonInterval(Index right, Index count) {
  constexpr double kZ = 1.959963984540054;  // 97.5 % of a normal distribution lie below it
  if (count <= 0) return {};
  const auto n = static_cast<double>(count);
  const double share = static_cast<double>(right) / n;
  const double square = kZ * kZ / n;
  const double middle = share + square / 2;
  const double reach = kZ * std::sqrt(share * (1 - share) / n + square / (4 * n));
  ShareInterval interval{(middle - reach) / (1 + square), (middle + reach) / (1 + square)};
  // Rounding must not leave 0 or 1 outside where every trial failed or succeeded.
  interval.low = right == 0 ? 0 : std::max(0.0, interval.low);
  interval.high = right == count ? 1 : std::min(1.0, interval.high);
  return interval;
}

bool areApart(const ShareInterval& a, const ShareInterval& b) {
  return a.high < b.low || b.high < a.low;
}

}  // namespace headlight
