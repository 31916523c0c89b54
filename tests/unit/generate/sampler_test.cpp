#include "generate/sampler.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <map>

#include "tensor/error.h"

namespace headlight {
namespace {

bool everyToken(TokenId) {
  return true;
}

/// Logits whose softmax is exactly these shares (up to rounding).
std::vector<float> logitsOf(const std::vector<double>& shares) {
  std::vector<float> logits;
  for (const double share : shares) logits.push_back(static_cast<float>(std::log(share)));
  return logits;
}

std::vector<TokenId> drawable(const Distribution& distribution) {
  std::vector<TokenId> ids;
  for (const Candidate& candidate : distribution.candidates) {
    if (candidate.samplingProbability > 0) ids.push_back(candidate.id);
  }
  return ids;
}

SamplerSettings sampling() {
  SamplerSettings settings;
  settings.greedy = false;
  return settings;
}

std::string codeOfInvalid(const SamplerSettings& settings) {
  try {
    validate(settings);
  } catch (const Error& error) {
    return error.code();
  }
  return "";
}

TEST(Sampler, probabilitiesAreTheSoftmaxOfTheLogits) {
  const Distribution d = makeDistribution(logitsOf({0.1, 0.6, 0.3}), SamplerSettings{}, everyToken);
  ASSERT_EQ(d.candidates.size(), 3U);
  EXPECT_EQ(d.candidates[0].id, 1);
  EXPECT_NEAR(d.candidates[0].probability, 0.6, 1e-7);
  EXPECT_NEAR(d.candidates[1].probability, 0.3, 1e-7);
  EXPECT_NEAR(d.candidates[2].probability, 0.1, 1e-7);
}

TEST(Sampler, whatIsNeverDrawnKeepsItsProbability) {
  const auto mayBeDrawn = [](TokenId id) { return id != 0; };
  const Distribution greedy = makeDistribution(logitsOf({0.5, 0.2, 0.3}), SamplerSettings{}, mayBeDrawn);
  ASSERT_EQ(greedy.candidates.size(), 3U);
  EXPECT_EQ(greedy.candidates[0].id, 0);
  EXPECT_FALSE(greedy.candidates[0].isDrawn);
  EXPECT_NEAR(greedy.candidates[0].probability, 0.5, 1e-7);
  EXPECT_NEAR(greedy.candidates[1].probability, 0.3, 1e-7);
  EXPECT_NEAR(greedy.neverDrawnShare, 0.5, 1e-7);
  EXPECT_EQ(greedy.likeliest().id, 2);
  EXPECT_EQ(choose(greedy, SamplerSettings{}, 0), 2);
}

TEST(Sampler, theDrawingAloneIsRenormalized) {
  const Distribution d = makeDistribution(logitsOf({0.5, 0.2, 0.3}), sampling(), [](TokenId id) { return id != 0; });
  EXPECT_EQ(d.find(0)->samplingProbability, 0);
  EXPECT_NEAR(d.find(1)->samplingProbability, 0.4, 1e-7);
  EXPECT_NEAR(d.find(2)->samplingProbability, 0.6, 1e-7);
  EXPECT_NEAR(d.find(2)->probability, 0.3, 1e-7);
  for (std::int64_t position = 0; position < 200; ++position) EXPECT_NE(choose(d, sampling(), position), 0);
}

TEST(Sampler, entropyIsThatOfTheModelAndNotOfTheCuts) {
  SamplerSettings settings = sampling();
  settings.topK = 1;
  const Distribution d = makeDistribution(logitsOf({0.25, 0.25, 0.25, 0.25}), settings, everyToken);
  EXPECT_NEAR(d.entropyBits, 2.0, 1e-7);
}

TEST(Sampler, greedyTakesTheSmallerIdOfEqualLogits) {
  const std::vector<float> logits = {1.0F, 3.0F, 3.0F, 2.0F};
  const Distribution d = makeDistribution(logits, SamplerSettings{}, everyToken);
  EXPECT_EQ(choose(d, SamplerSettings{}, 7), 1);
  EXPECT_EQ(d.candidates[1].id, 2);
  EXPECT_EQ(d.candidates[0].samplingProbability, 1.0);
  EXPECT_EQ(d.candidates[1].samplingProbability, 0.0);
}

TEST(Sampler, topKKeepsExactlyKEvenAmongEquals) {
  SamplerSettings settings = sampling();
  settings.topK = 2;
  const Distribution d = makeDistribution(std::vector<float>{1.0F, 2.0F, 2.0F, 2.0F}, settings, everyToken);
  EXPECT_EQ(drawable(d), (std::vector<TokenId>{1, 2}));
  EXPECT_NEAR(d.candidates[0].samplingProbability, 0.5, 1e-12);
}

TEST(Sampler, topKBeyondTheVocabularyCutsNothing) {
  SamplerSettings settings = sampling();
  settings.topK = 50;
  EXPECT_EQ(drawable(makeDistribution(logitsOf({0.5, 0.5}), settings, everyToken)).size(), 2U);
}

TEST(Sampler, topPKeepsTheSmallestSetThatReachesP) {
  SamplerSettings settings = sampling();
  const std::vector<float> logits = logitsOf({0.5, 0.3, 0.15, 0.05});
  settings.topP = 0.49;
  EXPECT_EQ(drawable(makeDistribution(logits, settings, everyToken)).size(), 1U);
  settings.topP = 0.51;
  EXPECT_EQ(drawable(makeDistribution(logits, settings, everyToken)).size(), 2U);
  settings.topP = 0.81;
  EXPECT_EQ(drawable(makeDistribution(logits, settings, everyToken)).size(), 3U);
  settings.topP = 1.0;
  EXPECT_EQ(drawable(makeDistribution(logits, settings, everyToken)).size(), 4U);
}

TEST(Sampler, topPCountsInWhatTopKLeft) {
  SamplerSettings settings = sampling();
  settings.topK = 2;  // leaves 0.5 and 0.3, as 0.625 and 0.375
  settings.topP = 0.6;
  EXPECT_EQ(drawable(makeDistribution(logitsOf({0.5, 0.3, 0.2}), settings, everyToken)).size(), 1U);
  settings.topP = 0.65;
  EXPECT_EQ(drawable(makeDistribution(logitsOf({0.5, 0.3, 0.2}), settings, everyToken)).size(), 2U);
}

TEST(Sampler, temperatureSharpensTheDrawsAndLeavesTheProbabilities) {
  SamplerSettings settings = sampling();
  settings.temperature = 0.5;  // squares the ratios: 0.8² : 0.2² = 16 : 1
  const Distribution d = makeDistribution(logitsOf({0.8, 0.2}), settings, everyToken);
  EXPECT_NEAR(d.candidates[0].probability, 0.8, 1e-7);
  EXPECT_NEAR(d.candidates[0].samplingProbability, 16.0 / 17.0, 1e-6);
}

TEST(Sampler, aTinyTemperatureDoesNotOverflow) {
  SamplerSettings settings = sampling();
  settings.temperature = 1e-300;
  const Distribution d = makeDistribution(std::vector<float>{-80.0F, 90.0F, 89.0F}, settings, everyToken);
  EXPECT_EQ(d.candidates[0].samplingProbability, 1.0);
  EXPECT_EQ(choose(d, settings, 3), 1);
}

TEST(Sampler, theSameSeedAndPositionDrawTheSameToken) {
  SamplerSettings settings = sampling();
  settings.seed = 42;
  const Distribution d = makeDistribution(logitsOf({0.25, 0.25, 0.25, 0.25}), settings, everyToken);
  std::vector<TokenId> forwards, backwards;
  for (int position = 0; position < 50; ++position) forwards.push_back(choose(d, settings, position));
  for (int position = 49; position >= 0; --position) backwards.insert(backwards.begin(), choose(d, settings, position));
  EXPECT_EQ(forwards, backwards);
  settings.seed = 43;
  std::vector<TokenId> other;
  for (int position = 0; position < 50; ++position) other.push_back(choose(d, settings, position));
  EXPECT_NE(forwards, other);
}

TEST(Sampler, drawsFollowTheSamplingProbabilities) {
  SamplerSettings settings = sampling();
  settings.seed = 2026;
  const std::vector<double> shares = {0.4, 0.3, 0.15, 0.1, 0.05};
  const Distribution d = makeDistribution(logitsOf(shares), settings, everyToken);
  constexpr int kDraws = 20000;
  std::map<TokenId, int> counts;
  for (int position = 0; position < kDraws; ++position) ++counts[choose(d, settings, position)];
  double chiSquare = 0;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const double expected = shares[i] * kDraws;
    const double difference = counts[static_cast<TokenId>(i)] - expected;
    chiSquare += difference * difference / expected;
  }
  EXPECT_LT(chiSquare, 18.47) << "beyond the 99.9 % quantile of chi-square with 4 degrees of freedom";
}

TEST(Sampler, aCutTokenIsNeverDrawn) {
  SamplerSettings settings = sampling();
  settings.topK = 2;
  const Distribution d = makeDistribution(logitsOf({0.4, 0.35, 0.25}), settings, everyToken);
  for (int position = 0; position < 5000; ++position) EXPECT_NE(choose(d, settings, position), 2);
}

TEST(Sampler, minusInfinityHasProbabilityZero) {
  const float never = -std::numeric_limits<float>::infinity();
  const Distribution d = makeDistribution(std::vector<float>{never, 0.0F}, sampling(), everyToken);
  EXPECT_EQ(d.find(0)->probability, 0.0);
  for (int position = 0; position < 100; ++position) EXPECT_EQ(choose(d, sampling(), position), 1);
}

TEST(Sampler, logitsThatAreNoNumbersAreRefusedWithASentence) {
  for (const float bad : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
    try {
      (void)makeDistribution(std::vector<float>{0.0F, bad}, SamplerSettings{}, everyToken);
      FAIL() << "was taken";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), "sampler.not_finite");
    }
  }
  EXPECT_THROW((void)makeDistribution(std::vector<float>{0.0F}, SamplerSettings{}, [](TokenId) { return false; }),
               Error);
}

TEST(Sampler, settingsThatCannotBeAreNamed) {
  SamplerSettings settings;
  EXPECT_EQ(codeOfInvalid(settings), "");
  settings.temperature = 0;
  EXPECT_EQ(codeOfInvalid(settings), "sampler.temperature");
  settings.temperature = std::nan("");
  EXPECT_EQ(codeOfInvalid(settings), "sampler.temperature");
  settings = {};
  settings.topK = -1;
  EXPECT_EQ(codeOfInvalid(settings), "sampler.top_k");
  settings = {};
  settings.topP = 0;
  EXPECT_EQ(codeOfInvalid(settings), "sampler.top_p");
  settings.topP = 1.01;
  EXPECT_EQ(codeOfInvalid(settings), "sampler.top_p");
}

}  // namespace
}  // namespace headlight
