// Whole encoders and encoder-decoders, with padding, dropout and label smoothing. The models run in float, so the
// difference quotients come from the double references (without dropout), element by element, or (with it) are taken
// along each tensor's own gradient, where they are largest: the slope there is the gradient's length, and any error of
// direction or size makes it another number.

#include <gtest/gtest.h>

#include <cmath>

#include "gradients/whole_model.h"
#include "reference/encoder_decoder_reference.h"
#include "reference/encoder_reference.h"
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

/// Mean over the counted targets of −Σ q · ln p, by the references' logits.
double referenceLoss(const ModelConfig& config, const Parameters& parameters, const OwnedBatch& batch,
                     double smoothing) {
  double total = 0;
  double counted = 0;
  const auto V = static_cast<std::size_t>(config.dVocab);
  for (Index b = 0; b < batch.batch; ++b) {
    const auto row = static_cast<std::size_t>(b);
    const auto begin = static_cast<std::size_t>(b * batch.length);
    const auto tokens = std::span(batch.inputs).subspan(begin, static_cast<std::size_t>(batch.lengths[row]));
    std::vector<double> logits;
    if (config.kind == ModelKind::Encoder) {
      logits = encoderReference(config, parameters, tokens).back().values;
    } else {
      const auto source = std::span(batch.sources)
                              .subspan(static_cast<std::size_t>(b * batch.sourceLength),
                                       static_cast<std::size_t>(batch.sourceLengths[row]));
      logits = encoderDecoderReference(config, parameters, source, tokens).back().values;
    }
    for (std::size_t t = 0; t < tokens.size(); ++t) {
      const TokenId target = batch.targets[begin + t];
      if (target < 0) continue;
      const auto z = std::span(logits).subspan(t * V, V);
      double sum = 0;
      double mean = 0;
      for (const double logit : z) {
        sum += std::exp(logit);
        mean += logit / static_cast<double>(V);
      }
      total += std::log(sum) - (1 - smoothing) * z[static_cast<std::size_t>(target)] - smoothing * mean;
      counted += 1;
    }
  }
  return total / counted;
}

void expectReferenceSlopes(TrainableModel& model, const OwnedBatch& batch, float smoothing) {
  const ModelConfig& config = model.config();
  const auto workspace = model.newWorkspace(batch.batch, std::max(batch.length, batch.sourceLength));
  Parameters gradients(parameterLayout(config));
  const double loss =
      model.lossAndGradients(batch.view(), *workspace, {.labelSmoothing = smoothing}, nullptr, &gradients);
  const auto lossNow = [&] { return referenceLoss(config, model.parameters(), batch, static_cast<double>(smoothing)); };
  EXPECT_NEAR(loss, lossNow(), 1e-5);
  expectElements(model, gradients, 5e-4F, "smoothing " + std::to_string(smoothing), lossNow);
}

TEST(EncoderGradients, AgreeWithDifferencesOfTheDoubleReference) {
  for (const bool tied : {true, false}) {
    const auto model = livelyModel(smallEncoder(tied));
    expectReferenceSlopes(*model, maskedBatch(model->config(), 3, 9), tied ? 0.0F : 0.1F);
  }
}

TEST(EncoderDecoderGradients, AgreeWithDifferencesOfTheDoubleReference) {
  for (const Activation activation : {Activation::Swish, Activation::Gelu}) {
    const auto model = livelyModel(smallEncoderDecoder(activation));
    OwnedBatch batch = pairBatch(model->config(), 3, 7, 9);
    for (Index b = 0; b < 3; ++b) batch.inputs[static_cast<std::size_t>(7 * b)] = model->config().startToken;
    expectReferenceSlopes(*model, batch, activation == Activation::Swish ? 0.0F : 0.1F);
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
