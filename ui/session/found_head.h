#pragma once
// The head that a text is about, as the session found it.

#include <algorithm>
#include <functional>
#include <memory>

#include "experiments/head_losses.h"
#include "session/snapshot.h"

namespace headlight {

struct FoundHead {
  std::shared_ptr<const Snapshot> of;  ///< the run that it was measured on
  HeadLosses losses;
  StartHead head;

  /// Whether a run is the text that was measured, with the same model and nothing switched off.
  [[nodiscard]] bool isOf(const Snapshot& run) const {
    return run.model == of->model && run.interventions.empty() &&
           std::ranges::equal(run.tokens, of->tokens, {}, &Token::id, &Token::id);
  }
};

}  // namespace headlight
