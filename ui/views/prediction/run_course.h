#pragma once
// Probability and entropy of every step taken, for the chart under the bars. Each step is computed once.

#include <memory>
#include <unordered_map>
#include <vector>

#include "charts/plot/probability_history.h"
#include "session/snapshot.h"

namespace headlight {

class RunCourse {
 public:
  /// The steps of the snapshot's path, then those that were shown before and still lie ahead on the same path.
  [[nodiscard]] std::vector<ProbabilityHistory::Point> points(const Snapshot& snapshot);

 private:
  using StepPointer = std::shared_ptr<const Step>;

  const ProbabilityHistory::Point& pointOf(const Step& before, const StepPointer& step);

  StepPath m_longest;  ///< kept alive, so that an address means one step
  std::unordered_map<const Step*, ProbabilityHistory::Point> m_known;
};

}  // namespace headlight
