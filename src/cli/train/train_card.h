#pragma once
// The model card (README.md of a model folder) of a training: what it was made of and what was measured.

#include <string>

#include "cli/train/train_data.h"
#include "train/recipe.h"
#include "train/trainer.h"

namespace headlight {

/// What the card tells that is in neither recipe nor outcome.
struct CardFacts {
  ModelConfig config;    ///< of the finished model
  Index parameters = 0;  ///< numbers of its weights
  DataFacts data;
  std::vector<std::string> frozen;  ///< names of parameters that did not move, in fine-tuning
};

/// Markdown with a front matter that Hugging Face and openModel read.
[[nodiscard]] std::string trainingCard(const Recipe& recipe, const CardFacts& facts, const TrainingOutcome& outcome);

}  // namespace headlight
