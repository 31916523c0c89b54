#include "train/batches/pair_batches.h"

#include <gmock/gmock.h>

#include <map>

#include "unit/train/train_fakes.h"

namespace headlight {
namespace {

using ::testing::ElementsAre;

constexpr TokenId kStart = 1;
constexpr TokenId kPairEnd = 5;

ModelConfig translationConfig() {
  ModelConfig config;
  config.kind = ModelKind::EncoderDecoder;
  config.startToken = config.padToken = kStart;
  config.endToken = kPairEnd;
  return config;
}

/// Pair i has source and target tokens 100 + i, source and target sizes as given.
TokenizedPairs pairsOfSizes(const std::vector<std::pair<std::size_t, std::size_t>>& sizes) {
  TokenizedPairs pairs;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    const auto id = static_cast<TokenId>(100 + i);
    pairs.add(std::vector<TokenId>(sizes[i].first, id), std::vector<TokenId>(sizes[i].second, id));
  }
  return pairs;
}

std::vector<std::pair<std::size_t, std::size_t>> manySizes() {
  std::vector<std::pair<std::size_t, std::size_t>> sizes;
  for (std::size_t i = 0; i < 500; ++i) sizes.emplace_back(1 + i * 7 % 13, 1 + i * 5 % 11);
  return sizes;
}

TEST(PairRows, haveEndsBehindAndTheStartBeforeThem) {
  TokenizedPairs pairs;
  pairs.add(std::vector<TokenId>{10, 11}, std::vector<TokenId>{20, 21, 22});
  pairs.add(std::vector<TokenId>{12, 13, 14}, std::vector<TokenId>{23});
  const std::vector<std::uint32_t> both = {0, 1};
  PairRows rows(translationConfig());
  const TrainingBatch batch = rows.fill(pairs, both);
  EXPECT_EQ(batch.batch, 2);
  EXPECT_EQ(batch.sourceLength, 4);
  EXPECT_EQ(batch.length, 4);
  EXPECT_THAT(batch.sources, ElementsAre(10, 11, kPairEnd, kStart, 12, 13, 14, kPairEnd))
      << "padding is the start token here";
  EXPECT_THAT(batch.sourceLengths, ElementsAre(3, 4));
  EXPECT_THAT(batch.inputs, ElementsAre(kStart, 20, 21, 22, kStart, 23, kStart, kStart));
  EXPECT_THAT(batch.targets, ElementsAre(20, 21, 22, kPairEnd, 23, kPairEnd, -1, -1));
  EXPECT_THAT(batch.lengths, ElementsAre(4, 2));
}

TEST(PairBatches, seeEveryPairOnceAnEpoch) {
  PairBatches batches("p", pairsOfSizes(manySizes()), translationConfig(), 16, 32, 3);
  EXPECT_EQ(batches.batchesPerEpoch(), 32U);  // 500 pairs
  for (std::uint64_t epoch = 0; epoch < 2; ++epoch) {
    std::map<TokenId, int> seen;
    for (std::uint64_t i = 0; i < batches.batchesPerEpoch(); ++i) {
      const TrainingBatch batch = batches.at(epoch * batches.batchesPerEpoch() + i);
      EXPECT_LE(batch.batch, 16);
      for (Index b = 0; b < batch.batch; ++b) ++seen[batch.sources[b * batch.sourceLength]];
    }
    EXPECT_EQ(seen.size(), 500U);
    for (const auto& [token, count] : seen) EXPECT_EQ(count, 1);
  }
}

TEST(PairBatches, putPairsOfLikeLengthTogether) {
  PairBatches batches("p", pairsOfSizes(manySizes()), translationConfig(), 16, 32, 3);
  Index places = 0, used = 0;
  for (std::uint64_t i = 0; i < batches.batchesPerEpoch(); ++i) {
    const TrainingBatch batch = batches.at(i);
    places += batch.batch * batch.length;
    for (const Index length : batch.lengths) used += length;
  }
  EXPECT_GT(static_cast<double>(used) / static_cast<double>(places), 0.9);
}

TEST(PairBatches, comeInAnotherOrderEveryEpochAndWithEverySeed) {
  const auto first = [](std::uint64_t seed, std::uint64_t step) {
    PairBatches batches("p", pairsOfSizes(manySizes()), translationConfig(), 16, 32, seed);
    const TrainingBatch batch = batches.at(step);
    return std::vector(batch.sources.begin(), batch.sources.end());
  };
  EXPECT_EQ(first(3, 40), first(3, 40));
  EXPECT_NE(first(3, 0), first(4, 0));
  EXPECT_NE(first(3, 0), first(3, 32));
}

TEST(PairBatches, leaveOutWhatDoesNotFit) {
  PairBatches batches("p", pairsOfSizes({{3, 3}, {8, 3}, {3, 8}, {7, 7}}), translationConfig(), 4, 8, 1);
  const TrainingBatch batch = batches.at(0);
  EXPECT_EQ(batch.batch, 2) << "with its end, eight tokens are nine";
  EXPECT_EQ(batch.length, 8);
  const auto none = [] { PairBatches("short", pairsOfSizes({{9, 9}}), translationConfig(), 4, 8, 1); };
  EXPECT_EQ(testing::errorCodeOf(none), "train.no_text");
}

TEST(TokenizePairs, leavesOutLongAndEmptyOnesAndCounts) {
  const WordLevelTokenizer tokenizer = testing::letterTokenizer();
  const std::vector<TextPair> texts = {{"a b", "x y."}, {"", "x"}, {"a b c d e", "x"}, {"c", "unknown z"}};
  for (const bool threads : {false, true}) {
    ThreadPool pool(2);
    const TokenizedPairs pairs = tokenizePairs(tokenizer, texts, 5, kPairEnd, threads ? &pool : nullptr);
    ASSERT_EQ(pairs.size(), 2U);
    EXPECT_EQ(pairs.leftOut, 2U);
    EXPECT_EQ(pairs.source(1).size(), 1U);
    EXPECT_EQ(pairs.source(1)[0], *tokenizer.find("c"));
    EXPECT_EQ(pairs.target(0).size(), 3U);
    EXPECT_EQ(pairs.targetUnknown, 1U);
    EXPECT_EQ(pairs.targetCharacters, 4U + 1U + 9U + 1U);
  }
}

TEST(TokenizePairs, takesOffAnEndThatTheTokenizerAdds) {
  const WordLevelTokenizer tokenizer = testing::letterTokenizer();
  const TokenizedPairs pairs = tokenizePairs(tokenizer, {{"a<|endoftext|>", "b<|endoftext|>"}}, 8, kPairEnd, nullptr);
  EXPECT_EQ(pairs.source(0).size(), 1U);
  EXPECT_EQ(pairs.target(0).size(), 1U);
}

}  // namespace
}  // namespace headlight
