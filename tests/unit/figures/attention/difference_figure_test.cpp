#include "figures/attention/heads_figure.h"
#include "figures/attention/prompt_difference.h"

#include <gtest/gtest.h>

#include <cmath>

#include "analysis/attention/rest_shares.h"
#include "analysis/text/token_alignment.h"
#include "figures/figure_run.h"
#include "generate/generation.h"
#include "tensor/error.h"
#include "unit/generate/counting_model.h"

namespace headlight {
namespace {

Matrix<float> matrix(std::initializer_list<std::initializer_list<float>> rows) {
  Matrix<float> values(static_cast<Index>(rows.size()), static_cast<Index>(rows.begin()->size()));
  Index r = 0;
  for (const auto& row : rows) {
    Index c = 0;
    for (const float value : row) values(r, c++) = value;
    ++r;
  }
  return values;
}

HeadsFigure twoHeads(Matrix<float> a, Matrix<float> b, const std::string& prompt) {
  HeadsFigure figure;
  figure.source.prompt = prompt;
  figure.layers = 1;
  figure.heads = 2;
  figure.queryLabels = figure.keyLabels = std::vector<std::string>(static_cast<std::size_t>(a.rows()), "x");
  figure.patterns = {std::move(a), std::move(b)};
  return figure;
}

const std::vector<TokenPair> kStraight{{0, 0, true}, {1, 1, false}};

TEST(AttentionDifference, theHeadThatChangedMostComesFirst) {
  const HeadsFigure first = twoHeads(matrix({{1, 0}, {0.5F, 0.5F}}), matrix({{1, 0}, {0.75F, 0.25F}}), "a b");
  const HeadsFigure second = twoHeads(matrix({{1, 0}, {0.5F, 0.5F}}), matrix({{1, 0}, {0.25F, 0.75F}}), "a c");
  const AttentionDifferenceFigure figure = attentionDifference(first, second, kStraight, kStraight);
  ASSERT_EQ(figure.heads.size(), 2U);
  EXPECT_EQ(figure.heads[0].place, (HeadPlace{0, 1}));
  EXPECT_DOUBLE_EQ(figure.heads[0].change, 1.0 / 3) << "0, 0.5 and 0.5 over the three cells that are not masked";
  EXPECT_EQ(figure.heads[0].difference, matrix({{0, 0}, {0.5F, -0.5F}}));
  EXPECT_EQ(figure.heads[1].change, 0);
  EXPECT_EQ(figure.secondPrompt, "a c");
}

TEST(AttentionDifference, cellsOfOnePromptAreNeitherZeroNorCounted) {
  const HeadsFigure first = twoHeads(matrix({{1, 0}, {0.5F, 0.5F}}), matrix({{1, 0}, {0.5F, 0.5F}}), "a c");
  const Matrix<float> three = matrix({{1, 0, 0}, {0.25F, 0.75F, 0}, {0.25F, 0.5F, 0.25F}});
  const std::vector<TokenPair> gap{{0, 0, true}, {-1, 1, false}, {1, 2, true}};
  const AttentionDifferenceFigure figure = attentionDifference(first, twoHeads(three, three, "a b c"), gap, gap);
  const Matrix<float>& cells = figure.heads[0].difference;
  ASSERT_EQ(cells.rows(), 3);
  EXPECT_TRUE(std::isnan(cells(1, 0)) && std::isnan(cells(1, 1)) && std::isnan(cells(2, 1)));
  EXPECT_EQ(cells(2, 0), 0.25F);
  EXPECT_EQ(cells(2, 2), 0.25F);
  EXPECT_DOUBLE_EQ(figure.heads[0].change, 0.5 / 3);
}

TEST(AttentionDifference, theMeanOfALayerIsTheDifferenceOfTheMeans) {
  const HeadsFigure first = twoHeads(matrix({{1, 0}, {0.5F, 0.5F}}), matrix({{1, 0}, {1, 0}}), "a b");
  const HeadsFigure second = twoHeads(matrix({{1, 0}, {1, 0}}), matrix({{1, 0}, {0.5F, 0.5F}}), "a c");
  const AttentionDifferenceFigure figure = attentionDifference(first, second, kStraight, kStraight);
  const AttentionDifferenceFigure chosen = chosenHeads(figure, {{0, -1}, {0, 1}});
  ASSERT_EQ(chosen.heads.size(), 2U);
  EXPECT_EQ(chosen.heads[0].place, (HeadPlace{0, 1})) << "sorted";
  EXPECT_EQ(chosen.heads[1].place, (HeadPlace{0, -1}));
  EXPECT_EQ(chosen.heads[1].difference, matrix({{0, 0}, {0, 0}}));
  EXPECT_THROW((void)chosenHeads(figure, {{1, 0}}), Error);
}

TEST(AttentionDifference, whatDoesNotFitIsRefused) {
  const HeadsFigure two = twoHeads(matrix({{1, 0}, {0.5F, 0.5F}}), matrix({{1, 0}, {1, 0}}), "a b");
  EXPECT_THROW((void)attentionDifference(two, two, {{0, 0, true}}, kStraight), Error);
  EXPECT_THROW((void)attentionDifference(two, two, kStraight, {{0, 0, true}, {1, 1, true}, {2, -1, false}}), Error);
  HeadsFigure one = two;
  one.heads = 1;
  one.patterns.pop_back();
  EXPECT_THROW((void)attentionDifference(two, one, kStraight, kStraight), Error);
}

TEST(AttentionDifference, twoRunsOfAModelAreAlignedByTheirTokens) {
  testing::CountingModel model;
  WordLevelTokenizer tokenizer{testing::tinyVocabulary()};
  Generation first(model, tokenizer, preparePrompt("The cat is", tokenizer, 32));
  Generation second(model, tokenizer, preparePrompt("The is", tokenizer, 32));
  const FigureRun a{model, first.path(), first.tokens(), {}};
  const FigureRun b{model, second.path(), second.tokens(), {}};
  const AttentionDifferenceFigure figure =
      attentionDifference(a, b, AttentionSide::Own, {"m", "The cat is", {}}, {"m", "The is", {}});
  EXPECT_EQ(figure.queries, (std::vector<TokenPair>{{0, 0, true}, {1, -1, false}, {2, 1, true}}));
  EXPECT_EQ(figure.heads.size(), static_cast<std::size_t>(figure.layers * figure.headsPerLayer));
  const HeadsFigure all = headsFigure(a, AttentionSide::Own, {});
  const HeadsFigure other = headsFigure(b, AttentionSide::Own, {});
  for (const AttentionDifferenceFigure::Head& head : figure.heads) {
    const auto index = static_cast<std::size_t>(head.place.layer * figure.headsPerLayer + head.place.head);
    EXPECT_EQ(head.difference(2, 2), all.patterns[index](2, 2) - other.patterns[index](1, 1));
  }
}

TEST(RestShares, rowsOfTheRestSumToOne) {
  const Matrix<float> shares = sharesOfRest(matrix({{1, 0, 0}, {0.75F, 0.25F, 0}, {0.5F, 0.125F, 0.375F}}));
  EXPECT_TRUE(std::isnan(shares(0, 1))) << "the first row leaves nothing";
  EXPECT_TRUE(std::isnan(shares(2, 0)));
  EXPECT_EQ(shares(1, 1), 1.0F);
  EXPECT_EQ(shares(2, 1), 0.25F);
  EXPECT_EQ(shares(2, 2), 0.75F);
}

TEST(RestShares, theLargestCellShownIsNeitherMaskedNorNan) {
  Matrix<float> weights = matrix({{0.25F, 9}, {0.5F, 0.75F}});
  EXPECT_EQ(largestShown(weights, true), 0.75);
  EXPECT_EQ(largestShown(weights, false), 9);
  weights(1, 1) = std::nanf("");
  EXPECT_EQ(largestShown(weights, true), 0.5);
}

}  // namespace
}  // namespace headlight
