#include "analysis/vectors/pca.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "tensor/error.h"
#include "unit/analysis/vectors/pca_reference.h"

namespace headlight {
namespace {

/// The same formula as rows() in pca_reference.py.
Matrix<float> inputRows(Index n, Index d) {
  Matrix<float> rows(n, d);
  for (Index i = 0; i < n; ++i) {
    for (Index j = 0; j < d; ++j) {
      const auto x = static_cast<double>(i), y = static_cast<double>(j);
      rows(i, j) =
          static_cast<float>(std::sin(1.7 * x * (y + 1.0) + 0.9 * y * y) * (1.0 + 3.0 / (1.0 + y)) + 0.25 * (y + 1.0));
    }
  }
  return rows;
}

template <std::size_t N>
void expectCoordinates(const Matrix<float>& coordinates, const double (&reference)[N]) {
  ASSERT_EQ(static_cast<std::size_t>(coordinates.size()), N);
  double largest = 0;
  for (const double value : reference) largest = std::max(largest, std::abs(value));
  for (Index i = 0; i < coordinates.size(); ++i) {
    EXPECT_NEAR(static_cast<double>(coordinates.data()[i]), reference[i], 1e-6 * largest) << "element " << i;
  }
}

std::string codeOf(const Matrix<float>& rows, Index components) {
  try {
    (void)pca(rows, components);
  } catch (const Error& error) {
    return error.code();
  }
  return "no error";
}

TEST(Pca, EqualsNumpysSingularValueDecompositionSignsIncluded) {
  const PcaResult result = pca(inputRows(24, 5), 3);
  expectCoordinates(result.coordinates, pca_reference::kCoordinatesTall);
  for (std::size_t axis = 0; axis < 3; ++axis) {
    EXPECT_NEAR(result.variances[axis], pca_reference::kVariancesTall[axis], 1e-6);
    EXPECT_NEAR(result.shares[axis], pca_reference::kSharesTall[axis], 1e-6);
  }
}

TEST(Pca, EqualsNumpyWithFewerRowsThanColumns) {
  const PcaResult result = pca(inputRows(4, 9), 3);
  expectCoordinates(result.coordinates, pca_reference::kCoordinatesWide);
  EXPECT_NEAR(result.keptShare(), 1.0, 1e-9);  // four points span three dimensions
}

TEST(Pca, LargestLoadingOfEachComponentIsPositive) {
  const PcaResult result = pca(inputRows(24, 5), 5);
  for (Index axis = 0; axis < 5; ++axis) {
    Index largest = 0;
    result.components.row(axis).cwiseAbs().maxCoeff(&largest);
    EXPECT_GT(result.components(axis, largest), 0);
  }
}

TEST(Pca, ComponentsAreOrthonormalAndSharesFall) {
  const PcaResult result = pca(inputRows(24, 5), 5);
  const Matrix<double> product = result.components * result.components.transpose();
  EXPECT_TRUE(product.isIdentity(1e-10)) << product;
  for (std::size_t axis = 1; axis < 5; ++axis) EXPECT_LE(result.shares[axis], result.shares[axis - 1]);
  EXPECT_NEAR(result.keptShare(), 1.0, 1e-9);
}

TEST(Pca, SmallVarianceBesideALargeMeanIsNotLost) {
  Matrix<float> rows = inputRows(24, 5);
  const PcaResult plain = pca(rows, 3);
  rows.array() += 1024.0F;  // exactly representable shift; float rounding of the rows remains
  const PcaResult shifted = pca(rows, 3);
  const float largest = plain.coordinates.cwiseAbs().maxCoeff();
  EXPECT_LT((plain.coordinates - shifted.coordinates).cwiseAbs().maxCoeff(), 1e-4F * largest);
}

TEST(Pca, SameBitsEachTime) {
  const Matrix<float> rows = inputRows(700, 6);  // several blocks
  EXPECT_EQ(pca(rows, 3).coordinates, pca(rows, 3).coordinates);
}

TEST(Pca, ConstantRowsGiveZerosAndNoNaN) {
  const PcaResult result = pca(Matrix<float>::Constant(50, 4, 0.1F), 3);
  EXPECT_TRUE(result.coordinates.isZero(0));
  EXPECT_TRUE(result.components.isZero(0));
  EXPECT_EQ(result.keptShare(), 0.0);
  EXPECT_EQ(result.totalVariance, 0.0);
}

TEST(Pca, AxesBeyondTheRankAreZero) {
  Matrix<float> rows = Matrix<float>::Zero(10, 3);
  for (Index i = 0; i < 10; ++i) rows(i, 1) = -static_cast<float>(i);
  const PcaResult result = pca(rows, 4);  // more axes than columns, all points on a line
  EXPECT_NEAR(result.shares[0], 1.0, 1e-12);
  EXPECT_EQ(result.components.row(0), (RowVector<double>(3) << 0, 1, 0).finished());
  EXPECT_TRUE(result.coordinates.rightCols(3).isZero(0));
  EXPECT_EQ(result.coordinates.cols(), 4);
}

TEST(Pca, OneRowIsItsOwnMean) {
  const PcaResult result = pca(inputRows(1, 5), 3);
  EXPECT_TRUE(result.coordinates.isZero(0));
}

TEST(Pca, NotFiniteValuesAreRefusedWithTheirPlace) {
  Matrix<float> rows = inputRows(6, 4);
  rows(3, 2) = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(codeOf(rows, 3), "analysis.not_finite");
  try {
    (void)pca(rows, 3);
  } catch (const Error& error) {
    EXPECT_EQ(error.message().values[0].value, "3");
    EXPECT_EQ(error.message().values[1].value, "2");
  }
  rows(3, 2) = -std::numeric_limits<float>::infinity();
  EXPECT_EQ(codeOf(rows, 3), "analysis.not_finite");
}

TEST(Pca, NothingToProjectIsAnError) {
  EXPECT_EQ(codeOf(Matrix<float>(0, 4), 3), "analysis.pca_empty");
  EXPECT_EQ(codeOf(Matrix<float>(4, 0), 3), "analysis.pca_empty");
  EXPECT_EQ(codeOf(inputRows(4, 4), 0), "analysis.pca_empty");
}

TEST(Pca, OtherRowsAreProjectedIntoTheSameSpace) {
  const Matrix<float> rows = inputRows(24, 5);
  const PcaResult result = pca(rows, 3);
  EXPECT_TRUE(projectRows(result, rows.middleRows(7, 2)).isApprox(result.coordinates.middleRows(7, 2), 1e-6F));
}

}  // namespace
}  // namespace headlight
