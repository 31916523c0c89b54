#pragma once
// Attention without its sink: many heads rest on the first token, which hides what they do with the others.

#include "tensor/matrix.h"

namespace headlight {

/// Each weight as a share of what its row leaves to the keys other than key 0: w(q, k) / Σ w(q, j), j > 0. NaN in
/// column 0 and in rows that leave nothing (the first one of a causal pattern). Weights are not negative.
[[nodiscard]] Matrix<float> sharesOfRest(const Matrix<float>& weights);

/// The largest cell that is neither NaN nor masked; 0 if there is none. `causal`: cells with column > row, counted so
/// that the last row sees every column, are masked.
[[nodiscard]] double largestShown(const Matrix<float>& weights, bool causal);

}  // namespace headlight
