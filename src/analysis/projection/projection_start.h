#pragma once

#include <stop_token>

#include "tensor/matrix.h"

namespace headlight {

/// Where t-SNE and UMAP begin: the PCA of `rows` [n, d] on `dimensions` axes, scaled so that the first has this
/// deviation, and moved by a hundredth of it at random (always the same), so that equal rows can part. [n, dimensions].
/// Any thread; pure. Throws what pca() throws.
[[nodiscard]] Matrix<float> projectionStart(ConstMatrixRef<float> rows, Index dimensions, double deviation,
                                            const std::stop_token& stop = {});

}  // namespace headlight
