#pragma once
// Attention rollout (Abnar and Zuidema 2020, "Quantifying Attention Flow in Transformers").

#include <span>

#include "tensor/matrix.h"

namespace headlight {

/// `patterns`: the mean pattern of each layer, [T, T], from the first to the last one counted. Each becomes half
/// itself, half identity (the residual stream), and they are multiplied: R_l = (½ A_l + ½ I) · R_{l−1}, R_{−1} = I.
/// Rows of the result sum to 1. In double precision. An estimate: values, MLPs and norms are left out.
[[nodiscard]] Matrix<float> attentionRollout(std::span<const Matrix<float>> patterns);

}  // namespace headlight
