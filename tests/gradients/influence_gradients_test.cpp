// The end of a text with respect to its embeddings. The models run in float; the difference quotients come from the
// double reference, in which the embedding row of the one token that stands at a position is moved.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "gradients/central_difference.h"
#include "gradients/whole_model.h"
#include "models/recurrent/recurrent_parameters.h"
#include "models/trainable_model.h"
#include "reference/reference.h"
#include "support/decoder_variants.h"
#include "tensor/error.h"

namespace headlight::test {
namespace {

constexpr Index kLength = 7;
constexpr TokenId kChosen = 20;  // stands nowhere in the text: a shared head's row does not move with it

ModelConfig smallConfig(ModelKind kind, bool tied) {
  ModelConfig config;
  config.kind = kind;
  config.nLayers = 2;
  config.nHeads = 2;
  config.dModel = 12;
  config.dHidden = 12;
  config.dMlp = 20;
  config.nCtx = 9;
  config.dVocab = 23;
  config.tiedHead = tied;
  return config;
}

/// Every token once.
std::vector<TokenId> someTokens() {
  std::vector<TokenId> tokens(kLength);
  std::iota(tokens.begin(), tokens.end(), 3);
  return tokens;
}

double referenceEnd(const TrainableModel& model, std::span<const TokenId> tokens, EndValue::Kind kind) {
  const auto logits = referenceFor(model.config(), model.parameters(), {.tokens = tokens, .source = {}}).back().values;
  const std::span<const double> row = std::span(logits).last(static_cast<std::size_t>(model.config().dVocab));
  if (kind == EndValue::Kind::Logit) return row[kChosen];
  double sum = 0;
  for (const double logit : row) sum += std::exp(logit);
  return std::log(sum) - row[kChosen];
}

void expectInputGradients(const ModelConfig& config, EndValue::Kind kind, const std::string& what) {
  const auto model = makeModel(config, normalParameters(config, 0.35, 21));
  const std::vector<TokenId> tokens = someTokens();
  const InputGradients gradients = model->inputGradients(tokens, {kind, kChosen});
  EXPECT_NEAR(gradients.value, referenceEnd(*model, tokens, kind), 1e-5) << what;
  const std::string table = config.isRecurrent() ? "embedding.weight" : "wte.weight";
  for (Index t = 0; t < kLength; ++t) {
    for (Index c = 0; c < config.dModel; c += 3) {
      float& weight = model->weights().matrix(table)(tokens[static_cast<std::size_t>(t)], c);
      const double expected = differenceQuotient(weight, 1e-3F, [&] { return referenceEnd(*model, tokens, kind); });
      EXPECT_NEAR(gradients.embedding(t, c), expected, 2e-5 * std::max(1.0, std::abs(expected)))
          << what << ", position " << t << ", column " << c << ", seed " << kSeed;
    }
  }
}

class InfluenceGradients : public testing::TestWithParam<ModelKind> {};

TEST_P(InfluenceGradients, OfTheLogitAgreeWithDifferencesOfTheDoubleReference) {
  for (const bool tied : {false, true}) {
    expectInputGradients(smallConfig(GetParam(), tied), EndValue::Kind::Logit, tied ? "tied" : "untied");
  }
}

/// With a shared head the moved row would be a logit's too, so only with one of its own.
TEST_P(InfluenceGradients, OfTheLossAgreeWithDifferencesOfTheDoubleReference) {
  expectInputGradients(smallConfig(GetParam(), false), EndValue::Kind::Loss, "untied");
}

/// Σ over positions of a row's places is what training computes for it: the same backward pass.
TEST_P(InfluenceGradients, OfTheLossAddUpToTheTrainingStepsGradientOfTheEmbedding) {
  const ModelConfig config = smallConfig(GetParam(), false);
  const auto model = makeModel(config, normalParameters(config, 0.35, 21));
  const std::vector<TokenId> tokens = {4, 5, 4, 4, 6, 5, 4};
  std::vector<TokenId> targets(tokens.size(), -1);
  targets.back() = kChosen;
  Parameters trained(parameterLayout(config));
  const auto workspace = model->newWorkspace(1, kLength);
  const double loss = model->lossAndGradients({.batch = 1, .length = kLength, .inputs = tokens, .targets = targets},
                                              *workspace, {}, nullptr, &trained);
  const InputGradients gradients = model->inputGradients(tokens, {EndValue::Kind::Loss, kChosen});
  EXPECT_NEAR(gradients.value, loss, 1e-6 * std::max(1.0, loss));
  Matrix<float> sums = Matrix<float>::Zero(config.dVocab, config.dModel);
  for (std::size_t t = 0; t < tokens.size(); ++t) sums.row(tokens[t]) += gradients.embedding.row(static_cast<Index>(t));
  const auto expected = trained.matrix(config.isRecurrent() ? "embedding.weight" : "wte.weight");
  EXPECT_LE((sums - expected).norm(), 1e-5F * expected.norm());
}

INSTANTIATE_TEST_SUITE_P(Kinds, InfluenceGradients,
                         testing::Values(ModelKind::Decoder, ModelKind::Rnn, ModelKind::Lstm, ModelKind::Gru),
                         [](const auto& test) { return std::string(modelKindName(test.param)); });

TEST(InfluenceGradientsOfOptions, AgreeWithDifferencesOfTheDoubleReference) {
  for (const auto& [name, config] : decoderOptionPairs(smallConfig(ModelKind::Decoder, true))) {
    expectInputGradients(config, EndValue::Kind::Logit, name);
  }
}

std::string codeOf(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& error) {
    return error.message().code;
  }
  return "";
}

TEST(InfluenceGradientsErrors, SayWhatCannotBe) {
  const ModelConfig config = smallConfig(ModelKind::Decoder, true);
  const auto model = makeModel(config, normalParameters(config, 0.35, 21));
  const std::vector<TokenId> tokens = someTokens();
  EXPECT_EQ(codeOf([&] {
              (void)model->inputGradients(tokens, {EndValue::Kind::Logit, 23});
            }),
            "model.token_out_of_range");
  const std::vector<TokenId> tooLong(10, 1);
  EXPECT_EQ(codeOf([&] { (void)model->inputGradients(tooLong, {}); }), "model.context_full");

  ModelConfig wide = config;
  wide.dModel = 32;
  wide.dMlp = 64;
  const auto compact =
      makeModel(wide, normalParameters(wide, 0.35, 21).withTypes([](const auto&) { return NumberType::Float16; }));
  EXPECT_EQ(codeOf([&] { (void)compact->inputGradients(tokens, {}); }), "gradient.compact_weights");

  ModelConfig encoder = config;
  encoder.kind = ModelKind::Encoder;
  const auto other = makeModel(encoder, Parameters(parameterLayout(encoder)));
  EXPECT_EQ(codeOf([&] { (void)other->inputGradients(tokens, {}); }), "gradient.kind");
}

}  // namespace
}  // namespace headlight::test
