#pragma once
// Principal components (Pearson 1901; Hotelling 1933): the directions along which a cloud of points spreads most.

#include <stop_token>
#include <vector>

#include "tensor/matrix.h"

namespace headlight {

struct PcaResult {
  RowVector<double> mean;         ///< [d]
  Matrix<double> components;      ///< [k, d], orthonormal rows; a zero row where no variance is left
  Matrix<float> coordinates;      ///< [n, k]: (rows - mean) · componentsᵀ, in the rows' own unit
  std::vector<double> variances;  ///< [k], of each axis, divided by n - 1, falling
  std::vector<double> shares;     ///< [k], of the total variance, 0 to 1; all 0 if the rows do not differ
  double totalVariance = 0;       ///< over all d axes

  /// Of the total variance, what all k axes keep together.
  [[nodiscard]] double keptShare() const;
};

/// PCA of `rows` [n, d]: mean and covariance accumulated in double, then a symmetric eigendecomposition; of more than
/// 1,024 columns the largest axes alone, to within 1e-12 of the largest (largest_axes.h). Nothing is sampled. n may be
/// smaller than d. The sign of each component is fixed: its loading with the largest absolute value (the first of
/// equals) is positive. Axes beyond the rank of the data (more requested than there are, constant rows, n == 1) have
/// zero components, coordinates and shares, so the answer never depends on rounding noise. Any thread; pure; the same
/// bits each time. Time O(n·d² + d³), of more columns O(n·d) a step. Throws Error "analysis.pca_empty" if n, d or
/// `components` is below 1, "analysis.not_finite" for a NaN or infinity, "analysis.too_large" for a coordinate beyond
/// 1e37, "cancelled" soon after `stop` was asked for.
[[nodiscard]] PcaResult pca(ConstMatrixRef<float> rows, Index components, const std::stop_token& stop = {});

/// Coordinates [m, k] of other rows [m, d] in the space of `result` (tokens on their way through the layers).
/// Throws Error "analysis.too_large" for a coordinate beyond 1e37.
[[nodiscard]] Matrix<float> projectRows(const PcaResult& result, ConstMatrixRef<float> rows);

}  // namespace headlight
