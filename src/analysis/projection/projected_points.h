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
  /// span. NeighboursKept: neighboursKept(). FewPoints: every picture keeps all neighbours, so they are not counted.
  /// UnderWay: the points still move, nothing was counted.
  enum class Kind { Exact, VarianceKept, ChosenAxes, NeighboursKept, FewPoints, UnderWay } kind = Kind::Exact;
  double share = 0;   ///< 0 to 1; of Exact, FewPoints and UnderWay 0
  double chance = 0;  ///< of NeighboursKept: what a picture at random keeps on average (neighboursKeptByChance())
};

/// What a run of t-SNE or UMAP really used, which for few points is less than what was asked for. 0: another method.
struct UsedNeighbours {
  double perplexity = 0;  ///< of t-SNE
  Index neighbours = 0;   ///< of UMAP, the point itself counted

  bool operator==(const UsedNeighbours&) const = default;
};

struct ProjectedPoints {
  std::string method;                ///< "PCA", "t-SNE", "UMAP", "dimensions", "words"
  Matrix<float> coordinates;         ///< [n, 3]
  std::array<double, 3> variance{};  ///< share of the variance on each axis, 0 to 1; of PCA and of chosen axes
  ProjectionQuality quality;
  std::array<std::string, 3> axes{};  ///< names of chosen axes; empty: method and number
  UsedNeighbours used{};
};

[[nodiscard]] ProjectedPoints projectedPoints(const PcaResult& projection);

/// `kept`: neighboursKept() of these very coordinates; none while they still move and it was not counted. The quality
/// is FewPoints where the share would be 1 for every picture.
[[nodiscard]] ProjectedPoints projectedPoints(std::string method, Matrix<float> coordinates, std::optional<double> kept,
                                              UsedNeighbours used = {});

}  // namespace headlight
