#include "analysis/projection/chosen_axes.h"

#include <algorithm>
#include <vector>

#include "analysis/vectors/finite_rows.h"
#include "tensor/error.h"

namespace headlight {
namespace {

constexpr std::size_t kAxes = 3;

void requireRows(ConstMatrixRef<float> rows) {
  if (rows.rows() > 0 && rows.cols() > 0) return;
  throw Error("analysis.pca_empty", {{"rows", std::to_string(rows.rows())}, {"columns", std::to_string(rows.cols())}});
}

RowVector<double> meanOf(ConstMatrixRef<float> rows) {
  RowVector<double> mean = RowVector<double>::Zero(rows.cols());
  for (Index row = 0; row < rows.rows(); ++row) mean += rows.row(row).cast<double>();
  return mean / static_cast<double>(rows.rows());
}

/// Sums of squares about the mean: over all dimensions, and along each of `directions`.
struct Spread {
  double total = 0;
  std::vector<double> along;
};

Spread spreadOf(ConstMatrixRef<float> rows, const std::vector<RowVector<double>>& directions) {
  Spread spread;
  spread.along.resize(directions.size());
  const RowVector<double> mean = meanOf(rows);
  RowVector<double> row(rows.cols());
  for (Index i = 0; i < rows.rows(); ++i) {
    row = rows.row(i).cast<double>() - mean;
    spread.total += row.squaredNorm();
    for (std::size_t k = 0; k < directions.size(); ++k) {
      const double along = row.dot(directions[k]);
      spread.along[k] += along * along;
    }
  }
  return spread;
}

double share(double part, double whole) {
  return whole > 0 ? std::min(1.0, part / whole) : 0;
}

/// What Gram and Schmidt make of the directions; those that add nothing are left out.
std::vector<RowVector<double>> atRightAngles(const std::vector<RowVector<double>>& directions) {
  constexpr double kNothing = 1e-9;
  std::vector<RowVector<double>> basis;
  for (RowVector<double> rest : directions) {
    for (int pass = 0; pass < 2; ++pass) {  // once more against rounding
      for (const RowVector<double>& done : basis) rest -= rest.dot(done) * done;
    }
    if (rest.norm() > kNothing) basis.push_back(rest.normalized());
  }
  return basis;
}

}  // namespace

ProjectedPoints chosenDimensions(ConstMatrixRef<float> rows, const std::array<Index, 3>& dimensions) {
  requireRows(rows);
  std::array<std::optional<NamedDirection>, kAxes> directions;
  std::vector<Index> distinct;
  for (std::size_t axis = 0; axis < kAxes; ++axis) {
    const Index dimension = dimensions[axis];
    if (dimension < 0 || dimension >= rows.cols()) continue;
    NamedDirection& named = directions[axis].emplace();
    named.name = std::to_string(dimension + 1);
    named.origin = RowVector<double>::Zero(rows.cols());
    named.direction = RowVector<double>::Unit(rows.cols(), dimension);
    if (std::find(distinct.begin(), distinct.end(), dimension) == distinct.end()) distinct.push_back(dimension);
  }
  ProjectedPoints points = alongDirections(rows, directions);
  points.method = "dimensions";
  if (static_cast<Index>(distinct.size()) == rows.cols()) points.quality = {};
  return points;
}

ProjectedPoints alongDirections(ConstMatrixRef<float> rows,
                                const std::array<std::optional<NamedDirection>, 3>& directions) {
  requireRows(rows);
  ProjectedPoints points;
  points.method = "words";
  Eigen::MatrixXd coordinates = Eigen::MatrixXd::Zero(rows.rows(), kAxes);
  std::vector<RowVector<double>> given;
  std::vector<std::size_t> axes;
  for (std::size_t axis = 0; axis < kAxes; ++axis) {
    if (!directions[axis]) continue;
    const NamedDirection& named = *directions[axis];
    points.axes[axis] = named.name;
    given.push_back(named.direction);
    axes.push_back(axis);
    for (Index row = 0; row < rows.rows(); ++row) {
      coordinates(row, static_cast<Index>(axis)) = (rows.row(row).cast<double>() - named.origin).dot(named.direction);
    }
  }
  points.coordinates = asCoordinates(coordinates);
  const Spread own = spreadOf(rows, given);
  for (std::size_t i = 0; i < axes.size(); ++i) points.variance[axes[i]] = share(own.along[i], own.total);
  const Spread spanned = spreadOf(rows, atRightAngles(given));
  double kept = 0;
  for (const double along : spanned.along) kept += along;
  points.quality = {ProjectionQuality::Kind::ChosenAxes, share(kept, spanned.total)};
  return points;
}

}  // namespace headlight
