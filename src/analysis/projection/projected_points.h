#pragma once
// A picture of rows in three dimensions, made by any method, with the facts that say how reliable it is.

#include <array>
#include <optional>
#include <string>

#include "analysis/vectors/pca.h"
#include "tensor/matrix.h"

namespace headlight {

/// How much of the rows' structure a picture keeps, and by which measure.
struct ProjectionQuality {
  /// Exact: the axes are all there is. VarianceKept: principal axes. ChosenAxes: variance in the space that chosen axes
  /// span. NeighboursKept: neighboursKept(). UnderWay: the points still move, nothing was counted.
  enum class Kind { Exact, VarianceKept, ChosenAxes, NeighboursKept, UnderWay } kind = Kind::Exact;
  double share = 0;  ///< 0 to 1; of Exact and UnderWay 0
};

struct ProjectedPoints {
  std::string method;                ///< "PCA", "t-SNE", "UMAP", "dimensions", "words"
  Matrix<float> coordinates;         ///< [n, 3]
  std::array<double, 3> variance{};  ///< share of the variance on each axis, 0 to 1; of PCA and of chosen axes
  ProjectionQuality quality;
  std::array<std::string, 3> axes{};  ///< names of chosen axes; empty: method and number
};

[[nodiscard]] ProjectedPoints projectedPoints(const PcaResult& projection);

/// `kept`: neighboursKept() of these very coordinates; none while they still move and it was not counted.
[[nodiscard]] ProjectedPoints projectedPoints(std::string method, Matrix<float> coordinates,
                                              std::optional<double> kept);

}  // namespace headlight
