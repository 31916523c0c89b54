// On a small decoder with fresh weights: a step has the same bits, whatever way led to it
// (docs/decisions/time_goes_both_ways.md).

#include <gtest/gtest.h>

#include <bit>

#include "generate/generation.h"
#include "generate/joined_activation.h"
#include "models/trainable_model.h"
#include "unit/generate/counting_model.h"

namespace headlight {
namespace {

std::unique_ptr<TrainableModel> tinyDecoder() {
  ModelConfig config;
  config.nLayers = 2;
  config.nHeads = 4;
  config.dModel = 64;
  config.dMlp = 256;
  config.nCtx = 40;
  config.dVocab = static_cast<Index>(testing::tinyVocabulary().size());
  Parameters parameters = initialParameters(config, 20261123);
  for (float& weight : parameters.block()) weight *= 3;  // fresh weights are small and nearly undecided
  return makeModel(config, std::move(parameters));
}

/// Logits of the present step and every activation of the sequence, in order.
std::vector<std::uint32_t> bitsOf(const Generation& run, const LanguageModel& model) {
  std::vector<std::uint32_t> bits;
  for (const float value : run.current()->logits) bits.push_back(std::bit_cast<std::uint32_t>(value));
  const StepPath path = run.path();
  for (const HookPoint& point : model.hooks().points()) {
    for (const float value : joinSteps(path, point).values) bits.push_back(std::bit_cast<std::uint32_t>(value));
  }
  return bits;
}

class GenerationBits : public ::testing::TestWithParam<int> {
 protected:
  Generation start(std::size_t budget = std::size_t{256} << 20, std::vector<Intervention> interventions = {}) {
    return Generation(*model, tokenizer, preparePrompt("The cat is on the", tokenizer, 40), &pool,
                      std::move(interventions), {}, budget);
  }
  void step(Generation& run, int count) {
    for (int i = 0; i < count; ++i) ASSERT_TRUE(run.take(6 + (i * 7 + 3) % 10));
  }

  std::unique_ptr<TrainableModel> model = tinyDecoder();
  WordLevelTokenizer tokenizer{testing::tinyVocabulary()};
  ThreadPool pool{GetParam()};
};

TEST_P(GenerationBits, twentyForwardsTwentyBackAndForwardsAgain) {
  Generation run = start();
  step(run, 20);
  const auto first = bitsOf(run, *model);
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(run.back());
  step(run, 20);
  EXPECT_EQ(bitsOf(run, *model), first);
  run.jump(0);
  run.dropCaches();
  run.jump(25);
  EXPECT_EQ(bitsOf(run, *model), first) << "recomputed";
}

TEST_P(GenerationBits, aForkAndTheReturnFromItLeaveTheBranchAsItWas) {
  Generation run = start();
  step(run, 20);
  const auto first = bitsOf(run, *model);
  ASSERT_TRUE(run.forkAt(12, 15));
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(run.take(8));
  run.jump(12);
  run.dropCaches();
  step(run, 0);
  ASSERT_TRUE(run.take(6 + (7 * 7 + 3) % 10));  // the token that the first branch took at position 12
  run.jump(25);
  EXPECT_EQ(run.current()->length(), 25);
  EXPECT_EQ(bitsOf(run, *model), first);
}

TEST_P(GenerationBits, aSecondGenerationAndASmallBudgetGiveTheSame) {
  Generation run = start();
  step(run, 20);
  Generation small = start(10'000);
  step(small, 20);
  EXPECT_EQ(bitsOf(small, *model), bitsOf(run, *model));
}

TEST_P(GenerationBits, interventionsHoldInRecomputedStepsToo) {
  std::vector<Intervention> interventions = {parseAblation("L0H3@2-7", model->hooks())};
  Generation run = start(std::size_t{256} << 20, interventions);
  step(run, 20);
  const auto first = bitsOf(run, *model);
  run.dropCaches();
  EXPECT_EQ(bitsOf(run, *model), first);
  Generation whole = start();
  step(whole, 20);
  EXPECT_NE(bitsOf(whole, *model), first);
}

INSTANTIATE_TEST_SUITE_P(Threads, GenerationBits, ::testing::Values(1, 2));

TEST(GenerationThreads, oneAndTwoThreadsGiveTheSameBits) {
  const auto model = tinyDecoder();
  const WordLevelTokenizer tokenizer{testing::tinyVocabulary()};
  std::vector<std::vector<std::uint32_t>> results;
  for (const int threads : {1, 2, 3}) {
    ThreadPool pool(threads);
    Generation run(*model, tokenizer, preparePrompt("The cat is on the", tokenizer, 40), &pool);
    for (int i = 0; i < 20; ++i) run.step();
    results.push_back(bitsOf(run, *model));
  }
  EXPECT_EQ(results[0], results[1]);
  EXPECT_EQ(results[0], results[2]);
}

}  // namespace
}  // namespace headlight
