#pragma once
// The model card (README.md of a model folder) of a training: what it was made of and what was measured.

#include <string>

#include "train/recipe.h"
#include "train/trainer.h"

namespace headlight {

/// Markdown with a front matter that Hugging Face and openModel read. `parameters` is the number of weights.
[[nodiscard]] std::string trainingCard(const Recipe& recipe, const ModelConfig& config, Index parameters,
                                       const TrainingOutcome& outcome);

}  // namespace headlight
