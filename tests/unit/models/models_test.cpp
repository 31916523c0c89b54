// Configurations, parameters, and what a run promises: same bits whatever the threads, cached as recomputed.

#include <gtest/gtest.h>

#include <cmath>

#include "hooks/activation_cache.h"
#include "models/trainable_model.h"
#include "support/everything_of.h"
#include "support/some_tokens.h"
#include "tensor/error.h"
#include "tensor/random.h"

namespace headlight {
namespace {

ModelConfig smallConfig() {
  return {.nLayers = 2, .nHeads = 4, .dModel = 48, .dMlp = 160, .nCtx = 40, .dVocab = 301};
}

/// A fresh model's weights with more life in them.
std::unique_ptr<TrainableModel> livelyModel(const ModelConfig& config) {
  Parameters parameters = initialParameters(config, 3);
  Random random(9);
  for (float& value : parameters.block()) value += static_cast<float>(0.15 * random.normal());
  return makeModel(config, std::move(parameters));
}

std::string codeOf(const std::function<void()>& body) {
  try {
    body();
  } catch (const Error& error) {
    return error.code();
  }
  return "";
}

TEST(ModelConfig, RefusesWhatCannotBe) {
  const auto refused = [](auto change) {
    ModelConfig config = smallConfig();
    change(config);
    return codeOf([&] { validate(config); }) == "model.config";
  };
  EXPECT_FALSE(refused([](ModelConfig&) {}));
  EXPECT_TRUE(refused([](ModelConfig& c) { c.nHeads = 5; }));
  EXPECT_TRUE(refused([](ModelConfig& c) { c.nHeads = 0; }));
  EXPECT_TRUE(refused([](ModelConfig& c) { c.dModel = -48; }));
  EXPECT_TRUE(refused([](ModelConfig& c) { c.nLayers = 1'000'000; }));
  EXPECT_TRUE(refused([](ModelConfig& c) { c.dVocab = Index{1} << 40; }));
  EXPECT_TRUE(refused([](ModelConfig& c) { c.layerNormEpsilon = std::nanf(""); }));
}

TEST(ModelConfig, RefusesRecurrentNetsWhoseWidthsCannotBe) {
  ModelConfig config = smallConfig();
  config.kind = ModelKind::Lstm;
  EXPECT_EQ(codeOf([&] { validate(config); }), "model.config") << "no d_hidden";
  config.dHidden = 32;
  EXPECT_EQ(codeOf([&] { validate(config); }), "model.config") << "a tied head of another width";
  config.tiedHead = false;
  EXPECT_EQ(codeOf([&] { validate(config); }), "");
}

TEST(Parameters, LieOnCacheLinesUnderHuggingFaceNames) {
  const ParameterLayout layout = parameterLayout(smallConfig());
  EXPECT_EQ(layout.all().front().name, "wte.weight");
  EXPECT_EQ(layout.find("lm_head.weight"), nullptr);  // tied
  const ParameterInfo* info = layout.find("h.1.attn.c_attn.weight");
  ASSERT_NE(info, nullptr);
  EXPECT_EQ(info->rows, 48);
  EXPECT_EQ(info->columns, 144);
  for (const ParameterInfo& each : layout.all()) EXPECT_EQ(each.offset % 16, 0U) << each.name;
  const Index perBlock = 4 * 48 + 48 * 144 + 144 + 48 * 48 + 48 + 48 * 160 + 160 + 160 * 48 + 48;
  EXPECT_EQ(layout.count(), 301 * 48 + 40 * 48 + 2 * perBlock + 2 * 48);
}

TEST(Decoder, RefusesFullContextsAndForeignTokens) {
  const auto model = livelyModel(smallConfig());
  const auto state = model->newState();
  std::vector<float> logits(301);
  EXPECT_EQ(codeOf([&] { model->forward(std::vector<TokenId>(41, 1), *state, {}, logits); }), "model.context_full");
  EXPECT_EQ(codeOf([&] { model->forward(std::vector<TokenId>{301}, *state, {}, logits); }), "model.token_out_of_range");
  EXPECT_EQ(codeOf([&] { model->forward(std::vector<TokenId>{-1}, *state, {}, logits); }), "model.token_out_of_range");
  EXPECT_EQ(state->length(), 0);
}

/// Prefill of 9 tokens, then single steps.
std::vector<float> everythingOf(const LanguageModel& model, ThreadPool* pool) {
  return headlight::everythingOf(model, 9, 21, {.pool = pool});
}

TEST(Decoder, HasTheSameBitsWithAnyNumberOfThreads) {
  // Wide enough that the pool is really used.
  const auto model = livelyModel({.nLayers = 1, .nHeads = 4, .dModel = 192, .dMlp = 1536, .nCtx = 40, .dVocab = 3001});
  const std::vector<float> alone = everythingOf(*model, nullptr);
  for (const int threads : {1, 2, 3}) {
    ThreadPool pool(threads);
    EXPECT_EQ(everythingOf(*model, &pool), alone) << threads;
  }
}

TEST(Decoder, HasTheSameBitsObservedOrNotAndAfterGoingBack) {
  const auto model = livelyModel(smallConfig());
  const auto tokens = someTokens(12, 301);
  const auto state = model->newState();
  std::vector<float> plain(301);
  model->forward(std::span(tokens).first(11), *state, {}, plain);
  std::vector<float> stepped(301);
  model->forward(std::span(tokens).last(1), *state, {}, stepped);

  const auto second = model->newState();
  ActivationCache cache(model->hooks());
  RunOptions observed;
  observed.observer = &cache;
  std::vector<float> logits(301);
  model->forward(std::span(tokens).first(11), *second, observed, logits);
  EXPECT_EQ(logits, plain);

  const auto fork = second->clone();
  model->forward(someTokens(3, 301), *second, {}, logits);  // goes on elsewhere and comes back
  second->truncate(11);
  model->forward(std::span(tokens).last(1), *second, {}, logits);
  EXPECT_EQ(logits, stepped);
  model->forward(std::span(tokens).last(1), *fork, {}, logits);
  EXPECT_EQ(logits, stepped);
}

TEST(Decoder, CachedAndRecomputedDecodingAgree) {
  const auto model = livelyModel(smallConfig());
  const auto tokens = someTokens(40, 301);
  const auto state = model->newState();
  std::vector<float> cached(301);
  std::vector<float> recomputed(301);
  for (std::size_t length = 1; length <= tokens.size(); ++length) {
    model->forward(std::span(tokens).subspan(length - 1, 1), *state, {}, cached);
    const auto fresh = model->newState();
    model->forward(std::span(tokens).first(length), *fresh, {}, recomputed);
    float largest = 1;
    float error = 0;
    for (std::size_t i = 0; i < cached.size(); ++i) {
      largest = std::max(largest, std::abs(recomputed[i]));
      error = std::max(error, std::abs(cached[i] - recomputed[i]));
    }
    EXPECT_LE(error, 1e-5F * largest) << "at length " << length;
  }
}

TEST(Decoder, TrainsWithTheSameBitsWithAnyNumberOfThreads) {
  const ModelConfig config = smallConfig();
  const auto model = livelyModel(config);
  const auto tokens = someTokens(5 * 33, 301);
  const TrainingBatch batch{5, 33, tokens, tokens};
  const Dropout dropout{.rate = 0.1F, .seed = 1, .step = 2};
  Parameters expected(parameterLayout(config));
  const auto workspace = model->newWorkspace(6, 40);
  const double loss = model->lossAndGradients(batch, *workspace, dropout, nullptr, &expected);
  for (const int threads : {1, 2, 3}) {
    ThreadPool pool(threads);
    Parameters gradients(parameterLayout(config));
    for (int repeat = 0; repeat < 2; ++repeat) {
      EXPECT_EQ(model->lossAndGradients(batch, *workspace, dropout, &pool, &gradients), loss) << threads;
      EXPECT_TRUE(std::equal(gradients.block().begin(), gradients.block().end(), expected.block().begin())) << threads;
    }
  }
}

TEST(Decoder, LossOfEvaluationIsThatOfTheLogits) {
  const auto model = livelyModel(smallConfig());
  const auto tokens = someTokens(20, 301);
  const auto workspace = model->newWorkspace(1, 20);
  std::vector<TokenId> targets(20, -1);
  targets.back() = 17;  // only the last position counts
  const double loss = model->lossAndGradients({1, 20, tokens, targets}, *workspace, {}, nullptr, nullptr);
  const auto state = model->newState();
  std::vector<float> logits(301);
  model->forward(tokens, *state, {}, logits);
  double sum = 0;
  for (const float logit : logits) sum += std::exp(static_cast<double>(logit));
  EXPECT_NEAR(loss, std::log(sum) - static_cast<double>(logits[17]), 1e-5);
}

}  // namespace
}  // namespace headlight
