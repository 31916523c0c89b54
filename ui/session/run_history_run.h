#pragma once
// One run of RunHistory, for its sources alone.

#include "session/run_history.h"

namespace headlight {

struct RunHistory::Run {
  std::shared_ptr<const OpenedModel> model;
  std::shared_ptr<ThreadPool> pool;  ///< of `generation`, which it outlives; null for a recorded run
  std::unique_ptr<Generation> generation;
  std::vector<std::string> ablations;

  [[nodiscard]] Index firstMoment() const { return firstMomentOf(*generation); }
  [[nodiscard]] bool hasSteps() const { return generation->branchLength() > firstMoment(); }
};

}  // namespace headlight
