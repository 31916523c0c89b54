// Rows whose squares leave the range of float32: finite, so they are answered or refused with a sentence.

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <set>

#include "analysis/projection/chosen_axes.h"
#include "analysis/projection/neighbour_table.h"
#include "analysis/projection/tsne.h"
#include "analysis/projection/umap.h"
#include "analysis/vectors/finite_rows.h"
#include "analysis/vectors/k_means.h"
#include "analysis/vectors/pca.h"
#include "tensor/error.h"
#include "tensor/random.h"

namespace headlight {
namespace {

constexpr float kLargestFloat = std::numeric_limits<float>::max();

Matrix<float> normalRows(Index n, Index d) {
  Random random(11);
  Matrix<float> rows(n, d);
  for (Index i = 0; i < rows.size(); ++i) rows.data()[i] = static_cast<float>(random.normal());
  return rows;
}

Matrix<float> timesPowerOfTwo(const Matrix<float>& rows, int exponent) {
  return (rows.cast<double>() * std::ldexp(1.0, exponent)).cast<float>();
}

std::string refusalOf(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& error) {
    return error.code();
  }
  return {};
}

TEST(HostileRows, NeighboursAreThoseOfTheSameRowsInAnotherUnit) {
  const Matrix<float> rows = normalRows(120, 7);
  const NeighbourTable plain = allNeighbours(rows, 9);
  for (const int exponent : {-110, -70, -30, 30, 62, 70, 100, 124}) {
    const NeighbourTable table = allNeighbours(timesPowerOfTwo(rows, exponent), 9);
    EXPECT_EQ(table.rows, plain.rows) << exponent;
    for (std::size_t i = 0; i < table.distances.size(); ++i) {
      const double expected = std::ldexp(static_cast<double>(plain.distances[i]), exponent);
      ASSERT_NEAR(static_cast<double>(table.distances[i]), expected, 1e-5 * expected) << exponent;
    }
  }
}

TEST(HostileRows, ADistanceBeyondFloatIsTheLargestOne) {
  Matrix<float> rows(2, 2);
  rows << kLargestFloat, kLargestFloat, -kLargestFloat, -kLargestFloat;
  EXPECT_EQ(allNeighbours(rows, 1).distancesOf(0)[0], kLargestFloat);
}

/// Tables of n rows whose numbers have any size: all, one row, or one column of them.
Matrix<float> hostileTable(Random& random, Index n, Index d) {
  const auto anyNumber = [&] {
    const double exponent = -149 + 276 * random.uniform();
    return static_cast<float>(std::ldexp(1 + random.uniform(), static_cast<int>(exponent)) *
                              (random.below(2) ? 1 : -1));
  };
  Matrix<float> rows = normalRows(n, d);
  const float one = anyNumber();
  switch (random.below(5)) {
    case 0:
      for (Index i = 0; i < rows.size(); ++i) rows.data()[i] = anyNumber();
      break;
    case 1:
      rows.row(static_cast<Index>(random.below(static_cast<std::uint64_t>(n)))).setConstant(one);
      break;
    case 2:
      rows.col(static_cast<Index>(random.below(static_cast<std::uint64_t>(d)))).setConstant(one);
      break;
    case 3:
      rows = rows.unaryExpr([&](float value) { return value > 0 ? one : -one; });
      break;
    default:
      rows.setConstant(one);
  }
  return rows;
}

void expectWholeTable(const NeighbourTable& table, Index n) {
  ASSERT_EQ(table.k, std::min<Index>(15, n - 1));
  for (Index row = 0; row < n; ++row) {
    const auto others = table.rowsOf(row);
    const auto distances = table.distancesOf(row);
    EXPECT_EQ(std::set<std::int32_t>(others.begin(), others.end()).size(), others.size());
    for (std::size_t i = 0; i < others.size(); ++i) {
      EXPECT_NE(others[i], row);
      EXPECT_TRUE(others[i] >= 0 && others[i] < n);
      EXPECT_TRUE(std::isfinite(distances[i]) && distances[i] >= (i > 0 ? distances[i - 1] : 0.0F));
    }
  }
}

template <class Method>
void expectFinitePicture(Method method) {
  while (!method.isDone()) method.step();
  EXPECT_TRUE(method.coordinates().allFinite());
}

TEST(HostileRows, EveryProjectionOfFiniteRowsIsFinite) {
  Random random(5);
  for (int round = 0; round < 150; ++round) {
    const auto n = static_cast<Index>(2 + random.below(40));
    const Matrix<float> rows = hostileTable(random, n, static_cast<Index>(1 + random.below(6)));
    SCOPED_TRACE(round);
    expectWholeTable(allNeighbours(rows, 15), n);
    expectFinitePicture(Tsne(rows, {.iterations = 60, .exaggerated = 20}));
    expectFinitePicture(Umap(rows, {.epochs = 60}));
    const std::string refusal = refusalOf([&] { EXPECT_TRUE(pca(rows, 3).coordinates.allFinite()); });
    EXPECT_TRUE(refusal.empty() || refusal == "analysis.too_large") << refusal;
    const KMeansResult groups = kMeans(rows, {.clusters = 3});
    EXPECT_TRUE(std::isfinite(groups.squaredDistance));
    EXPECT_TRUE(groups.centers.allFinite());
  }
}

TEST(HostileRows, PicturesDoNotDependOnTheUnit) {
  const Matrix<float> rows = normalRows(50, 4);
  const auto tsne = [&](int exponent) {
    Tsne run(timesPowerOfTwo(rows, exponent), {.iterations = 40});
    while (!run.isDone()) run.step();
    return run.coordinates();
  };
  EXPECT_EQ(tsne(64), tsne(100));
  EXPECT_EQ(tsne(64), tsne(-60));
  const auto umap = [&](int exponent) {
    Umap run(timesPowerOfTwo(rows, exponent), {.epochs = 40});
    while (!run.isDone()) run.step();
    return run.coordinates();
  };
  EXPECT_EQ(umap(64), umap(100));
  EXPECT_EQ(umap(64), umap(-60));
  const auto groups = [&](int exponent) { return kMeans(timesPowerOfTwo(rows, exponent), {.clusters = 4}).cluster; };
  EXPECT_EQ(groups(64), groups(0));
  EXPECT_EQ(groups(-70), groups(0));
}

TEST(HostileRows, CoordinatesThatNoPictureCanShowAreRefused) {
  Matrix<float> rows = normalRows(5, 3);
  rows(2, 1) = 3e38F;
  EXPECT_EQ(refusalOf([&] { (void)pca(rows, 2); }), "analysis.too_large");
  EXPECT_EQ(refusalOf([&] { (void)chosenDimensions(rows, {0, 1, 2}); }), "analysis.too_large");
  rows(2, 1) = 1e30F;
  EXPECT_EQ(refusalOf([&] { (void)pca(rows, 2); }), "");
  EXPECT_EQ(refusalOf([&] { (void)chosenDimensions(rows, {0, 1, 2}); }), "");
}

}  // namespace
}  // namespace headlight
