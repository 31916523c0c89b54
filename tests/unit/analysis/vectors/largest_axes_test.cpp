// PCA of wide rows: the same axes as the whole decomposition, and a stop on the way.

#include "analysis/vectors/largest_axes.h"

#include <gtest/gtest.h>

#include <cmath>

#include <Eigen/Eigenvalues>

#include "analysis/vectors/pca.h"
#include "tensor/error.h"
#include "tensor/random.h"

namespace headlight {
namespace {

/// Rows that spread along `spreads` planted directions, and a little along all others.
Matrix<float> plantedRows(Index rows, Index columns, const std::vector<double>& spreads, double noise) {
  Random random(5);
  Matrix<double> directions(static_cast<Index>(spreads.size()), columns);
  for (Index i = 0; i < directions.size(); ++i) directions.data()[i] = random.normal();
  directions.rowwise().normalize();
  Matrix<float> planted(rows, columns);
  for (Index row = 0; row < rows; ++row) {
    RowVector<double> sum = RowVector<double>::Constant(columns, 3);
    for (std::size_t i = 0; i < spreads.size(); ++i) {
      sum += spreads[i] * random.normal() * directions.row(static_cast<Index>(i));
    }
    for (double& value : sum) value += noise * random.normal();
    planted.row(row) = sum.cast<float>();
  }
  return planted;
}

RowVector<double> meanOf(const Matrix<float>& rows) {
  return rows.cast<double>().colwise().mean();
}

TEST(LargestAxes, AreThoseOfTheWholeCovariance) {
  for (const auto& [rows, noise] : {std::pair{plantedRows(300, 120, {9, 8.9, 5}, 0.3), 0.3},
                                    std::pair{plantedRows(40, 200, {4, 3, 2, 1}, 0.0), 0.0}}) {
    const RowVector<double> mean = meanOf(rows);
    const Matrix<double> centred = rows.cast<double>().rowwise() - mean;
    const Eigen::MatrixXd covariance = centred.transpose() * centred / static_cast<double>(rows.rows() - 1);
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> whole(covariance);
    const LargestAxes found = largestAxes(rows, mean, 3, {});
    ASSERT_EQ(found.variances.size(), 3) << noise;
    for (Index axis = 0; axis < 3; ++axis) {
      const Index place = covariance.rows() - 1 - axis;
      EXPECT_NEAR(found.variances(axis), whole.eigenvalues()(place), 1e-10 * whole.eigenvalues().maxCoeff());
      EXPECT_NEAR(std::abs(found.axes.row(axis).dot(whole.eigenvectors().col(place))), 1, 1e-9) << axis;
    }
    EXPECT_TRUE((found.axes * found.axes.transpose()).isApprox(Matrix<double>::Identity(3, 3), 1e-10));
  }
}

TEST(LargestAxes, EqualVariancesHaveAnAxisEach) {
  Matrix<float> corners = Matrix<float>::Zero(8, 50);  // two and minus two along four columns
  for (Index i = 0; i < 4; ++i) {
    corners(2 * i, i * 7) = 2;
    corners(2 * i + 1, i * 7) = -2;
  }
  const LargestAxes found = largestAxes(corners, meanOf(corners), 3, {});
  for (Index axis = 0; axis < 3; ++axis) EXPECT_NEAR(found.variances(axis), 8.0 / 7, 1e-12);
  EXPECT_TRUE((found.axes * found.axes.transpose()).isApprox(Matrix<double>::Identity(3, 3), 1e-10));
}

TEST(LargestAxes, SixThousandColumnsTakeSecondsAndCanBeStopped) {
  const Matrix<float> rows = plantedRows(200, 6000, {50, 40, 30}, 0.5);
  const PcaResult result = pca(rows, 3);
  EXPECT_GT(result.keptShare(), 0.7);
  EXPECT_LE(result.keptShare(), 1);
  EXPECT_GT(result.variances[0], result.variances[1]);
  EXPECT_EQ(result.coordinates, pca(rows, 3).coordinates) << "the same bits each time";
  std::stop_source stop;
  stop.request_stop();
  try {
    (void)pca(rows, 3, stop.get_token());
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "cancelled");
  }
}

TEST(LargestAxes, ConstantRowsHaveNone) {
  const Matrix<float> rows = Matrix<float>::Constant(5, 2000, 7);
  const PcaResult result = pca(rows, 3);
  EXPECT_EQ(result.totalVariance, 0);
  EXPECT_TRUE((result.coordinates.array() == 0).all());
}

}  // namespace
}  // namespace headlight
