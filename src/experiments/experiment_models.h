#pragma once
// What the experiments with several models ask of each.

#include <span>
#include <string>

#include "experiments/distance_experiment.h"

namespace headlight {

/// Throws Error "experiment.kind" for a model that does not continue a text (encoder, encoder-decoder).
void requireContinuing(std::span<const ExperimentModel> models);

/// "classroom-en, classroom-rnn"
[[nodiscard]] std::string namesOf(std::span<const ExperimentModel> models);

}  // namespace headlight
