#pragma once
// A norm over rows, or none, in a training step.

#include <span>

#include "models/block/block_parameters.h"
#include "models/model_config.h"

namespace headlight {

/// What a norm leaves for its backward pass: [R, C] and [R].
struct NormedRows {
  MatrixRef<float> normalized;
  std::span<float> scale;
};

/// out [R, C] = the norm of x, or without a norm x itself.
void normForward(const ModelConfig& config, NormKind norm, const ConstMatrixRef<float>& x, const NormViews& weights,
                 NormedRows left, MatrixRef<float> out);

/// dx [R, C] is added to.
void normBackward(NormKind norm, const ConstMatrixRef<float>& dOut, const NormedRows& left, const NormViews& weights,
                  MatrixRef<float> dx);

}  // namespace headlight
