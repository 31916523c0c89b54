// The whole decoder's gradients. The model runs in float, so the difference quotients come from the double reference
// (without dropout) or are taken along the gradient, where they are large (with it).

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "gradients/central_difference.h"
#include "models/trainable_model.h"
#include "reference/decoder_reference.h"
#include "support/decoder_variants.h"

namespace headlight::test {
namespace {

constexpr Index kLength = 7;

ModelConfig smallConfig(bool tied) {
  ModelConfig config;
  config.nLayers = 2;
  config.nHeads = 2;
  config.dModel = 12;
  config.dMlp = 20;
  config.nCtx = 9;
  config.dVocab = 23;
  config.tiedHead = tied;
  return config;
}

/// Larger numbers than a fresh model has, so that every part matters.
Parameters someParameters(const ModelConfig& config) {
  Parameters parameters(parameterLayout(config));
  Random random(kSeed, 11);
  for (float& value : parameters.block()) value = static_cast<float>(0.3 * random.normal());
  return parameters;
}

std::vector<TokenId> someTokens(Index count, Index vocabulary) {
  Random random(kSeed, 12);
  std::vector<TokenId> tokens(static_cast<std::size_t>(count));
  for (TokenId& token : tokens) token = static_cast<TokenId>(random.below(static_cast<std::uint64_t>(vocabulary)));
  return tokens;
}

double referenceLoss(const ModelConfig& config, const Parameters& parameters, std::span<const TokenId> tokens) {
  const std::vector<double> logits = decoderReference(config, parameters, tokens.first(kLength)).back().values;
  double total = 0;
  for (Index t = 0; t < kLength; ++t) {
    const auto row =
        std::span(logits).subspan(static_cast<std::size_t>(t * config.dVocab), static_cast<std::size_t>(config.dVocab));
    double sum = 0;
    for (const double logit : row) sum += std::exp(logit);
    total += std::log(sum) - row[static_cast<std::size_t>(tokens[static_cast<std::size_t>(t) + 1])];
  }
  return total / kLength;
}

/// Some elements of every parameter's gradient against difference quotients of the double reference.
void expectGradientsOfTheReference(const ModelConfig& config, const std::string& what) {
  const auto model = makeModel(config, someParameters(config));
  const auto tokens = someTokens(kLength + 1, config.dVocab);
  const auto workspace = model->newWorkspace(1, kLength);
  Parameters gradients(parameterLayout(config));
  model->lossAndGradients({1, kLength, std::span(tokens).first(kLength), std::span(tokens).last(kLength)}, *workspace,
                          {}, nullptr, &gradients);
  Random random(kSeed, 13);
  for (const ParameterInfo& info : gradients.layout().all()) {
    for (int draw = 0; draw < 4; ++draw) {
      const auto element = static_cast<Index>(random.below(static_cast<std::uint64_t>(info.size())));
      float& weight = model->weights().matrix(info).data()[element];
      const float kept = weight;
      weight = kept + 1e-3F;
      const double above = referenceLoss(config, model->parameters(), tokens);
      double distance = weight;
      weight = kept - 1e-3F;
      distance -= weight;
      const double below = referenceLoss(config, model->parameters(), tokens);
      weight = kept;
      EXPECT_NEAR(gradients.matrix(info).data()[element], (above - below) / distance, 2e-5)
          << info.name << " element " << element << ", " << what << ", seed " << kSeed;
    }
  }
}

TEST(DecoderGradients, AgreeWithDifferencesOfTheDoubleReference) {
  for (const bool tied : {false, true}) expectGradientsOfTheReference(smallConfig(tied), tied ? "tied" : "untied");
}

TEST(DecoderGradients, OfEveryTwoOptionsAgreeToo) {
  for (const auto& [name, config] : decoderOptionPairs(smallConfig(true))) expectGradientsOfTheReference(config, name);
}

TEST(DecoderGradients, PointAlongTheSteepestRiseWithDropout) {
  const ModelConfig config = smallConfig(true);
  const auto model = makeModel(config, someParameters(config));
  const auto tokens = someTokens(3 * kLength, config.dVocab);
  auto targets = tokens;
  std::rotate(targets.begin(), targets.begin() + 1, targets.end());
  targets[5] = -1;
  const TrainingBatch batch{3, kLength, tokens, targets};
  const Dropout dropout{.rate = 0.25F, .seed = 5, .step = 17};
  const auto workspace = model->newWorkspace(4, kLength + 1);
  Parameters gradients(parameterLayout(config));
  model->lossAndGradients(batch, *workspace, dropout, nullptr, &gradients);
  double norm = 0;
  for (const float value : gradients.block()) norm += static_cast<double>(value) * static_cast<double>(value);
  norm = std::sqrt(norm);
  const double step = 1e-2;
  const auto lossAt = [&](double distance) {
    Parameters moved(parameterLayout(config));
    for (std::size_t i = 0; i < moved.block().size(); ++i) {
      moved.block()[i] = static_cast<float>(static_cast<double>(model->parameters().block()[i]) +
                                            distance * static_cast<double>(gradients.block()[i]) / norm);
    }
    return makeModel(config, std::move(moved))->lossAndGradients(batch, *workspace, dropout, nullptr, nullptr);
  };
  EXPECT_NEAR((lossAt(step) - lossAt(-step)) / (2 * step), norm, 2e-3 * norm);
}

}  // namespace
}  // namespace headlight::test
