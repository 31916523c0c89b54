#pragma once
// Learning rates over a training: linear warm-up, then one of several ways down.

#include <cstdint>

#include "train/recipe.h"

namespace headlight {

struct Schedule {
  ScheduleKind kind = ScheduleKind::Cosine;
  double highest = 1e-3;
  double floor = 0.1;  ///< of `highest`, reached at the last step by cosine and linear
  std::uint64_t warmupSteps = 0;
  std::uint64_t steps = 1;
};

[[nodiscard]] Schedule scheduleOf(const TrainingSettings& settings);

/// The rate of step 0, 1, … steps - 1. Step warmupSteps - 1 (or 0) has the highest. Then
/// - cosine: half a cosine down to the floor (Loshchilov and Hutter 2017, "SGDR", without restarts);
/// - linear: a straight line down to the floor;
/// - constant: the highest;
/// - inverse square root: highest · √(w / (step + 1)) with w = max(1, warmupSteps) (Vaswani and others 2017, section
///   5.3, scaled so that the warm-up ends at `highest`); it has no floor.
[[nodiscard]] double learningRateAt(const Schedule& schedule, std::uint64_t step);

}  // namespace headlight
