// The whole decoder's gradients. The model runs in float, so the difference quotients come from the double reference
// (without dropout) or are taken along the gradient, where they are large (with it).

#include <gtest/gtest.h>

#include <algorithm>

#include "gradients/whole_model.h"
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

void expectGradientsOfTheReference(const ModelConfig& config, const std::string& what) {
  expectReferenceGradients(config, normalParameters(config, 0.3, 11), kLength, what,
                           [&](const Parameters& weights, std::span<const TokenId> tokens) {
                             return decoderReference(config, weights, tokens).back().values;
                           });
}

TEST(DecoderGradients, AgreeWithDifferencesOfTheDoubleReference) {
  for (const bool tied : {false, true}) expectGradientsOfTheReference(smallConfig(tied), tied ? "tied" : "untied");
}

TEST(DecoderGradients, OfEveryTwoOptionsAgreeToo) {
  for (const auto& [name, config] : decoderOptionPairs(smallConfig(true))) expectGradientsOfTheReference(config, name);
}

TEST(DecoderGradients, PointAlongTheSteepestRiseWithDropout) {
  const ModelConfig config = smallConfig(true);
  const auto tokens = drawnTokens(3 * kLength, config.dVocab);
  auto targets = tokens;
  std::rotate(targets.begin(), targets.begin() + 1, targets.end());
  targets[5] = -1;
  expectSlopeAlongTheGradient(config, normalParameters(config, 0.3, 11), {3, kLength, tokens, targets},
                              {.rate = 0.25F, .seed = 5, .step = 17});
}

}  // namespace
}  // namespace headlight::test
