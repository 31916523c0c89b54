#include "analysis/vectors/neighbours.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace headlight {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// NaN where there is no such value.
double measure(const RowVector<double>& query, double queryNorm, const RowVector<double>& row, Metric metric) {
  if (metric == Metric::Euclidean) return (row - query).norm();
  const double product = queryNorm * row.norm();
  return product > 0 ? std::clamp(query.dot(row) / product, -1.0, 1.0) : kNone;
}

}  // namespace

std::vector<Neighbour> nearestTo(ConstMatrixRef<float> rows, ConstRowVectorRef<float> query, Index k, Metric metric,
                                 std::span<const Index> excluded) {
  std::vector<Neighbour> found;
  if (query.size() != rows.cols() || k < 1) return found;
  const RowVector<double> wide = query.cast<double>();
  const double norm = wide.norm();
  found.reserve(static_cast<std::size_t>(rows.rows()));
  RowVector<double> other(rows.cols());
  for (Index row = 0; row < rows.rows(); ++row) {
    if (std::binary_search(excluded.begin(), excluded.end(), row)) continue;
    other = rows.row(row).cast<double>();
    const double value = measure(wide, norm, other, metric);
    if (std::isfinite(value)) found.push_back({row, value});
  }
  const auto nearer = [metric](const Neighbour& a, const Neighbour& b) {
    if (a.value != b.value) return (metric == Metric::Cosine) == (a.value > b.value);
    return a.row < b.row;
  };
  const auto count = std::min<std::size_t>(static_cast<std::size_t>(k), found.size());
  std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(count), found.end(), nearer);
  found.resize(count);
  return found;
}

std::vector<Neighbour> nearestNeighbours(ConstMatrixRef<float> rows, Index row, Index k, Metric metric,
                                         std::span<const Index> excluded) {
  if (row < 0 || row >= rows.rows()) return {};
  std::vector<Index> without(excluded.begin(), excluded.end());
  without.insert(std::lower_bound(without.begin(), without.end(), row), row);
  return nearestTo(rows, rows.row(row), k, metric, without);
}

}  // namespace headlight
