#pragma once
// How far the true share may be from a share that was counted in a sample.

#include "tensor/matrix.h"

namespace headlight {

struct ShareInterval {
  double low = 0;
  double high = 1;
  bool operator==(const ShareInterval&) const = default;
};

/// The 95 % score interval of Wilson (1927) for `right` of `count` independent trials, inside [0, 1]. It is sensible at
/// 0 and at `count` too, where the textbook interval p ± 1.96 √(p (1 − p) / n) has no width. Nothing counted: [0, 1].
[[nodiscard]] ShareInterval wilsonInterval(Index right, Index count);

/// True if no share is in both.
[[nodiscard]] bool areApart(const ShareInterval& a, const ShareInterval& b);

}  // namespace headlight
