// The encoder-decoder: its points, what prefill, steps and forks promise, and what a training step counts.

#include <gtest/gtest.h>

#include <cmath>

#include "hooks/activation_cache.h"
#include "models/encoder_decoder/encoder_decoder_parameters.h"
#include "nn/embedding.h"
#include "support/transformer_models.h"

namespace headlight::test {
namespace {

constexpr std::size_t kVocabulary = 23;

/// Prefill, then the target's tokens one by one; the logits after each.
std::vector<std::vector<float>> stepsOf(const LanguageModel& model, std::span<const TokenId> source,
                                        std::span<const TokenId> target, const RunOptions& options = {}) {
  const auto state = model.newState();
  std::vector<std::vector<float>> all(1, std::vector<float>(static_cast<std::size_t>(model.config().dVocab)));
  model.prefill(source, *state, options, all.back());
  for (const TokenId token : target) {
    all.emplace_back(all.front().size());
    model.forward({&token, 1}, *state, options, all.back());
  }
  return all;
}

TEST(EncoderDecoder, HasTheNamesOfMarianMTModel) {
  const ParameterLayout layout = parameterLayout(smallEncoderDecoder());
  EXPECT_EQ(layout.all().size(), 1U + 2 * 16 + 3 * 26 + 1);
  EXPECT_TRUE(layout.find("final_logits_bias")->isVector);
  EXPECT_FALSE(encoderDecoderStoresTransposed(*layout.find("final_logits_bias")));
  EXPECT_FALSE(encoderDecoderStoresTransposed(*layout.find("model.shared.weight")));
  EXPECT_TRUE(encoderDecoderStoresTransposed(*layout.find("model.encoder.layers.1.self_attn.k_proj.weight")));
  EXPECT_TRUE(encoderDecoderStoresTransposed(*layout.find("model.decoder.layers.2.encoder_attn.out_proj.weight")));
  EXPECT_EQ(layout.find("model.decoder.layers.0.fc1.weight")->columns, 20);
  EXPECT_NE(layout.find("model.decoder.layers.0.encoder_attn_layer_norm.bias"), nullptr);
  EXPECT_NE(layout.find("model.encoder.layers.0.final_layer_norm.weight"), nullptr);
}

TEST(SinusoidalPositions, HaveTheirSinesInFrontOfTheirCosines) {
  Matrix<double> table(5, 6);
  sinusoidalPositions<double>(table);
  for (Index p = 0; p < 5; ++p) {
    for (Index i = 0; i < 3; ++i) {
      const double angle = static_cast<double>(p) / std::pow(10000.0, static_cast<double>(2 * i) / 6.0);
      EXPECT_DOUBLE_EQ(table(p, i), std::sin(angle));
      EXPECT_DOUBLE_EQ(table(p, 3 + i), std::cos(angle));
    }
  }
}

TEST(EncoderDecoder, OffersThePointsOfTheSourceInThePrefillAlone) {
  const auto model = livelyModel(smallEncoderDecoder());
  const auto state = model->newState();
  std::vector<float> logits(kVocabulary);
  ActivationCache prefill(model->hooks());
  RunOptions options;
  options.observer = &prefill;
  model->prefill(randomTokens(5, 23), *state, options, logits);
  EXPECT_EQ(state->length(), 1);
  ActivationCache later(model->hooks());
  options.observer = &later;
  model->forward(randomTokens(3, 23), *state, options, logits);
  EXPECT_EQ(state->length(), 4);
  for (const HookPoint& point : model->hooks().points()) {
    EXPECT_NE(prefill.find(point).data, nullptr) << point.name;
    EXPECT_EQ(later.find(point).data != nullptr, !point.onSource) << point.name;
    EXPECT_EQ(prefill.find(point).rank, static_cast<int>(point.axes.size()));
  }
  const auto extents = [&](const ActivationCache& cache, const char* name) { return cache.find(name).extents; };
  using Extents = std::array<Index, 4>;
  EXPECT_EQ(extents(prefill, "encoder.1.attn.hook_pattern"), (Extents{2, 5, 5, 0}));
  EXPECT_EQ(extents(prefill, "decoder.1.cross_attn.hook_k"), (Extents{5, 2, 6, 0}));
  EXPECT_EQ(extents(prefill, "decoder.1.cross_attn.hook_pattern"), (Extents{2, 1, 5, 0}));
  EXPECT_EQ(extents(later, "decoder.1.cross_attn.hook_pattern"), (Extents{2, 3, 5, 0}));
  EXPECT_EQ(extents(later, "decoder.1.attn.hook_pattern"), (Extents{2, 3, 4, 0}));
  const HookValue all = later.find("unembed.hook_out");
  EXPECT_TRUE(std::equal(logits.begin(), logits.end(), all.data + 2 * kVocabulary));
}

TEST(EncoderDecoder, CachedAndRecomputedDecodingAgree) {
  for (const Index length : {1, 9}) {
    const auto model = livelyModel(smallEncoderDecoder());
    const auto source = randomTokens(length, 23);
    const auto target = randomTokens(10, 23, 8);
    const auto stepped = stepsOf(*model, source, target);
    for (std::size_t count = 1; count <= target.size(); ++count) {
      const auto state = model->newState();
      std::vector<float> logits(kVocabulary);
      model->prefill(source, *state, {}, logits);
      EXPECT_EQ(logits, stepped.front());
      model->forward(std::span(target).first(count), *state, {}, logits);
      EXPECT_LE(errorOf(stepped[count], logits), 1e-5F) << count;
    }
  }
}

TEST(EncoderDecoder, ForksAndGoesBack) {
  const auto model = livelyModel(smallEncoderDecoder());
  const auto source = randomTokens(6, 23);
  const auto target = randomTokens(5, 23, 8);
  const auto expected = stepsOf(*model, source, target);
  const auto state = model->newState();
  std::vector<float> logits(kVocabulary);
  model->prefill(source, *state, {}, logits);
  for (std::size_t t = 0; t < 3; ++t) model->forward({&target[t], 1}, *state, {}, logits);
  const auto fork = state->clone();
  model->forward(randomTokens(4, 23, 30), *state, {}, logits);
  state->truncate(4);
  for (DecodingState* each : {state.get(), fork.get()}) {
    EXPECT_EQ(each->length(), 4);
    model->forward({&target[3], 1}, *each, {}, logits);
    EXPECT_EQ(logits, expected[4]);
  }
  model->prefill(randomTokens(9, 23, 31), *state, {}, logits);  // another source in the same state
  model->prefill(source, *state, {}, logits);
  EXPECT_EQ(logits, expected[0]);
}

TEST(EncoderDecoder, RefusesWhatItCannotRead) {
  const auto model = livelyModel(smallEncoderDecoder());
  std::vector<float> logits(kVocabulary);
  const auto state = model->newState();
  EXPECT_EQ(codeOf([&] { model->forward(randomTokens(1, 23), *state, {}, logits); }), "internal.failure");
  EXPECT_EQ(codeOf([&] { model->prefill(randomTokens(12, 23), *state, {}, logits); }), "model.context_full");
  EXPECT_EQ(codeOf([&] { model->prefill(std::vector<TokenId>{-1}, *state, {}, logits); }), "model.token_out_of_range");
  EXPECT_EQ(codeOf([&] { model->prefill({}, *state, {}, logits); }), "internal.failure");
  model->prefill(randomTokens(11, 23), *state, {}, logits);
  EXPECT_EQ(codeOf([&] { model->forward(randomTokens(11, 23), *state, {}, logits); }), "model.context_full");
  EXPECT_EQ(codeOf([&] { model->forward(randomTokens(10, 23), *state, {}, logits); }), "");
  ModelConfig config = smallEncoderDecoder();
  config.startToken = -1;
  EXPECT_EQ(codeOf([&] { validate(config); }), "model.config");
  config.startToken = 0;
  config.nDecoderLayers = 0;
  EXPECT_EQ(codeOf([&] { validate(config); }), "model.config");
}

TEST(EncoderDecoder, EveryPointCanBeChanged) {
  const auto model = livelyModel(smallEncoderDecoder());
  const auto source = randomTokens(6, 23);
  const auto target = randomTokens(3, 23, 8);
  const auto plain = stepsOf(*model, source, target);
  for (const HookPoint& point : model->hooks().points()) {
    const auto after = [&](std::function<float(float)> edit) {
      const Intervention intervention{.point = point.name, .edit = std::move(edit)};
      return stepsOf(*model, source, target, {.interventions = {&intervention, 1}}).back();
    };
    EXPECT_LT(errorOf(after([](float x) { return x; }), plain.back()), 1e-5F) << point.name;
    EXPECT_GT(errorOf(after(bend), plain.back()), 1e-4F) << point.name;
  }
}

TEST(EncoderDecoder, HasTheSameBitsWithAnyNumberOfThreads) {
  const ModelConfig config = wide(smallEncoderDecoder());
  const auto model = livelyModel(config, 0.02);
  const auto source = randomTokens(40, 3001);
  const auto target = randomTokens(3, 3001, 8);
  const OwnedBatch batch = pairBatch(config, 9, 33, 24);
  const Dropout dropout{.rate = 0.1F, .seed = 1, .step = 2, .labelSmoothing = 0.1F};
  const auto workspace = model->newWorkspace(9, 40);
  const auto alone = stepsOf(*model, source, target);
  Parameters expected(parameterLayout(config));
  const double loss = model->lossAndGradients(batch.view(), *workspace, dropout, nullptr, &expected);
  for (const int threads : {2, 3}) {
    ThreadPool pool(threads);
    EXPECT_EQ(stepsOf(*model, source, target, {.pool = &pool}), alone);
    Parameters gradients(parameterLayout(config));
    EXPECT_EQ(model->lossAndGradients(batch.view(), *workspace, dropout, &pool, &gradients), loss);
    EXPECT_TRUE(std::equal(gradients.block().begin(), gradients.block().end(), expected.block().begin())) << threads;
  }
}

TEST(EncoderDecoder, LossIsThatOfTheLogitsOfPairsWithoutPadding) {
  const auto model = livelyModel(smallEncoderDecoder());
  OwnedBatch batch = pairBatch(model->config(), 9, 6, 8);
  for (Index b = 0; b < batch.batch; ++b) batch.inputs[static_cast<std::size_t>(b * batch.length)] = 0;  // start
  double total = 0;
  double counted = 0;
  for (std::size_t b = 0; b < 9; ++b) {
    const auto source = std::span(batch.sources).subspan(b * 8, static_cast<std::size_t>(batch.sourceLengths[b]));
    const auto target = std::span(batch.inputs).subspan(b * 6 + 1, static_cast<std::size_t>(batch.lengths[b]) - 1);
    const auto logits = stepsOf(*model, source, target);
    for (std::size_t t = 0; t < logits.size(); ++t) {
      double sum = 0;
      for (const float logit : logits[t]) sum += std::exp(static_cast<double>(logit));
      total += std::log(sum) - static_cast<double>(logits[t][static_cast<std::size_t>(batch.targets[b * 6 + t])]);
      counted += 1;
    }
  }
  const auto workspace = model->newWorkspace(9, 8);
  const double loss = model->lossAndGradients(batch.view(), *workspace, {}, nullptr, nullptr);
  EXPECT_NEAR(loss, total / counted, 1e-5);
  batch.lengths.clear();  // the targets tell where they end
  EXPECT_EQ(model->lossAndGradients(batch.view(), *workspace, {}, nullptr, nullptr), loss);
}

}  // namespace
}  // namespace headlight::test
