#pragma once
// What a prediction is about.

#include "tensor/matrix.h"

namespace headlight {

struct ModelConfig;
struct Step;

/// What a prediction is about.
struct PredictionPlace {
  Index position = 0;   ///< number of tokens before the predicted one
  bool masked = false;  ///< the word at `position` of an encoder's sentence
};
[[nodiscard]] PredictionPlace placeOf(const Step& step, const ModelConfig& config);

}  // namespace headlight
