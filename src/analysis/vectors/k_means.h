#pragma once
// Groups of rows that are near each other: k-means (Lloyd 1982) from centres that are spread by k-means++ (Arthur and
// Vassilvitskii 2007).

#include <cstdint>
#include <stop_token>
#include <vector>

#include "tensor/matrix.h"

namespace headlight {

struct KMeansOptions {
  Index clusters = 8;  ///< lowered to the number of distinct rows
  std::uint64_t seed = 0;
  Index iterations = 100;  ///< at most; it stops when no row changes its cluster
};

struct KMeansResult {
  std::vector<int> cluster;    ///< [n]; the largest cluster is 0
  Matrix<float> centers;       ///< [k, d], the means of the clusters
  std::vector<Index> sizes;    ///< [k], falling
  double squaredDistance = 0;  ///< sum over all rows to their centre: what it makes small
  Index iterations = 0;
};

/// Euclidean, in float32 with sums in double; the same bits each time. Time O(n·k·d) an iteration. Any thread; pure.
/// Throws Error "analysis.pca_empty" for no rows, columns or clusters, "analysis.not_finite", "cancelled" soon after
/// `stop` was asked for.
[[nodiscard]] KMeansResult kMeans(ConstMatrixRef<float> rows, const KMeansOptions& options,
                                  const std::stop_token& stop = {});

}  // namespace headlight
