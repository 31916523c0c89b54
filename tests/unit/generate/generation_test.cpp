#include "generate/generation.h"

#include <gtest/gtest.h>

#include "generate/joined_activation.h"
#include "unit/generate/counting_model.h"

namespace headlight {
namespace {

using testing::CountingModel;
using testing::idsOf;

class GenerationTest : public ::testing::Test {
 protected:
  Generation start(const std::string& text = "The cat is on the", std::size_t budget = std::size_t{1} << 20) {
    return Generation(model, tokenizer, preparePrompt(text, tokenizer, model.config().nCtx), nullptr, {}, {}, budget);
  }

  CountingModel model;
  WordLevelTokenizer tokenizer{testing::tinyVocabulary()};
};

TEST_F(GenerationTest, aRunIsOnePrefillThenSingleSteps) {
  Generation run = start();
  EXPECT_EQ(model.calls, 1);
  EXPECT_EQ(model.tokensRun, 5);
  EXPECT_TRUE(run.step());
  EXPECT_TRUE(run.step());
  EXPECT_EQ(model.calls, 3);
  EXPECT_EQ(model.tokensRun, 7);
  EXPECT_EQ(run.tokens().size(), 7U);
}

TEST_F(GenerationTest, goingBackCostsNoForwardCall) {
  Generation run = start();
  for (int i = 0; i < 5; ++i) run.step();
  const auto likeliest = run.current()->tokens.front().id;
  const int calls = model.calls;
  EXPECT_TRUE(run.back());
  EXPECT_EQ(run.nextChoice(), likeliest);
  EXPECT_EQ(run.distribution().likeliest().id, likeliest);
  while (run.back()) {
  }
  EXPECT_EQ(run.tokens().size(), 5U);
  EXPECT_TRUE(run.forward());
  run.jump(10);
  EXPECT_EQ(run.tokens().size(), 10U);
  EXPECT_EQ(model.calls, calls);
}

TEST_F(GenerationTest, steppingOverKnownStepsCostsNoForwardCall) {
  Generation run = start();
  for (int i = 0; i < 4; ++i) run.step();
  const auto ids = idsOf(run.tokens());
  run.jump(0);
  const int calls = model.calls;
  for (int i = 0; i < 4; ++i) run.step();
  EXPECT_EQ(model.calls, calls);
  EXPECT_EQ(idsOf(run.tokens()), ids);
}

TEST_F(GenerationTest, aForkAfterGoingBackCostsOneSingleStep) {
  Generation run = start();
  for (int i = 0; i < 6; ++i) run.step();
  run.jump(7);
  const int calls = model.calls;
  const int tokens = model.tokensRun;
  const TokenId other = run.distribution().candidates[1].id;
  EXPECT_TRUE(run.take(other));
  EXPECT_EQ(model.calls, calls + 1);
  EXPECT_EQ(model.tokensRun, tokens + 1);
  EXPECT_EQ(run.current()->tokens.front().id, other);
}

TEST_F(GenerationTest, aForkIsASecondChildAndTheFirstStays) {
  Generation run = start();
  run.step();
  const TokenId first = run.current()->tokens.front().id;
  run.step();
  run.jump(5);
  const TokenId second = run.distribution().candidates[3].id;
  run.take(second);
  run.back();
  EXPECT_EQ(run.branches(), (std::vector<TokenId>{first, second}));
  EXPECT_TRUE(run.forward());
  EXPECT_EQ(run.current()->tokens.front().id, second) << "redo goes to the child that was left last";
  run.back();
  run.take(first);
  EXPECT_EQ(run.branchLength(), 7) << "the tokens behind the first child are still there";
}

TEST_F(GenerationTest, forkAtPutsATokenAtAPositionOfTheBranch) {
  Generation run = start();
  for (int i = 0; i < 5; ++i) run.step();
  const auto before = idsOf(run.tokens());
  const TokenId sofa = *tokenizer.find("sofa");
  EXPECT_TRUE(run.forkAt(7, sofa));
  const auto after = idsOf(run.tokens());
  ASSERT_EQ(after.size(), 8U);
  EXPECT_TRUE(std::equal(before.begin(), before.begin() + 7, after.begin()));
  EXPECT_EQ(after.back(), sofa);
  EXPECT_FALSE(run.forkAt(4, sofa)) << "inside the prompt";
  EXPECT_FALSE(run.forkAt(20, sofa)) << "beyond the branch";
  EXPECT_EQ(run.tokens().size(), 8U);
}

TEST_F(GenerationTest, jumpIsClampedToTheBranch) {
  Generation run = start();
  for (int i = 0; i < 3; ++i) run.step();
  run.jump(-5);
  EXPECT_EQ(run.current()->length(), 5);
  run.jump(1000);
  EXPECT_EQ(run.current()->length(), 8);
  EXPECT_FALSE(run.forward());
}

TEST_F(GenerationTest, aFullContextStopsWithItsReason) {
  CountingModel small(7);
  Generation run(small, tokenizer, preparePrompt("The cat is on the", tokenizer, 7));
  EXPECT_TRUE(run.step());
  EXPECT_TRUE(run.step());
  EXPECT_EQ(run.stopped(), StopReason::Context);
  EXPECT_FALSE(run.step());
  EXPECT_FALSE(run.take(8));
  EXPECT_FALSE(run.distribution().candidates.empty()) << "what would come next is still known";
  run.back();
  EXPECT_EQ(run.stopped(), StopReason::None);
}

TEST_F(GenerationTest, theEndOfTheTextStopsWithItsReason) {
  model.endOfTextAt = 6;
  Generation run = start();
  EXPECT_TRUE(run.step());
  EXPECT_TRUE(run.step());
  EXPECT_EQ(run.stopped(), StopReason::EndOfText);
  EXPECT_FALSE(run.step());
}

TEST_F(GenerationTest, aPromptThatEndsTheTextCanGoOn) {
  Generation run = start("The cat <|endoftext|>");
  EXPECT_EQ(run.stopped(), StopReason::None);
  EXPECT_TRUE(run.step());
}

TEST_F(GenerationTest, specialTokensAreNeverDrawn) {
  Generation run = start();
  for (TokenId id = 0; id < 5; ++id) EXPECT_FALSE(run.distribution().find(id)->isDrawn) << tokenizer.piece(id);
  EXPECT_TRUE(run.distribution().find(5)->isDrawn) << "the end of the text";
  EXPECT_EQ(run.distribution().candidates.size(), static_cast<std::size_t>(tokenizer.vocabSize()));
}

TEST_F(GenerationTest, settingsActAtOnceAndCostNoForwardCall) {
  Generation run = start();
  const int calls = model.calls;
  SamplerSettings settings;
  settings.greedy = false;
  settings.topK = 3;
  run.setSettings(settings);
  EXPECT_EQ(run.distribution().candidates[3].samplingProbability, 0.0);
  EXPECT_GT(run.distribution().candidates[2].samplingProbability, 0.0);
  EXPECT_EQ(model.calls, calls);
  settings.temperature = -1;
  EXPECT_THROW(run.setSettings(settings), Error);
}

TEST_F(GenerationTest, sampledTextIsTheSameAfterGoingBack) {
  Generation run = start();
  SamplerSettings settings;
  settings.greedy = false;
  settings.seed = 99;
  run.setSettings(settings);
  for (int i = 0; i < 10; ++i) run.step();
  const auto ids = idsOf(run.tokens());
  run.jump(0);
  for (int i = 0; i < 10; ++i) run.step();
  EXPECT_EQ(idsOf(run.tokens()), ids);
}

TEST_F(GenerationTest, aTokenOutsideTheVocabularyIsRefused) {
  Generation run = start();
  EXPECT_THROW(run.take(-1), Error);
  EXPECT_THROW(run.take(tokenizer.vocabSize()), Error);
  EXPECT_TRUE(run.step()) << "and the run goes on";
}

TEST_F(GenerationTest, afterAFailedStepTheRunGoesOnAsIfItHadNotBeen) {
  Generation run = start();
  run.step();
  Generation other = start();
  for (int i = 0; i < 2; ++i) other.step();
  model.failNext = true;
  EXPECT_THROW(run.step(), Error);
  EXPECT_EQ(run.tokens().size(), 6U);
  EXPECT_TRUE(run.step());
  EXPECT_EQ(run.current()->logits, other.current()->logits);
}

TEST_F(GenerationTest, droppedActivationsAreRecomputed) {
  Generation run = start();
  for (int i = 0; i < 4; ++i) run.step();
  const JoinedActivation before = run.activation("rows");
  EXPECT_GT(run.keptBytes(), 0U);
  run.dropCaches();
  EXPECT_EQ(run.keptBytes(), 0U);
  EXPECT_EQ(run.activation("rows").values, before.values);
  for (const auto& step : run.path()) EXPECT_NE(step->cache, nullptr);
}

TEST_F(GenerationTest, whatIsKeptStaysInsideTheBudget) {
  constexpr std::size_t kBudget = 400;
  Generation run = start("The cat is on the", kBudget);
  Generation unlimited = start();
  for (int i = 0; i < 15; ++i) {
    run.step();
    unlimited.step();
    EXPECT_LE(run.keptBytes(), kBudget);
  }
  EXPECT_GT(unlimited.keptBytes(), kBudget);
  const StepPath path = run.path();
  EXPECT_LE(run.keptBytes(), kBudget);
  ASSERT_EQ(path.size(), 16U);
  EXPECT_EQ(joinSteps(path, model.hooks().at(1)).values, unlimited.activation("blocks.0.attn.hook_pattern").values);
}

TEST_F(GenerationTest, onlyWhatIsKeptIsRecordedAndTheRestOnDemand) {
  Generation run(model, tokenizer, preparePrompt("The cat", tokenizer, 32), nullptr, {},
                 [](const HookPoint& point) { return point.name == "rows"; });
  run.step();
  EXPECT_EQ(run.current()->cache->find("blocks.0.attn.hook_pattern").data, nullptr);
  EXPECT_EQ(run.activation("blocks.0.attn.hook_pattern").extents, (std::vector<Index>{2, 3, 3}));
  EXPECT_EQ(run.current()->cache->find("blocks.0.attn.hook_pattern").data, nullptr);
  EXPECT_THROW((void)run.activation("no_such_point"), Error);
}

TEST_F(GenerationTest, aStateThatCannotBeTruncatedGivesTheSameRun) {
  CountingModel recurrent(32, ModelKind::Lstm);
  Generation run(recurrent, tokenizer, preparePrompt("The cat is on the", tokenizer, 32));
  Generation expected = start();
  for (int i = 0; i < 6; ++i) {
    run.step();
    expected.step();
  }
  EXPECT_EQ(run.current()->logits, expected.current()->logits);
  run.jump(7);
  expected.jump(7);
  const TokenId other = expected.distribution().candidates[2].id;
  const int tokens = recurrent.tokensRun;
  run.take(other);
  expected.take(other);
  EXPECT_EQ(recurrent.tokensRun, tokens + 1) << "the state was kept, nothing was replayed";
  EXPECT_EQ(run.current()->logits, expected.current()->logits);
  run.dropCaches();
  EXPECT_EQ(run.activation("rows").values, expected.activation("rows").values);
}

TEST_F(GenerationTest, aLongPromptKeepsItsLastTokens) {
  std::string text = "mat";
  for (int i = 0; i < 10'000; ++i) text += " the cat";
  const Prompt prompt = preparePrompt(text, tokenizer, 32);
  EXPECT_EQ(prompt.tokens.size(), 32U);
  EXPECT_EQ(prompt.dropped, 20'001 - 32);
  EXPECT_EQ(prompt.tokens.back().piece, "cat");
  EXPECT_EQ(prompt.text, text);
}

TEST_F(GenerationTest, anEmptyPromptIsRefused) {
  for (const char* text : {"", "   ", "\n\t\x01"}) {
    try {
      (void)preparePrompt(text, tokenizer, 32);
      FAIL() << "was taken: '" << text << "'";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), "prompt.empty");
      EXPECT_EQ(error.kind(), ErrorKind::Usage);
    }
  }
}

}  // namespace
}  // namespace headlight
