// The whole recurrent nets' gradients. The models run in float, so the difference quotients come from the double
// reference (without dropout) or are taken along the gradient, where they are large (with it).

#include <gtest/gtest.h>

#include <algorithm>

#include "gradients/whole_model.h"
#include "reference/recurrent_reference.h"

namespace headlight::test {
namespace {

constexpr Index kLength = 7;

ModelConfig smallConfig(ModelKind kind, bool tied) {
  ModelConfig config;
  config.kind = kind;
  config.nLayers = 2;
  config.dHidden = 12;
  config.dModel = tied ? 12 : 7;
  config.nCtx = 9;
  config.dVocab = 23;
  config.tiedHead = tied;
  return config;
}

class RecurrentGradients : public testing::TestWithParam<ModelKind> {};

TEST_P(RecurrentGradients, AgreeWithDifferencesOfTheDoubleReference) {
  for (const bool tied : {false, true}) {
    const ModelConfig config = smallConfig(GetParam(), tied);
    expectReferenceGradients(config, normalParameters(config, 0.4, 11), kLength, tied ? "tied" : "untied",
                             [&](const Parameters& weights, std::span<const TokenId> tokens) {
                               return recurrentReference(config, weights, tokens).back().values;
                             });
  }
}

TEST_P(RecurrentGradients, PointAlongTheSteepestRiseWithDropoutResetsAndSmoothing) {
  const ModelConfig config = smallConfig(GetParam(), true);
  const auto tokens = drawnTokens(5 * kLength, config.dVocab);
  auto targets = tokens;
  std::rotate(targets.begin(), targets.begin() + 1, targets.end());
  targets[5] = -1;
  std::vector<std::uint8_t> resets(tokens.size(), 0);
  for (std::size_t i = 0; i < resets.size(); i += kLength) resets[i] = 1;
  resets[3] = resets[25] = 1;
  const TrainingBatch batch{.batch = 5, .length = kLength, .inputs = tokens, .targets = targets, .resets = resets};
  expectSlopeAlongTheGradient(config, normalParameters(config, 0.4, 11), batch,
                              {.rate = 0.25F, .seed = 5, .step = 17, .labelSmoothing = 0.1F});
}

INSTANTIATE_TEST_SUITE_P(Kinds, RecurrentGradients, testing::Values(ModelKind::Rnn, ModelKind::Lstm, ModelKind::Gru),
                         [](const auto& test) { return std::string(modelKindName(test.param)); });

}  // namespace
}  // namespace headlight::test
