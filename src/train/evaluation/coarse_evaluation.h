#pragma once
// How well a model predicts a text when its numbers are coarse (precision.h).

#include "train/evaluation/evaluation.h"
#include "train/precision.h"

namespace headlight {

/// Whether values on the way are rounded for this kind, too: with a decoder or a recurrent net. The others are measured
/// in the training's forward pass, which has no hook points: of them the weights alone are rounded.
[[nodiscard]] bool roundsValues(const ModelConfig& config);

/// The method of evaluation.h for next-word models, with the value of every hook point rounded as the run goes on, and
/// the losses themselves computed in double. `model` should have rounded weights (roundedParameters).
/// Throws Error "internal.failure" for kinds whose values are not rounded.
[[nodiscard]] EvaluationResult evaluateCoarsely(const TrainableModel& model, const TokenizedText& text,
                                                const EvaluationSettings& settings, Precision precision,
                                                ThreadPool* pool);

}  // namespace headlight
