#include "analysis/vectors/pca.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <Eigen/Eigenvalues>

#include "analysis/vectors/finite_rows.h"
#include "analysis/vectors/largest_axes.h"
#include "tensor/error.h"

namespace headlight {
namespace {

/// Rows turned to double at a time: small enough for the cache, fixed so that sums always run in the same order.
constexpr Index kBlockRows = 256;

/// Below this share of the largest variance (or of the values' square) a variance is rounding noise.
constexpr double kRelativeNoise = 1e-13;
constexpr double kAbsoluteNoise = 1e-12;

/// Of more columns a covariance matrix and all its axes take minutes, which nobody can interrupt.
constexpr Index kMostColumnsAtOnce = 1024;

void checkInput(const ConstMatrixRef<float>& rows, Index components) {
  if (rows.rows() < 1 || rows.cols() < 1 || components < 1) {
    throw Error("analysis.pca_empty",
                {{"rows", std::to_string(rows.rows())}, {"columns", std::to_string(rows.cols())}});
  }
  requireFinite(rows);
}

RowVector<double> meanOf(const ConstMatrixRef<float>& rows) {
  RowVector<double> sum = RowVector<double>::Zero(rows.cols());
  for (Index row = 0; row < rows.rows(); ++row) sum += rows.row(row).cast<double>();
  return sum / static_cast<double>(rows.rows());
}

/// Calls body(first row, centred block in double) for each block of rows.
template <class Body>
void forCentredBlocks(const ConstMatrixRef<float>& rows, const RowVector<double>& mean, const Body& body) {
  for (Index first = 0; first < rows.rows(); first += kBlockRows) {
    const Index count = std::min(kBlockRows, rows.rows() - first);
    const Matrix<double> block = rows.middleRows(first, count).cast<double>().rowwise() - mean;
    body(first, block);
  }
}

/// [d, d], lower triangle filled.
Matrix<double> covarianceOf(const ConstMatrixRef<float>& rows, const RowVector<double>& mean,
                            const std::stop_token& stop) {
  Matrix<double> covariance = Matrix<double>::Zero(rows.cols(), rows.cols());
  const double scale = 1.0 / static_cast<double>(std::max<Index>(rows.rows() - 1, 1));
  forCentredBlocks(rows, mean, [&](Index, const Matrix<double>& block) {
    if (stop.stop_requested()) throw Error("cancelled");
    covariance.selfadjointView<Eigen::Lower>().rankUpdate(block.transpose(), scale);
  });
  return covariance;
}

void fixSign(Eigen::Ref<RowVector<double>> component) {
  Index largest = 0;
  component.cwiseAbs().maxCoeff(&largest);
  if (component(largest) < 0) component = -component;
}

/// The largest axes of a covariance matrix.
LargestAxes axesOf(const Matrix<double>& covariance, Index count) {
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver{Eigen::MatrixXd(covariance)};  // variances rise
  const Index kept = std::min(count, covariance.rows());
  LargestAxes largest{solver.eigenvalues().tail(kept).reverse(), Matrix<double>(kept, covariance.cols())};
  for (Index axis = 0; axis < kept; ++axis) {
    largest.axes.row(axis) = solver.eigenvectors().col(covariance.rows() - 1 - axis).transpose();
  }
  return largest;
}

/// Of each column, summed.
double totalVarianceOf(const ConstMatrixRef<float>& rows, const RowVector<double>& mean, const std::stop_token& stop) {
  double sum = 0;
  forCentredBlocks(rows, mean, [&](Index, const Matrix<double>& block) {
    if (stop.stop_requested()) throw Error("cancelled");
    sum += block.squaredNorm();
  });
  return sum / static_cast<double>(std::max<Index>(rows.rows() - 1, 1));
}

void takeAxes(const LargestAxes& largest, double noise, PcaResult& result) {
  for (Index axis = 0; axis < largest.variances.size(); ++axis) {
    const double variance = largest.variances(axis);
    if (variance <= std::max(noise, kRelativeNoise * largest.variances(0))) break;
    RowVector<double> component = largest.axes.row(axis);
    fixSign(component);
    result.components.row(axis) = component;
    result.variances[static_cast<std::size_t>(axis)] = variance;
    result.shares[static_cast<std::size_t>(axis)] = std::min(1.0, variance / result.totalVariance);
  }
}

}  // namespace

double PcaResult::keptShare() const {
  return std::min(1.0, std::accumulate(shares.begin(), shares.end(), 0.0));
}

PcaResult pca(ConstMatrixRef<float> rows, Index components, const std::stop_token& stop) {
  checkInput(rows, components);
  PcaResult result;
  result.mean = meanOf(rows);
  result.components = Matrix<double>::Zero(components, rows.cols());
  result.variances.assign(static_cast<std::size_t>(components), 0.0);
  result.shares.assign(static_cast<std::size_t>(components), 0.0);

  const bool isWide = rows.cols() > kMostColumnsAtOnce;
  const Matrix<double> covariance = isWide ? Matrix<double>() : covarianceOf(rows, result.mean, stop);
  const double largest = static_cast<double>(rows.cwiseAbs().maxCoeff());
  const double noise = std::pow(kAbsoluteNoise * largest, 2);
  const double total = isWide ? totalVarianceOf(rows, result.mean, stop) : covariance.trace();
  if (total > noise) {
    result.totalVariance = total;
    takeAxes(isWide ? largestAxes(rows, result.mean, components, stop) : axesOf(covariance, components), noise, result);
  }
  result.coordinates = projectRows(result, rows);
  return result;
}

Matrix<float> projectRows(const PcaResult& result, ConstMatrixRef<float> rows) {
  Matrix<float> coordinates(rows.rows(), result.components.rows());
  forCentredBlocks(rows, result.mean, [&](Index first, const Matrix<double>& block) {
    coordinates.middleRows(first, block.rows()) = asCoordinates(block * result.components.transpose(), first);
  });
  return coordinates;
}

}  // namespace headlight
