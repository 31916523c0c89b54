#pragma once
// Holds every recorded value of a run against the double-precision reference: one way for the window and the command
// line.

#include <vector>

#include "generate/generation.h"
#include "reference/check.h"

namespace headlight {

/// The name of the last row of a report: the probabilities of all positions, softmax of the logits.
inline constexpr const char* kProbabilities = "probabilities";

/// Every hook point over the whole sequence, prefill and single steps joined, against one pass of the reference; where
/// all of them pass also the probabilities. Gradients, projections and means are not part of it.
/// `path` as Generation::path() gives it, with every hook point recorded; `tokens` and `source` as Generation has them.
/// The run must be the model's own: the reference knows no interventions.
/// Throws Error "internal.failure" if a step did not record a point.
[[nodiscard]] CheckReport checkRun(const LanguageModel& model, const StepPath& path, const std::vector<Token>& tokens,
                                   const std::vector<Token>& source);

}  // namespace headlight
