#include "analysis/vectors/k_means.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <string>

#include "analysis/vectors/finite_rows.h"
#include "tensor/error.h"
#include "tensor/random.h"

namespace headlight {
namespace {

double squaredDistance(ConstMatrixRef<float> rows, Index row, const Matrix<float>& centers, Index center) {
  return static_cast<double>((rows.row(row) - centers.row(center)).squaredNorm());
}

void lookForStop(const std::stop_token& stop) {
  if (stop.stop_requested()) throw Error("cancelled");
}

/// k-means++: each further centre is a row, drawn with the square of its distance to the nearest so far.
Matrix<float> firstCenters(ConstMatrixRef<float> rows, const KMeansOptions& options, const std::stop_token& stop) {
  Random random(options.seed);
  const Index most = std::min(options.clusters, rows.rows());
  Matrix<float> centers(most, rows.cols());
  centers.row(0) = rows.row(static_cast<Index>(random.below(static_cast<std::uint64_t>(rows.rows()))));
  std::vector<double> nearest(static_cast<std::size_t>(rows.rows()), std::numeric_limits<double>::infinity());
  Index count = 1;
  for (; count < most; ++count) {
    lookForStop(stop);
    double total = 0;
    for (Index row = 0; row < rows.rows(); ++row) {
      double& own = nearest[static_cast<std::size_t>(row)];
      own = std::min(own, squaredDistance(rows, row, centers, count - 1));
      total += own;
    }
    if (!(total > 0)) break;  // every distinct row is a centre
    double left = random.uniform() * total;
    Index taken = -1;
    for (Index row = 0; row < rows.rows(); ++row) {
      const double own = nearest[static_cast<std::size_t>(row)];
      if (!(own > 0)) continue;
      taken = row;
      left -= own;
      if (left < 0) break;
    }
    centers.row(count) = rows.row(taken);
  }
  return centers.topRows(count);
}

/// Each row's nearest centre, the first of equals; true if any changed.
bool assign(ConstMatrixRef<float> rows, KMeansResult& result) {
  bool changed = false;
  result.squaredDistance = 0;
  for (Index row = 0; row < rows.rows(); ++row) {
    double best = std::numeric_limits<double>::infinity();
    int nearest = 0;
    for (Index center = 0; center < result.centers.rows(); ++center) {
      const double distance = squaredDistance(rows, row, result.centers, center);
      if (distance < best) {
        best = distance;
        nearest = static_cast<int>(center);
      }
    }
    int& own = result.cluster[static_cast<std::size_t>(row)];
    changed = changed || own != nearest;
    own = nearest;
    result.squaredDistance += best;
  }
  return changed;
}

/// A centre that lost all its rows stays where it is.
void moveCenters(ConstMatrixRef<float> rows, KMeansResult& result) {
  Matrix<double> sums = Matrix<double>::Zero(result.centers.rows(), rows.cols());
  std::fill(result.sizes.begin(), result.sizes.end(), 0);
  for (Index row = 0; row < rows.rows(); ++row) {
    const int cluster = result.cluster[static_cast<std::size_t>(row)];
    sums.row(cluster) += rows.row(row).cast<double>();
    ++result.sizes[static_cast<std::size_t>(cluster)];
  }
  for (Index center = 0; center < sums.rows(); ++center) {
    const Index size = result.sizes[static_cast<std::size_t>(center)];
    if (size > 0) result.centers.row(center) = (sums.row(center) / static_cast<double>(size)).cast<float>();
  }
}

void sortBySize(KMeansResult& result) {
  std::vector<int> order(result.sizes.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
    return result.sizes[static_cast<std::size_t>(a)] > result.sizes[static_cast<std::size_t>(b)];
  });
  std::vector<int> place(order.size());
  const KMeansResult before = result;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const auto old = static_cast<std::size_t>(order[i]);
    place[old] = static_cast<int>(i);
    result.sizes[i] = before.sizes[old];
    result.centers.row(static_cast<Index>(i)) = before.centers.row(order[i]);
  }
  for (int& cluster : result.cluster) cluster = place[static_cast<std::size_t>(cluster)];
}

}  // namespace

KMeansResult kMeans(ConstMatrixRef<float> given, const KMeansOptions& options, const std::stop_token& stop) {
  if (given.rows() < 1 || given.cols() < 1 || options.clusters < 1) {
    throw Error("analysis.pca_empty",
                {{"rows", std::to_string(given.rows())}, {"columns", std::to_string(given.cols())}});
  }
  const ModerateRows moderate(given);
  const ConstMatrixRef<float>& rows = moderate.rows();
  KMeansResult result;
  result.centers = firstCenters(rows, options, stop);
  result.sizes.assign(static_cast<std::size_t>(result.centers.rows()), 0);
  result.cluster.assign(static_cast<std::size_t>(rows.rows()), -1);
  while (assign(rows, result) && result.iterations < options.iterations) {
    lookForStop(stop);
    moveCenters(rows, result);
    ++result.iterations;
  }
  moveCenters(rows, result);
  sortBySize(result);
  if (moderate.areScaled()) {
    result.centers = (result.centers.cast<double>() * moderate.unit()).cast<float>();
    result.squaredDistance *= moderate.unit() * moderate.unit();
  }
  return result;
}

}  // namespace headlight
