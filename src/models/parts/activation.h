#pragma once
// The activation of an MLP, chosen by the configuration.

#include <span>

#include "models/model_config.h"
#include "tensor/matrix.h"

namespace headlight {

/// x [n] → y [n]; the two may be the same memory.
void activationForward(Activation activation, std::span<const float> x, std::span<float> y);

/// x [n] (the forward pass's input), dy [n] → dy [n] in place.
void activationBackward(Activation activation, std::span<const float> x, std::span<float> dy);

// The same for rows that do not lie side by side, [R, n].
void activationForward(Activation activation, const ConstMatrixRef<float>& x, MatrixRef<float> y);
void activationBackward(Activation activation, const ConstMatrixRef<float>& x, MatrixRef<float> dy);

}  // namespace headlight
