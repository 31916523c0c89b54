#pragma once
// Learning rates over a training: linear warm-up, then half a cosine down to a floor (Loshchilov and Hutter 2017,
// "SGDR", without restarts).

#include <cstdint>

namespace headlight {

struct Schedule {
  double highest = 1e-3;
  double floor = 0.1;  ///< of `highest`, reached at the last step
  std::uint64_t warmupSteps = 0;
  std::uint64_t steps = 1;
};

/// The rate of step 0, 1, … steps - 1. Step warmupSteps - 1 (or 0) has the highest.
[[nodiscard]] double learningRateAt(const Schedule& schedule, std::uint64_t step);

}  // namespace headlight
