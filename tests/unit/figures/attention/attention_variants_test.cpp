// Attention beyond weights: value-weighted cells against the heads' own results, rollout against a sum by hand, heads
// put together.

#include <gtest/gtest.h>

#include <Eigen/QR>

#include "analysis/attention/rollout.h"
#include "figures/attention/attention_variants.h"
#include "figures/attention/combined_attention.h"
#include "hooks/hook_names.h"
#include "tensor/error.h"
#include "unit/generate/kind_runs.h"

namespace headlight {
namespace {

using testing::KindRun;

std::string resultName(AttentionSide side, int layer) {
  using hook_names::Stack;
  if (side == AttentionSide::Cross) return hook_names::block(layer, "cross_attn.hook_result", Stack::Decoder);
  return hook_names::result(layer, side == AttentionSide::Own       ? Stack::Blocks
                                   : side == AttentionSide::Encoder ? Stack::Encoder
                                                                    : Stack::Decoder);
}

/// result[q] = Σ_k A[q, k] · u_k: what each key adds, u_k, is solved for from what the head gave out, and its length
/// compared with the cells.
void compareWithResults(const FigureRun& run, AttentionSide side) {
  const int layer = attentionLayers(run.model.config(), side) - 1;
  const JoinedActivation result = joinSteps(run.path, *run.model.hooks().find(resultName(side, layer)));
  const Index T = result.extents[0], H = result.extents[1], C = result.extents[2];
  for (int head = 0; head < H; ++head) {
    Matrix<double> out(T, C);
    for (Index q = 0; q < T; ++q) {
      out.row(q) = ConstRowVectorMap<float>(result.values.data() + (q * H + head) * C, C).cast<double>();
    }
    const Matrix<double> pattern = attentionFigure(run, {side, layer, head}, {}).weights.cast<double>();
    if (pattern.rows() < pattern.cols()) continue;  // fewer equations than unknowns
    const Eigen::MatrixXd added = Eigen::MatrixXd(pattern).colPivHouseholderQr().solve(Eigen::MatrixXd(out));
    const Matrix<float> cells = valueWeightedAttention(run, {side, layer, head}, {}).weights;
    for (Index q = 0; q < cells.rows(); ++q) {
      for (Index k = 0; k < cells.cols(); ++k) {
        EXPECT_NEAR(cells(q, k), pattern(q, k) * added.row(k).norm(), 2e-3 * std::max(1.0, added.row(k).norm()));
      }
    }
  }
}

TEST(AttentionVariants, valueWeightedCellsAreWhatEachKeyAddsToTheHeadsResult) {
  for (const ModelKind kind : {ModelKind::Decoder, ModelKind::Encoder, ModelKind::EncoderDecoder}) {
    const KindRun made(kind);
    for (const AttentionSide side : attentionSides(made.run().model.config())) compareWithResults(made.run(), side);
  }
}

TEST(AttentionVariants, theMeanOverALayerIsThatOfItsHeadsAndAllHeadsAgreeWithEach) {
  const KindRun made(ModelKind::Decoder);
  const HeadsFigure all = valueWeightedHeads(made.run(), AttentionSide::Own, {});
  EXPECT_EQ(all.measure, AttentionMeasure::ValueWeighted);
  Matrix<float> sum = Matrix<float>::Zero(all.patterns[0].rows(), all.patterns[0].cols());
  for (int head = 0; head < all.heads; ++head) {
    const AttentionFigure one = valueWeightedAttention(made.run(), {AttentionSide::Own, 0, head}, {});
    EXPECT_EQ(one.weights, all.patterns[static_cast<std::size_t>(head)]);
    EXPECT_EQ(one.badge.measure, AttentionMeasure::ValueWeighted);
    sum += one.weights;
  }
  const AttentionFigure mean = valueWeightedAttention(made.run(), {AttentionSide::Own, 0, -1}, {});
  EXPECT_TRUE(mean.weights.isApprox(sum / static_cast<float>(all.heads)));
  EXPECT_EQ(mean.badge.kind, Badge::Kind::MeanOfHeads);
}

TEST(AttentionVariants, rolloutMultipliesHalfAttentionHalfIdentity) {
  Matrix<float> first(2, 2), second(2, 2);
  first << 1, 0, 0.5F, 0.5F;
  second << 1, 0, 1, 0;
  // ½(first + I) = [1 0; .25 .75], ½(second + I) = [1 0; .5 .5]; their product in the order of the layers:
  const std::vector<Matrix<float>> layers{first, second};
  Matrix<float> expected(2, 2);
  expected << 1, 0, 0.625F, 0.375F;
  EXPECT_TRUE(attentionRollout(layers).isApprox(expected));
  EXPECT_EQ(attentionRollout({}).size(), 0);
}

TEST(AttentionVariants, rowsOfARolloutSumToOneAndSayThatTheyAreAnEstimate) {
  for (const ModelKind kind : {ModelKind::Decoder, ModelKind::Encoder}) {
    const KindRun made(kind);
    const int last = attentionLayers(made.run().model.config(), AttentionSide::Own) - 1;
    const AttentionFigure figure = rolloutAttention(made.run(), AttentionSide::Own, last, {});
    EXPECT_EQ(figure.measure, AttentionMeasure::Rollout);
    EXPECT_EQ(figure.badge.measure, AttentionMeasure::Rollout);
    for (Index row = 0; row < figure.weights.rows(); ++row) EXPECT_NEAR(figure.weights.row(row).sum(), 1, 1e-6);
  }
  const KindRun translator(ModelKind::EncoderDecoder);
  try {
    (void)rolloutAttention(translator.run(), AttentionSide::Cross, 0, {});
    FAIL() << "cross-attention was rolled out";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "figure.no_rollout");
  }
}

TEST(AttentionVariants, headsPutTogetherSayWhich) {
  const KindRun made(ModelKind::Decoder);
  const FigureRun run = made.run();
  const auto weights = [&](int layer, int head) {
    return attentionFigure(run, {AttentionSide::Own, layer, head}, {}).weights;
  };
  const AttentionFigure mean = combinedAttention(run, AttentionSide::Own, {{0, 0}, {1, 1}}, Combination::Mean, {});
  EXPECT_TRUE(mean.weights.isApprox((weights(0, 0) + weights(1, 1)) / 2));
  EXPECT_EQ(mean.badge.kind, Badge::Kind::MeanOfHeads);
  EXPECT_EQ(mean.badge.which, "L0 H0, L1 H1");
  EXPECT_EQ(mean.layer, -1);
  const AttentionFigure most = combinedAttention(
      run, AttentionSide::Own, headPlaces(run.model.config(), AttentionSide::Own, 1), Combination::Maximum, {});
  EXPECT_EQ(most.weights, weights(1, 0).cwiseMax(weights(1, 1)));
  EXPECT_EQ(most.badge.kind, Badge::Kind::MaximumOfHeads);
  EXPECT_EQ(most.badge.which, "") << "all heads of the layer";
  EXPECT_EQ(most.layer, 1);
  const AttentionFigure all = combinedAttention(
      run, AttentionSide::Own, headPlaces(run.model.config(), AttentionSide::Own, -1), Combination::Mean, {});
  EXPECT_EQ(all.badge.kind, Badge::Kind::MeanOfLayers);
  EXPECT_EQ(all.badge.count, 2);
  for (Index row = 0; row < all.weights.rows(); ++row) EXPECT_NEAR(all.weights.row(row).sum(), 1, 1e-6);
  EXPECT_THROW((void)combinedAttention(run, AttentionSide::Own, {}, Combination::Mean, {}), Error);
}

}  // namespace
}  // namespace headlight
