// Whole encoders and encoder-decoders, with padding, dropout and label smoothing. The models run in float, so the
// difference quotients are taken along each tensor's own gradient, where they are largest: the slope there is the
// gradient's length, and any error of direction or size makes it another number.

#include <gtest/gtest.h>

#include <cmath>

#include "support/transformer_models.h"

namespace headlight::test {
namespace {

double normOf(std::span<const float> values) {
  double sum = 0;
  for (const float value : values) sum += static_cast<double>(value) * static_cast<double>(value);
  return std::sqrt(sum);
}

void expectSlopes(TrainableModel& model, const OwnedBatch& batch, const Dropout& dropout) {
  // Larger than the batch, and used before: nothing may come from what another step left.
  const auto workspace = model.newWorkspace(batch.batch + 1, std::max(batch.length, batch.sourceLength) + 2);
  Parameters gradients(model.parameters().layout());
  const double loss = model.lossAndGradients(batch.view(), *workspace, dropout, nullptr, &gradients);
  const double again = model.lossAndGradients(batch.view(), *workspace, dropout, nullptr, &gradients);
  EXPECT_EQ(loss, again);
  const auto lossNow = [&] { return model.lossAndGradients(batch.view(), *workspace, dropout, nullptr, nullptr); };
  for (const ParameterInfo& info : gradients.layout().all()) {
    const auto size = static_cast<std::size_t>(info.size());
    const std::span<float> weights = model.weights().block().subspan(info.offset, size);
    const std::span<const float> gradient = std::as_const(gradients).block().subspan(info.offset, size);
    const double norm = normOf(gradient);
    if (info.name == "final_logits_bias") {  // a buffer, not learnt
      EXPECT_EQ(norm, 0.0);
      continue;
    }
    const std::vector<float> kept(weights.begin(), weights.end());
    const double step = 4e-3;
    const auto lossAt = [&](double distance) {
      for (std::size_t i = 0; i < size; ++i) {
        const double along = norm > 1e-6 ? static_cast<double>(gradient[i]) / norm : 1.0 / std::sqrt(double(size));
        weights[i] = static_cast<float>(static_cast<double>(kept[i]) + distance * along);
      }
      const double value = lossNow();
      std::copy(kept.begin(), kept.end(), weights.begin());
      return value;
    };
    const double slope = (lossAt(step) - lossAt(-step)) / (2 * step);
    EXPECT_NEAR(slope, norm, 4e-3 * norm + 2e-4) << info.name;
  }
}

TEST(EncoderGradients, AreTheSlopesOfTheLoss) {
  for (const bool tied : {true, false}) {
    const auto model = livelyModel(smallEncoder(tied));
    expectSlopes(*model, maskedBatch(model->config(), 3, 9), {});
  }
}

TEST(EncoderGradients, AreTheSlopesOfTheLossWithDropoutAndLabelSmoothing) {
  const auto model = livelyModel(smallEncoder());
  expectSlopes(*model, maskedBatch(model->config(), 9, 5),
               {.rate = 0.25F, .seed = 5, .step = 17, .labelSmoothing = 0.1F});
}

TEST(EncoderDecoderGradients, AreTheSlopesOfTheLoss) {
  for (const Activation activation : {Activation::Swish, Activation::GeluNew}) {
    const auto model = livelyModel(smallEncoderDecoder(activation));
    expectSlopes(*model, pairBatch(model->config(), 3, 7, 9), {});
    expectSlopes(*model, pairBatch(model->config(), 3, 9, 4), {});
  }
}

TEST(EncoderDecoderGradients, AreTheSlopesOfTheLossWithDropoutAndLabelSmoothing) {
  const auto model = livelyModel(smallEncoderDecoder());
  expectSlopes(*model, pairBatch(model->config(), 17, 5, 6),
               {.rate = 0.25F, .seed = 5, .step = 17, .labelSmoothing = 0.1F});
}

TEST(EncoderDecoderGradients, OfLongTargetsGoThroughEveryBlockOfQueries) {
  ModelConfig config = smallEncoderDecoder();
  config.nCtx = 80;
  const auto model = livelyModel(config);
  expectSlopes(*model, pairBatch(config, 2, 71, 37), {.rate = 0.1F, .seed = 5, .step = 1});
}

TEST(EncoderGradients, AreZeroWhereNothingCounts) {
  for (const ModelConfig& config : {smallEncoder(), smallEncoderDecoder()}) {
    const auto model = livelyModel(config);
    OwnedBatch batch = pairBatch(config, 2, 5, 5);
    std::fill(batch.targets.begin(), batch.targets.end(), -1);
    const auto workspace = model->newWorkspace(2, 5);
    Parameters gradients(parameterLayout(config));
    std::fill(gradients.block().begin(), gradients.block().end(), 7.0F);
    EXPECT_EQ(model->lossAndGradients(batch.view(), *workspace, {}, nullptr, &gradients), 0.0);
    EXPECT_EQ(normOf(gradients.block()), 0.0);
  }
}

}  // namespace
}  // namespace headlight::test
