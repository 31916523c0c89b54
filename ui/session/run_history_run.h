#pragma once
// One run of RunHistory, for its sources alone.

#include "session/run_history.h"

namespace headlight {

struct RunHistory::Run {
  std::shared_ptr<const OpenedModel> model;
  std::unique_ptr<Generation> generation;
  std::vector<std::string> ablations;

  /// How long the run is at its prefill (Step::length()).
  [[nodiscard]] Index firstMoment() const {
    return generation->source().empty() ? static_cast<Index>(generation->prompt().tokens.size()) : 1;
  }
  [[nodiscard]] bool hasSteps() const { return generation->branchLength() > firstMoment(); }
};

}  // namespace headlight
