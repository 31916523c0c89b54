#include "train/schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace headlight {

Schedule scheduleOf(const TrainingSettings& settings) {
  return {settings.schedule, settings.optimizer.learningRate, settings.floor, settings.warmupSteps, settings.steps};
}

double learningRateAt(const Schedule& schedule, std::uint64_t step) {
  const auto warmup = static_cast<double>(schedule.warmupSteps);
  if (step < schedule.warmupSteps) return schedule.highest * static_cast<double>(step + 1) / warmup;
  if (schedule.kind == ScheduleKind::Constant) return schedule.highest;
  if (schedule.kind == ScheduleKind::InverseSquareRoot)
    return schedule.highest * std::sqrt(std::max(1.0, warmup) / static_cast<double>(step + 1));
  const std::uint64_t begin = schedule.warmupSteps > 0 ? schedule.warmupSteps - 1 : 0;
  if (schedule.steps <= begin + 1) return schedule.highest;
  const double share =
      std::min(1.0, static_cast<double>(step - begin) / static_cast<double>(schedule.steps - 1 - begin));
  const double left =
      schedule.kind == ScheduleKind::Linear ? 1 - share : 0.5 * (1 + std::cos(std::numbers::pi * share));
  return schedule.highest * (schedule.floor + (1 - schedule.floor) * left);
}

}  // namespace headlight
