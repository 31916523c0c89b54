// The BERT architecture: its points, what a run promises, and what a training step counts.

#include <gtest/gtest.h>

#include <cmath>

#include "hooks/activation_cache.h"
#include "models/encoder/encoder_parameters.h"
#include "support/transformer_models.h"

namespace headlight::test {
namespace {

struct Outcome {
  std::vector<float> logits;
  std::unique_ptr<ActivationCache> cache;
};

Outcome runOf(const LanguageModel& model, std::span<const TokenId> tokens, RunOptions options = {},
              bool observed = true) {
  Outcome run;
  run.logits.resize(static_cast<std::size_t>(model.config().dVocab));
  run.cache = std::make_unique<ActivationCache>(model.hooks());
  if (observed) options.observer = run.cache.get();
  model.forward(tokens, *model.newState(), options, run.logits);
  return run;
}

TEST(Encoder, HasTheNamesOfBertForMaskedLM) {
  const ParameterLayout tied = parameterLayout(smallEncoder(true));
  const ParameterLayout untied = parameterLayout(smallEncoder(false));
  EXPECT_EQ(tied.all().size(), 3U + 2 + 2 * 16 + 4 + 1);
  EXPECT_EQ(tied.find("cls.predictions.decoder.weight"), nullptr);
  ASSERT_NE(untied.find("cls.predictions.decoder.weight"), nullptr);
  EXPECT_FALSE(encoderStoresTransposed(*untied.find("cls.predictions.decoder.weight")));
  const ParameterInfo* dense = tied.find("bert.encoder.layer.1.intermediate.dense.weight");
  ASSERT_NE(dense, nullptr);
  EXPECT_EQ(dense->rows, 12);
  EXPECT_EQ(dense->columns, 20);
  EXPECT_TRUE(encoderStoresTransposed(*dense));
  EXPECT_TRUE(encoderStoresTransposed(*tied.find("bert.encoder.layer.0.attention.self.query.weight")));
  EXPECT_FALSE(encoderStoresTransposed(*tied.find("bert.embeddings.word_embeddings.weight")));
  EXPECT_FALSE(encoderStoresTransposed(*tied.find("bert.embeddings.LayerNorm.weight")));
}

TEST(Encoder, LooksBothWays) {
  const auto model = livelyModel(smallEncoder());
  auto tokens = randomTokens(7, 23);
  const Outcome before = runOf(*model, tokens, {.logitsAt = 0}, false);
  tokens.back() = (tokens.back() + 1) % 23;
  EXPECT_GT(errorOf(runOf(*model, tokens, {.logitsAt = 0}, false).logits, before.logits), 1e-3F);
}

TEST(Encoder, WritesTheLogitsOfTheRowAskedFor) {
  const auto model = livelyModel(smallEncoder());
  const auto tokens = randomTokens(7, 23);
  for (const Index row : {Index{-1}, Index{0}, Index{3}, Index{6}}) {
    const Outcome run = runOf(*model, tokens, {.logitsAt = row});
    EXPECT_EQ(run.logits, runOf(*model, tokens, {.logitsAt = row}, false).logits) << "observed or not, row " << row;
    const HookValue all = run.cache->find("unembed.hook_out");
    const float* expected = all.data + (row < 0 ? 6 : row) * 23;
    EXPECT_TRUE(std::equal(run.logits.begin(), run.logits.end(), expected)) << row;
  }
}

TEST(Encoder, RefusesWhatItCannotRead) {
  const auto model = livelyModel(smallEncoder());
  std::vector<float> logits(23);
  const auto refusal = [&](std::vector<TokenId> tokens, RunOptions options = {}) {
    return codeOf([&] { model->forward(tokens, *model->newState(), options, logits); });
  };
  const std::vector<std::int32_t> segments = {0, 3};
  EXPECT_EQ(refusal({1, 2}), "");
  EXPECT_EQ(refusal(std::vector<TokenId>(12, 1)), "model.context_full");
  EXPECT_EQ(refusal({23}), "model.token_out_of_range");
  EXPECT_EQ(refusal({1, 2}, {.segments = segments}), "model.segments");
  EXPECT_EQ(refusal({1}, {.segments = std::span(segments).first(1)}), "");
  EXPECT_EQ(refusal({1, 2}, {.segments = std::span(segments).first(1)}), "model.segments");
  EXPECT_EQ(refusal({1, 2}, {.logitsAt = 2}), "internal.failure");
  const auto state = model->newState();
  model->forward(std::vector<TokenId>{1, 2}, *state, {}, logits);
  EXPECT_EQ(state->length(), 2);
  EXPECT_EQ(codeOf([&] { model->forward(std::vector<TokenId>{1}, *state, {}, logits); }), "internal.failure");
  state->truncate(0);
  model->forward(std::vector<TokenId>{1}, *state, {}, logits);
  EXPECT_EQ(state->clone()->length(), 1);
}

TEST(Encoder, TakesSegmentsFromTheirRows) {
  const auto model = livelyModel(smallEncoder());
  const auto tokens = randomTokens(4, 23);
  const std::vector<std::int32_t> segments = {0, 1, 2, 1};
  const Outcome run = runOf(*model, tokens, {.segments = segments});
  const auto table = std::as_const(*model).parameters().matrix("bert.embeddings.token_type_embeddings.weight");
  const HookValue value = run.cache->find("embed.hook_token_type_embed");
  for (Index r = 0; r < 4; ++r) {
    for (Index c = 0; c < 12; ++c) EXPECT_EQ(value.data[r * 12 + c], table(segments[static_cast<std::size_t>(r)], c));
  }
}

TEST(Encoder, EveryPointCanBeChanged) {
  const auto model = livelyModel(smallEncoder());
  const auto tokens = randomTokens(6, 23);
  const Outcome plain = runOf(*model, tokens, {.logitsAt = 2}, false);
  for (const HookPoint& point : model->hooks().points()) {
    const Intervention keep{.point = point.name, .edit = [](float x) { return x; }};
    const Intervention change{.point = point.name, .edit = bend};
    EXPECT_LT(errorOf(runOf(*model, tokens, {.interventions = {&keep, 1}, .logitsAt = 2}, false).logits, plain.logits),
              1e-5F)
        << point.name;
    // Scores moved evenly would leave the pattern as it is, but these are halved as well.
    EXPECT_GT(
        errorOf(runOf(*model, tokens, {.interventions = {&change, 1}, .logitsAt = 2}, false).logits, plain.logits),
        1e-4F)
        << point.name;
  }
}

TEST(Encoder, HasTheSameBitsWithAnyNumberOfThreads) {
  const ModelConfig config = wide(smallEncoder());
  const auto model = livelyModel(config, 0.02);
  const auto tokens = randomTokens(40, 3001);
  const OwnedBatch batch = maskedBatch(config, 6, 33);
  const Dropout dropout{.rate = 0.1F, .seed = 1, .step = 2, .labelSmoothing = 0.1F};
  const auto workspace = model->newWorkspace(6, 40);
  const std::vector<float> alone = runOf(*model, tokens, {}, false).logits;
  Parameters expected(parameterLayout(config));
  const double loss = model->lossAndGradients(batch.view(), *workspace, dropout, nullptr, &expected);
  for (const int threads : {2, 3}) {
    ThreadPool pool(threads);
    EXPECT_EQ(runOf(*model, tokens, {.pool = &pool}, false).logits, alone);
    Parameters gradients(parameterLayout(config));
    EXPECT_EQ(model->lossAndGradients(batch.view(), *workspace, dropout, &pool, &gradients), loss);
    EXPECT_TRUE(std::equal(gradients.block().begin(), gradients.block().end(), expected.block().begin())) << threads;
  }
}

/// Σ −ln p(target) over the counted positions, each by a run of its own.
double lossOfRuns(const LanguageModel& model, const OwnedBatch& batch) {
  double total = 0;
  double counted = 0;
  for (Index b = 0; b < batch.batch; ++b) {
    const auto offset = static_cast<std::size_t>(b * batch.length);
    const auto tokens =
        std::span(batch.inputs).subspan(offset, static_cast<std::size_t>(batch.lengths[std::size_t(b)]));
    for (std::size_t t = 0; t < tokens.size(); ++t) {
      const TokenId target = batch.targets[offset + t];
      if (target < 0) continue;
      const Outcome run = runOf(model, tokens, {.logitsAt = static_cast<Index>(t)}, false);
      double sum = 0;
      for (const float logit : run.logits) sum += std::exp(static_cast<double>(logit));
      total += std::log(sum) - static_cast<double>(run.logits[static_cast<std::size_t>(target)]);
      counted += 1;
    }
  }
  return total / counted;
}

TEST(Encoder, LossIsThatOfTheLogitsOfSentencesWithoutPadding) {
  const auto model = livelyModel(smallEncoder());
  OwnedBatch batch = maskedBatch(model->config(), 9, 8);
  const auto workspace = model->newWorkspace(9, 8);
  const double loss = model->lossAndGradients(batch.view(), *workspace, {}, nullptr, nullptr);
  EXPECT_NEAR(loss, lossOfRuns(*model, batch), 1e-5);
  for (std::size_t i = 0; i < batch.inputs.size(); ++i) {  // what stands in the padding does not matter
    if (static_cast<Index>(i % 8) >= batch.lengths[i / 8]) batch.inputs[i] = 5;
  }
  EXPECT_EQ(model->lossAndGradients(batch.view(), *workspace, {}, nullptr, nullptr), loss);
}

TEST(Encoder, RefusesTargetsInThePaddingAndForeignIds) {
  const auto model = livelyModel(smallEncoder());
  const auto workspace = model->newWorkspace(2, 8);
  const auto refusal = [&](auto change) {
    OwnedBatch batch = maskedBatch(model->config(), 2, 8);
    change(batch);
    return codeOf([&] { (void)model->lossAndGradients(batch.view(), *workspace, {}, nullptr, nullptr); });
  };
  EXPECT_EQ(refusal([](OwnedBatch&) {}), "");
  EXPECT_EQ(refusal([](OwnedBatch& b) { b.targets.back() = 1; }), "internal.failure");
  EXPECT_EQ(refusal([](OwnedBatch& b) { b.lengths.front() = 9; }), "internal.failure");
  EXPECT_EQ(refusal([](OwnedBatch& b) { b.inputs.front() = 23; }), "model.token_out_of_range");
  EXPECT_EQ(refusal([](OwnedBatch& b) { b.targets.front() = 23; }), "model.token_out_of_range");
}

}  // namespace
}  // namespace headlight::test
