#pragma once
// What an optimizer moves, and how the weights that the model runs with follow from it: the weights themselves, float32
// masters of rounded weights, or low-rank adapters (lora.h).

#include <memory>
#include <string>
#include <vector>

#include "models/trainable_model.h"
#include "train/optimizer.h"
#include "train/recipe.h"

namespace headlight {

class TrainedWeights {
 public:
  virtual ~TrainedWeights() = default;

  /// What the optimizer moves.
  [[nodiscard]] virtual Parameters& moved() = 0;
  /// Of moved(), by its layout.
  [[nodiscard]] virtual const FrozenParameters& frozen() const = 0;
  /// From the gradients of the model's weights, which it may change, to those of moved(). No allocation.
  [[nodiscard]] virtual Parameters& gradients(Parameters& ofWeights, ThreadPool* pool) = 0;
  /// After moved() has changed: brings the model's weights up to date. No allocation.
  virtual void update(ThreadPool* pool) = 0;
  /// True where moved() are the model's weights: then a checkpoint has no need to store them a second time.
  [[nodiscard]] virtual bool movesWeightsThemselves() const = 0;

  /// How many numbers the optimizer moves.
  [[nodiscard]] Index movedCount();
};

/// As the settings and the fine-tuning ask for. The weights that `model` has now are the beginning (of fine-tuning: the
/// base's); with a coarse precision they are rounded at once. `model` must outlive the result.
/// Throws Error "train.no_parameter_matches" {glob}, "train.lora_needs_matrix" {parameter}.
[[nodiscard]] std::unique_ptr<TrainedWeights> makeTrainedWeights(TrainableModel& model,
                                                                 const TrainingSettings& settings,
                                                                 const FineTuning& tuning);

/// Which parameters of the layout one of the globs matches.
/// Throws Error "train.no_parameter_matches" naming the first glob that matches none.
[[nodiscard]] std::vector<bool> matchingParameters(const ParameterLayout& layout,
                                                   const std::vector<std::string>& globs);

}  // namespace headlight
