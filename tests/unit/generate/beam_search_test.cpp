#include "generate/beam_search.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "unit/models/kind_models.h"

namespace headlight {
namespace {

using testing::FakeTranslator;

class BeamSearchTest : public ::testing::Test {
 protected:
  BeamResult search(int beams, double penalty, Index longest = 0) {
    BeamSettings settings;
    settings.beams = beams;
    settings.lengthPenalty = penalty;
    settings.longest = longest;
    return beamSearch(model, tokenizer, prompt.tokens, settings);
  }

  /// ln of the softmax over all tokens, of each candidate behind these tokens.
  std::map<TokenId, double> continuations(const std::vector<TokenId>& tokens) const {
    const auto state = model.newState();
    std::vector<float> logits(static_cast<std::size_t>(model.config().dVocab));
    model.prefill(source, *state, {}, logits);
    for (const TokenId& token : tokens) model.forward(std::span(&token, 1), *state, {}, logits);
    const auto isCandidate = candidateFilter(model.config(), tokenizer);
    double sum = 0;
    for (const float logit : logits) sum += std::exp(static_cast<double>(logit));
    std::map<TokenId, double> result;
    for (std::size_t id = 0; id < logits.size(); ++id) {
      if (isCandidate(static_cast<TokenId>(id))) {
        result[static_cast<TokenId>(id)] = static_cast<double>(logits[id]) - std::log(sum);
      }
    }
    return result;
  }

  /// Every text of at most `longest` tokens that ends, or is that long.
  void enumerate(std::vector<TokenId>& tokens, double logProbability, Index longest, std::vector<BeamText>& all) const {
    for (const auto& [id, step] : continuations(tokens)) {
      tokens.push_back(id);
      const bool ended = id == model.config().endToken;
      if (ended || static_cast<Index>(tokens.size()) == longest) {
        BeamText text;
        text.tokens = tokens;
        text.logProbability = logProbability + step;
        text.ended = ended;
        all.push_back(std::move(text));
      } else {
        enumerate(tokens, logProbability + step, longest, all);
      }
      tokens.pop_back();
    }
  }

  FakeTranslator model;
  WordLevelTokenizer tokenizer{testing::tinyVocabulary()};
  Prompt prompt = preparePrompt("The cat is", tokenizer, 12);
  std::vector<TokenId> source = testing::idsOf(prompt.tokens);
};

TEST_F(BeamSearchTest, aWideSearchFindsTheBestTextOfAll) {
  for (const double penalty : {0.0, 0.6, 1.0}) {
    std::vector<BeamText> all;
    std::vector<TokenId> none;
    enumerate(none, 0, 2, all);
    for (BeamText& text : all) {
      text.score = text.logProbability / std::pow(static_cast<double>(text.tokens.size()), penalty);
    }
    std::sort(all.begin(), all.end(), [](const BeamText& a, const BeamText& b) { return a.score > b.score; });
    const BeamResult found = search(BeamSettings::kMostBeams, penalty, 2);
    ASSERT_GE(found.texts.size(), 10U);
    for (std::size_t i = 0; i < 10; ++i) {
      EXPECT_EQ(found.texts[i].tokens, all[i].tokens) << penalty << ", place " << i;
      EXPECT_NEAR(found.texts[i].score, all[i].score, 1e-12);
      EXPECT_EQ(found.texts[i].ended, all[i].ended);
    }
  }
}

TEST_F(BeamSearchTest, aSumOfLogarithmsAloneIsFoundOverFourTokensToo) {
  model.endBias = 2;
  std::vector<BeamText> all;
  std::vector<TokenId> none;
  enumerate(none, 0, 4, all);
  const auto best = std::max_element(
      all.begin(), all.end(), [](const BeamText& a, const BeamText& b) { return a.logProbability < b.logProbability; });
  const BeamResult found = search(BeamSettings::kMostBeams, 0, 4);
  EXPECT_EQ(found.texts.front().tokens, best->tokens);
  EXPECT_NEAR(found.texts.front().logProbability, best->logProbability, 1e-12);
}

TEST_F(BeamSearchTest, oneBeamIsGreedyUntilTheEnd) {
  model.endBias = 1.5F;
  const BeamResult found = search(1, 1);
  Generation greedy(model, tokenizer, prompt);
  while (greedy.step()) {
  }
  std::vector<TokenId> ids = testing::idsOf(greedy.tokens());
  ids.erase(ids.begin());
  EXPECT_EQ(found.texts.front().tokens, ids);
}

TEST_F(BeamSearchTest, theSameInputGivesTheSameResult) {
  const BeamResult a = search(4, 1), b = search(4, 1);
  ASSERT_EQ(a.texts.size(), b.texts.size());
  for (std::size_t i = 0; i < a.texts.size(); ++i) {
    EXPECT_EQ(a.texts[i].tokens, b.texts[i].tokens);
    EXPECT_EQ(a.texts[i].score, b.texts[i].score);
  }
}

TEST_F(BeamSearchTest, everyStepKeepsWhatItLookedAt) {
  const BeamResult found = search(3, 1, 5);
  ASSERT_FALSE(found.steps.empty());
  for (const auto& step : found.steps) {
    EXPECT_EQ(step.size(), 6U);
    int kept = 0;
    for (std::size_t i = 0; i < step.size(); ++i) {
      EXPECT_GE(step[i == 0 ? 0 : i - 1].logProbability, step[i].logProbability);
      if (step[i].fate == BeamCandidate::Fate::Kept) ++kept;
      EXPECT_NE(step[i].token, model.config().padToken);
      const bool finished = step[i].fate == BeamCandidate::Fate::Finished;
      EXPECT_TRUE(!finished || step[i].token == model.config().endToken);
    }
    EXPECT_LE(kept, 3);
  }
}

TEST_F(BeamSearchTest, aTextStaysInsideTheContext) {
  model.endBias = -9;
  const BeamResult found = search(2, 1);
  for (const BeamText& text : found.texts) {
    EXPECT_EQ(text.tokens.size(), 11U) << "twelve with the start token";
    EXPECT_FALSE(text.ended);
  }
}

TEST_F(BeamSearchTest, aLengthPenaltyFavoursLongerTexts) {
  model.endBias = 2.5F;
  EXPECT_LE(search(8, 0).texts.front().tokens.size(), search(8, 3).texts.front().tokens.size());
}

TEST_F(BeamSearchTest, whatCannotBeIsRefused) {
  const auto codeOf = [&](int beams, double penalty) -> std::string {
    try {
      (void)search(beams, penalty);
    } catch (const Error& error) {
      return error.code();
    }
    return "";
  };
  EXPECT_EQ(codeOf(0, 1), "beam.settings");
  EXPECT_EQ(codeOf(65, 1), "beam.settings");
  EXPECT_EQ(codeOf(2, std::nan("")), "beam.settings");
  const testing::FakeEncoder encoder;
  const Prompt masked = preparePrompt("The [MASK] is", tokenizer, 12);
  EXPECT_THROW((void)beamSearch(encoder, tokenizer, masked.tokens, {}), Error);
}

}  // namespace
}  // namespace headlight
