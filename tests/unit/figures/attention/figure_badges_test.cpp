// What a figure says of itself follows from how its numbers were made: each state is compared with the numbers.

#include <gtest/gtest.h>

#include "analysis/attention/rest_shares.h"
#include "figures/attention/arcs_figure.h"
#include "figures/attention/attention_variants.h"
#include "figures/attention/combined_attention.h"
#include "figures/attention/difference_figure.h"
#include "figures/compare/compare_figure.h"
#include "figures/export/figure_export.h"
#include "tensor/error.h"
#include "unit/generate/kind_runs.h"

namespace headlight {
namespace {

using testing::KindRun;

class FigureBadges : public ::testing::Test {
 protected:
  [[nodiscard]] AttentionFigure together(Combination how, AttentionMeasure measure) const {
    return combinedAttention(run, AttentionSide::Own, {{0, 0}, {1, 1}}, how, {}, measure);
  }

  KindRun made{ModelKind::Decoder};
  FigureRun run = made.run();
};

TEST_F(FigureBadges, weightTimesValueIsPutTogetherLikeWeights) {
  const auto one = [&](int layer, int head) {
    return valueWeightedAttention(run, {AttentionSide::Own, layer, head}, {}).weights;
  };
  const Matrix<float> a = one(0, 0), b = one(1, 1);
  ASSERT_FALSE(a.isApprox(b)) << "two heads that differ";
  const AttentionFigure mean = together(Combination::Mean, AttentionMeasure::ValueWeighted);
  EXPECT_TRUE(mean.weights.isApprox((a + b) / 2));
  EXPECT_EQ(mean.measure, AttentionMeasure::ValueWeighted);
  EXPECT_EQ(badgeOf(mean).measure, AttentionMeasure::ValueWeighted);
  EXPECT_EQ(badgeOf(mean).kind, Badge::Kind::MeanOfHeads);
  EXPECT_EQ(badgeOf(mean).which, "L0 H0, L1 H1");
  const AttentionFigure most = together(Combination::Maximum, AttentionMeasure::ValueWeighted);
  EXPECT_EQ(most.weights, a.cwiseMax(b));
  EXPECT_EQ(badgeOf(most).kind, Badge::Kind::MaximumOfHeads);
  EXPECT_THROW((void)together(Combination::Mean, AttentionMeasure::Rollout), Error);
}

TEST_F(FigureBadges, rowsSumToOneOnlyWhereTheyDo) {
  EXPECT_TRUE(rowsSumToOne(attentionFigure(run, {AttentionSide::Own, 0, 0}, {})));
  EXPECT_TRUE(rowsSumToOne(attentionFigure(run, {AttentionSide::Own, 0, -1}, {})));
  EXPECT_TRUE(rowsSumToOne(together(Combination::Mean, AttentionMeasure::Weights)));
  EXPECT_FALSE(rowsSumToOne(together(Combination::Maximum, AttentionMeasure::Weights)));
  EXPECT_FALSE(rowsSumToOne(together(Combination::Mean, AttentionMeasure::ValueWeighted)));
  EXPECT_TRUE(rowsSumToOne(rolloutAttention(run, AttentionSide::Own, 1, {})));
  AttentionFigure rest = attentionFigure(run, {AttentionSide::Own, 0, 0}, {});
  rest.sinkHidden = true;
  EXPECT_FALSE(rowsSumToOne(rest)) << "the first row has no rest at all";
  AttentionFigure zeroed = attentionFigure(run, {AttentionSide::Own, 0, 0}, {});
  zeroed.weights.setZero();
  EXPECT_FALSE(rowsSumToOne(zeroed)) << "an intervention set the pattern to zero";
}

TEST_F(FigureBadges, sharesOfTheRestAreSaid) {
  AttentionFigure head = attentionFigure(run, {AttentionSide::Own, 0, 0}, {});
  EXPECT_EQ(badgeOf(head), Badge{});
  head.sinkHidden = true;
  EXPECT_TRUE(badgeOf(head).isShareOfRest);
  HeadsFigure all = headsFigure(run, AttentionSide::Own, {});
  all.sinkHidden = true;
  EXPECT_TRUE(badgeOf(all).isShareOfRest);
  ArcsFigure arcs = arcsFigure(run, AttentionSide::Own, {{0, 0}}, {});
  arcs.sinkHidden = true;
  EXPECT_TRUE(badgeOf(arcs).isShareOfRest);
}

TEST_F(FigureBadges, arcsSayTheirMeanAndWhatTheyLeaveOut) {
  EXPECT_EQ(badgeOf(arcsFigure(run, AttentionSide::Own, {{0, 0}, {0, 1}}, {})), Badge{});
  ArcsFigure mixed = arcsFigure(run, AttentionSide::Own, {{0, 0}, {0, -1}}, {});
  EXPECT_EQ(badgeOf(mixed).kind, Badge::Kind::MeanOfHeads) << "one mean among single heads";
  mixed.leftOut = 3;
  EXPECT_EQ(badgeOf(mixed).leftOut, 3);
}

TEST_F(FigureBadges, aDifferenceOfMeansIsNotExact) {
  const HeadsFigure heads = headsFigure(run, AttentionSide::Own, {});
  std::vector<TokenPair> same;
  for (Index i = 0; i < heads.patterns.front().rows(); ++i) same.push_back({i, i, true});
  const AttentionDifferenceFigure all = attentionDifference(heads, heads, same, same);
  EXPECT_EQ(badgeOf(all), Badge{});
  const Badge mean = badgeOf(chosenHeads(all, {{0, -1}}));
  EXPECT_EQ(mean.kind, Badge::Kind::MeanOfHeads);
  EXPECT_EQ(mean.count, heads.heads);
  EXPECT_EQ(badgeOf(chosenHeads(all, {{0, 1}})), Badge{});
}

TEST_F(FigureBadges, comparedModelsSayThatTheirWeightsAreMeans) {
  CompareFigure figure;
  figure.columns.resize(2);
  EXPECT_EQ(badgeOf(figure), Badge{});
  figure.columns[0].memory.kind = CompareFigure::Memory::Kind::Hidden;
  EXPECT_EQ(badgeOf(figure), Badge{}) << "hidden states are exact";
  figure.columns[0].memory = {CompareFigure::Memory::Kind::Attention, 1, 8, {}, {}};
  figure.columns[1].memory = {CompareFigure::Memory::Kind::Attention, 1, 4, {}, {}};
  EXPECT_EQ(badgeOf(figure).kind, Badge::Kind::MemoryOfHeads);
  EXPECT_EQ(badgeOf(figure).which, "4, 8");
}

TEST_F(FigureBadges, whatTheSourceSaysIsInEveryBadge) {
  const auto badge = [&](FigureSource source) {
    return figureBadge(attentionFigure(run, {AttentionSide::Own, 0, 0}, std::move(source)));
  };
  EXPECT_EQ(badge({"m", "p", {}}), Badge{});
  EXPECT_TRUE(badge({"m", "p", {"L0H1"}}).isAblated);
  EXPECT_TRUE(badge({"m", "p", {}, true}).isRecorded);
}

}  // namespace
}  // namespace headlight
