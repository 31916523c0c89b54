// Steps of attention: every number follows from those before it, for every kind of attention.

#include "figures/attention/steps_figure.h"
#include "figures/attention/attention_figure.h"

#include <gtest/gtest.h>

#include "tensor/error.h"
#include "unit/generate/kind_runs.h"

namespace headlight {
namespace {

using testing::KindRun;

void expectStepsFollow(const StepsFigure& figure) {
  const std::size_t K = figure.weights.size();
  double sum = 0;
  RowVector<double> mixed = RowVector<double>::Zero(figure.values.cols());
  for (std::size_t key = 0; key < K; ++key) {
    if (!std::isinf(figure.scores[key])) {
      EXPECT_NEAR(figure.products[key] / figure.divisor, figure.scores[key],
                  1e-5 * std::max(1.0, std::abs(figure.scores[key])));
    }
    EXPECT_NEAR(figure.powers[key] / figure.powerSum, figure.weights[key], 1e-6);
    sum += figure.weights[key];
    mixed += figure.weights[key] * figure.values.row(static_cast<Index>(key)).cast<double>();
  }
  EXPECT_NEAR(sum, 1, 1e-6);
  for (std::size_t i = 0; i < figure.z.size(); ++i) {
    EXPECT_NEAR(mixed(static_cast<Index>(i)), double(figure.z[i]), 1e-5 * std::max(1.0, std::abs(double(figure.z[i]))));
  }
  ASSERT_EQ(figure.before.size(), figure.out.size());
  for (std::size_t i = 0; i < figure.out.size(); ++i) {
    EXPECT_NEAR(double(figure.before[i]) + double(figure.out[i]), double(figure.after[i]), 1e-5);
  }
  EXPECT_FALSE(figure.changed);
}

TEST(AttentionSteps, everyStepFollowsFromTheOneBefore) {
  for (const ModelKind kind : {ModelKind::Decoder, ModelKind::Encoder, ModelKind::EncoderDecoder}) {
    const KindRun made(kind);
    const FigureRun run = made.run();
    for (const AttentionSide side : attentionSides(run.model.config())) {
      for (int layer = 0; layer < attentionLayers(run.model.config(), side); ++layer) {
        for (int head = 0; head < 2; ++head) expectStepsFollow(stepsFigure(run, {side, layer, head}, 1, {}));
      }
    }
  }
}

TEST(AttentionSteps, allHeadsAndTheBiasGiveWhatAttentionAdds) {
  const KindRun made(ModelKind::Decoder);
  const StepsFigure one = stepsFigure(made.run(), {AttentionSide::Own, 0, 0}, 2, {});
  const StepsFigure two = stepsFigure(made.run(), {AttentionSide::Own, 0, 1}, 2, {});
  const Parameters& parameters = made.run().model.parameters();
  const auto bias = parameters.matrix("h.0.attn.c_proj.bias");
  for (std::size_t i = 0; i < one.out.size(); ++i) {
    const float sum = one.result[i] + two.result[i] + bias(0, static_cast<Index>(i));
    EXPECT_NEAR(double(sum), double(one.out[i]), 1e-5);
  }
}

TEST(AttentionSteps, whatAnInterventionChangedIsSaid) {
  for (const char* point : {"blocks.0.attn.hook_attn_scores", "blocks.0.attn.hook_pattern", "blocks.0.attn.hook_z"}) {
    const KindRun made(ModelKind::Decoder, point);
    EXPECT_TRUE(stepsFigure(made.run(), {AttentionSide::Own, 0, 0}, 3, {}).changed) << point;
    const KindRun elsewhere(ModelKind::Decoder, "blocks.0.hook_mlp_out");
    EXPECT_FALSE(stepsFigure(elsewhere.run(), {AttentionSide::Own, 1, 0}, 3, {}).changed);
  }
}

TEST(AttentionSteps, aQueryThatTheTextLacksIsRefused) {
  const KindRun made(ModelKind::Decoder);
  for (const Index query : {Index{-1}, Index{99}}) {
    try {
      (void)stepsFigure(made.run(), {AttentionSide::Own, 0, 0}, query, {});
      FAIL();
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), "figure.no_such_cell");
    }
  }
}

}  // namespace
}  // namespace headlight
