// Sums of words, axes made from words, and chosen dimensions.

#include "analysis/vectors/word_arithmetic.h"

#include <algorithm>
#include <cmath>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/vectors/pca.h"
#include "formats/error_code.h"
#include "tensor/random.h"

namespace headlight {
namespace {

const std::vector<std::string> kWords = {"man", "woman", "king", "queen", "up-to-date"};

const auto find = [](std::string_view word) -> Index {
  const auto at = std::find(kWords.begin(), kWords.end(), word);
  return at == kWords.end() ? -1 : at - kWords.begin();
};

/// Royalty along the first dimension, sex along the second.
Matrix<float> people() {
  Matrix<float> rows(5, 3);
  rows << 0, -1, 0, 0, 1, 0, 3, -1, 0, 3, 1, 0, 0, 0, 2;
  return rows;
}

TEST(WordArithmetic, ASumCountsEachWordAtLengthOne) {
  const WordSum sum = wordSum(people(), "king - man + woman", find);
  const float length = std::sqrt(10.0F);
  EXPECT_NEAR(sum.vector(0), 3 / length, 1e-6);
  EXPECT_NEAR(sum.vector(1), -1 / length + 2, 1e-6);
  EXPECT_THAT(sum.words, ::testing::ElementsAre(0, 1, 2));
  EXPECT_TRUE(wordSum(people(), "- man  − woman", find).vector.isZero());
  EXPECT_EQ(wordSum(people(), "up-to-date", find).vector(2), 1);
}

TEST(WordArithmetic, WhatIsNoSumIsRefused) {
  for (const char* text : {"", "  ", "+", "king -", "king man", "king + + man", "king -man"}) {
    EXPECT_NE(testing::errorCode([&] { (void)wordSum(people(), text, find); }), "accepted") << text;
  }
  EXPECT_EQ(testing::errorCode([&] { (void)wordSum(people(), "king + duke", find); }), "analysis.no_such_word");
}

TEST(WordArithmetic, AnAxisLeadsFromOneMeanToTheOther) {
  const NamedDirection axis = wordAxis(people(), " king,man ->  queen, woman", find);
  EXPECT_EQ(axis.name, "king,man →  queen, woman");
  EXPECT_NEAR(axis.direction(1), 1, 1e-12);
  EXPECT_NEAR(axis.origin(0), 1.5, 1e-12);
  const ProjectedPoints points = alongDirections(people(), {axis, std::nullopt, wordAxis(people(), "king", find)});
  EXPECT_NEAR(points.coordinates(0, 0), -1, 1e-6);
  EXPECT_NEAR(points.coordinates(3, 0), 1, 1e-6);
  EXPECT_EQ(points.coordinates(3, 1), 0);
  EXPECT_NEAR(points.coordinates(2, 2), std::sqrt(10.0F), 1e-6);
  EXPECT_EQ(points.quality.kind, ProjectionQuality::Kind::ChosenAxes);
  EXPECT_EQ(testing::errorCode([] { (void)wordAxis(people(), "man -> man", find); }), "analysis.no_direction");
  for (const char* text : {"", "->", "man ->", "man -> woman -> king", "man,,woman"}) {
    EXPECT_EQ(testing::errorCode([&] { (void)wordAxis(people(), text, find); }), "analysis.word_axis") << text;
  }
}

TEST(ChosenAxes, KeepWhatTheDirectionsSpan) {
  Random random(3);
  Matrix<float> rows(60, 5);
  for (Index i = 0; i < rows.size(); ++i)
    rows.data()[i] = static_cast<float>(random.normal() * static_cast<double>(1 + i % 5));
  const PcaResult principal = pca(rows, 3);
  std::array<std::optional<NamedDirection>, 3> along;
  for (std::size_t i = 0; i < 3; ++i) along[i] = {"", principal.mean, principal.components.row(static_cast<Index>(i))};
  const ProjectedPoints same = alongDirections(rows, along);
  EXPECT_LT((same.coordinates - principal.coordinates).cwiseAbs().maxCoeff(), 1e-5);
  EXPECT_NEAR(same.quality.share, principal.keptShare(), 1e-9);
  EXPECT_NEAR(same.variance[1], principal.shares[1], 1e-9);
  along[1] = along[2] = along[0];  // three times the same keeps no more than once
  EXPECT_NEAR(alongDirections(rows, along).quality.share, principal.shares[0], 1e-9);
}

TEST(ChosenAxes, DimensionsAreTheColumnsAsTheyAre) {
  const Matrix<float> rows = people();
  const ProjectedPoints all = chosenDimensions(rows, {2, 0, 1});
  EXPECT_EQ(all.coordinates.col(0), rows.col(2));
  EXPECT_EQ(all.quality.kind, ProjectionQuality::Kind::Exact);
  EXPECT_EQ(all.axes[0], "3");
  const ProjectedPoints some = chosenDimensions(rows, {0, 0, 7});
  EXPECT_EQ(some.quality.kind, ProjectionQuality::Kind::ChosenAxes);
  EXPECT_TRUE(some.coordinates.col(2).isZero());
  EXPECT_NEAR(some.quality.share, some.variance[0], 1e-12);
  EXPECT_NEAR(all.quality.share + all.variance[0] + all.variance[1] + all.variance[2], 1, 1e-12);
  EXPECT_EQ(testing::errorCode([] { (void)chosenDimensions(Matrix<float>(0, 3), {0, 1, 2}); }), "analysis.pca_empty");
}

}  // namespace
}  // namespace headlight
