#include "analysis/vectors/neighbours.h"

#include <cmath>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headlight {
namespace {

std::vector<Index> rowsOf(const std::vector<Neighbour>& neighbours) {
  std::vector<Index> rows;
  for (const Neighbour& neighbour : neighbours) rows.push_back(neighbour.row);
  return rows;
}

/// Directions at 0, 10, 90, 180 and 0 degrees; the last one ten times as long.
Matrix<float> directions() {
  Matrix<float> rows(5, 2);
  rows << 1, 0, 0.9848F, 0.1736F, 0, 1, -1, 0, 10, 0;
  return rows;
}

TEST(Neighbours, CosineLooksAtTheDirectionOnly) {
  const auto found = nearestNeighbours(directions(), 0, 4, Metric::Cosine);
  EXPECT_THAT(rowsOf(found), testing::ElementsAre(4, 1, 2, 3));
  EXPECT_NEAR(found[0].value, 1, 1e-12);
  EXPECT_NEAR(found[1].value, std::cos(10 * 3.14159265 / 180), 1e-4);
  EXPECT_NEAR(found[3].value, -1, 1e-12);
}

TEST(Neighbours, EuclideanLooksAtTheDistance) {
  const auto found = nearestNeighbours(directions(), 0, 4, Metric::Euclidean);
  EXPECT_THAT(rowsOf(found), testing::ElementsAre(1, 2, 3, 4));
  EXPECT_NEAR(found[3].value, 9, 1e-12);
}

TEST(Neighbours, EqualOnesComeByRow) {
  Matrix<float> rows(4, 1);
  rows << 0, 1, -1, 1;
  EXPECT_THAT(rowsOf(nearestNeighbours(rows, 0, 3, Metric::Euclidean)), testing::ElementsAre(1, 2, 3));
}

TEST(Neighbours, ExcludedRowsAreLeftOut) {
  const std::vector<Index> excluded = {1, 4};
  EXPECT_THAT(rowsOf(nearestNeighbours(directions(), 0, 9, Metric::Cosine, excluded)), testing::ElementsAre(2, 3));
}

TEST(Neighbours, RowsWithoutADirectionOrWithNaNAreLeftOut) {
  Matrix<float> rows = directions();
  rows.row(1).setZero();
  rows(2, 0) = std::numeric_limits<float>::quiet_NaN();
  EXPECT_THAT(rowsOf(nearestNeighbours(rows, 0, 9, Metric::Cosine)), testing::ElementsAre(4, 3));
}

TEST(Neighbours, ARowOutsideOrAQueryOfAnotherLengthHasNone) {
  EXPECT_TRUE(nearestNeighbours(directions(), 5, 3, Metric::Cosine).empty());
  EXPECT_TRUE(nearestTo(directions(), RowVector<float>::Ones(3), 3, Metric::Cosine).empty());
}

}  // namespace
}  // namespace headlight
