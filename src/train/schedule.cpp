#include "train/schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace headlight {

double learningRateAt(const Schedule& schedule, std::uint64_t step) {
  if (step < schedule.warmupSteps)
    return schedule.highest * static_cast<double>(step + 1) / static_cast<double>(schedule.warmupSteps);
  const std::uint64_t begin = schedule.warmupSteps > 0 ? schedule.warmupSteps - 1 : 0;
  if (schedule.steps <= begin + 1) return schedule.highest;
  const double share = static_cast<double>(step - begin) / static_cast<double>(schedule.steps - 1 - begin);
  const double cosine = 0.5 * (1 + std::cos(std::numbers::pi * std::min(share, 1.0)));
  return schedule.highest * (schedule.floor + (1 - schedule.floor) * cosine);
}

}  // namespace headlight
