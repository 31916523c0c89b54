#include "train/batches/masked_batches.h"

#include <gmock/gmock.h>

#include <map>
#include <set>

#include "unit/train/train_fakes.h"

namespace headlight {
namespace {

using ::testing::ElementsAre;

class MaskedSentences : public ::testing::Test {
 protected:
  WordLevelTokenizer m_tokenizer = testing::letterTokenizer();
  const SpecialTokens& m_special = m_tokenizer.special();

  TrainingText text(const std::string& name, const std::vector<std::string>& documents, double weight = 1) const {
    return {name, tokenizeDocuments(m_tokenizer, documents, nullptr, nullptr), weight};
  }
  MaskingRules rules(double share = 0.15) const { return {m_special, m_tokenizer.vocabSize(), share}; }
  MaskedBatches batches(std::vector<TrainingText> sources, Index batch, Index length, double share = 0.15,
                        std::uint64_t seed = 1) const {
    return {std::move(sources), rules(share), batch, length, seed, sentenceEndTokens(m_tokenizer)};
  }

  /// A row as it stood before anything was masked, without padding.
  std::vector<TokenId> original(const TrainingBatch& batch, Index b) const {
    std::vector<TokenId> row;
    for (Index t = 0; t < batch.lengths[b]; ++t) {
      const TokenId target = batch.targets[b * batch.length + t];
      row.push_back(target >= 0 ? target : batch.inputs[b * batch.length + t]);
    }
    return row;
  }
};

/// "a b c … ." with `words` words.
std::string sentence(int words) {
  std::string text;
  for (int i = 0; i < words; ++i) text += std::string(1, static_cast<char>('a' + i % 26)) + " ";
  return text + ".";
}

TEST_F(MaskedSentences, areFramedPaddedAndCutToTheLongestRow) {
  MaskedBatches source = batches({text("s", {"a b c.", "d e f g h."})}, 8, 32);
  for (std::uint64_t step = 0; step < 20; ++step) {
    const TrainingBatch batch = source.at(step);
    ASSERT_EQ(batch.batch, 8);
    Index longest = 0;
    for (Index b = 0; b < batch.batch; ++b) {
      longest = std::max(longest, batch.lengths[b]);
      const std::vector<TokenId> row = original(batch, b);
      EXPECT_EQ(row.front(), *m_special.classification);
      EXPECT_EQ(row.back(), *m_special.separator);
      for (Index t = batch.lengths[b]; t < batch.length; ++t) {
        EXPECT_EQ(batch.inputs[b * batch.length + t], *m_special.padding);
        EXPECT_EQ(batch.targets[b * batch.length + t], -1);
      }
    }
    EXPECT_EQ(batch.length, longest);
    EXPECT_LE(batch.length, 32);
  }
}

TEST_F(MaskedSentences, standAloneInMostRowsAndTogetherInTheOthers) {
  MaskedBatches source = batches({text("s", {"a b c.", "d e f.", "g h i."})}, 16, 24);
  int single = 0;
  int rows = 0;
  for (std::uint64_t step = 0; step < 100; ++step) {
    const TrainingBatch batch = source.at(step);
    for (Index b = 0; b < batch.batch; ++b, ++rows) {
      const std::vector<TokenId> row = original(batch, b);
      const auto sentences = std::count(row.begin(), row.end(), *m_special.separator);
      EXPECT_TRUE(sentences == 1 || sentences == 4) << "1 + 4 · 5 tokens fit into 24";
      EXPECT_EQ(static_cast<std::ptrdiff_t>(row.size()), 1 + 5 * sentences) << "whole sentences only";
      single += sentences == 1 ? 1 : 0;
    }
  }
  EXPECT_NEAR(static_cast<double>(single) / rows, MaskedBatches::kSingleShare, 0.04);
}

TEST_F(MaskedSentences, longDocumentsGiveWindowsThatCoverThem) {
  MaskedBatches source = batches({text("long", {sentence(9) + " " + sentence(9) + " " + sentence(9)})}, 4, 16);
  std::map<std::vector<TokenId>, int> windows;
  for (std::uint64_t step = 0; step < 30; ++step) {
    const TrainingBatch batch = source.at(step);
    for (Index b = 0; b < batch.batch; ++b) ++windows[original(batch, b)];
  }
  // windows begin with the document and with its later sentences; none is longer than a row
  for (const auto& [window, count] : windows) {
    EXPECT_LE(window.size(), 16U);
    EXPECT_EQ(window[1], *m_tokenizer.find("a"));
  }
  EXPECT_GE(windows.size(), 2U);
}

TEST_F(MaskedSentences, chooseTheShareAndReplaceItAsBertDoes) {
  MaskedBatches source = batches({text("s", {sentence(40)})}, 16, 64);
  int chosen = 0, ordinary = 0, masked = 0, kept = 0, random = 0;
  for (std::uint64_t step = 0; step < 100; ++step) {
    const TrainingBatch batch = source.at(step);
    for (Index i = 0; i < batch.batch * batch.length; ++i) {
      const TokenId input = batch.inputs[i];
      const TokenId target = batch.targets[i];
      ordinary += target >= 0 || isOrdinaryToken(m_special, input) ? 1 : 0;
      if (target < 0) continue;
      EXPECT_TRUE(isOrdinaryToken(m_special, target));
      ++chosen;
      masked += input == *m_special.mask ? 1 : 0;
      kept += input == target ? 1 : 0;
      random += input != target && isOrdinaryToken(m_special, input) ? 1 : 0;
    }
  }
  EXPECT_NEAR(static_cast<double>(chosen) / ordinary, 0.15, 0.005);
  EXPECT_NEAR(static_cast<double>(masked) / chosen, 0.8, 0.01);
  EXPECT_NEAR(static_cast<double>(random) / chosen, 0.1 * 26 / 27, 0.01);  // one of 27 is the word itself
  EXPECT_NEAR(static_cast<double>(kept) / chosen, 0.1 + 0.1 / 27, 0.01);
  EXPECT_EQ(masked + kept + random, chosen);
}

TEST_F(MaskedSentences, haveAtLeastOneTargetARowAndNeverAskForAnUnknownWord) {
  MaskedBatches source = batches({text("s", {"a unknown words here", "b"})}, 8, 8, 0.01);
  for (std::uint64_t step = 0; step < 20; ++step) {
    const TrainingBatch batch = source.at(step);
    for (Index b = 0; b < batch.batch; ++b) {
      const auto row = batch.targets.subspan(static_cast<std::size_t>(b * batch.length), batch.length);
      EXPECT_GE(std::count_if(row.begin(), row.end(), [](TokenId id) { return id >= 0; }), 1);
      EXPECT_EQ(std::count(row.begin(), row.end(), *m_special.unknown), 0);
    }
  }
}

TEST_F(MaskedSentences, areAFunctionOfSeedAndStep) {
  const auto make = [&](std::uint64_t seed) {
    return batches({text("s", {sentence(5), sentence(11), sentence(30)})}, 4, 20, 0.15, seed);
  };
  const auto copy = [](const TrainingBatch& batch) {
    return std::tuple(std::vector(batch.inputs.begin(), batch.inputs.end()),
                      std::vector(batch.targets.begin(), batch.targets.end()),
                      std::vector(batch.lengths.begin(), batch.lengths.end()));
  };
  MaskedBatches forwards = make(1), jumping = make(1), other = make(2);
  std::vector<decltype(copy({}))> first;
  for (std::uint64_t step = 0; step < 12; ++step) first.push_back(copy(forwards.at(step)));
  for (const std::uint64_t step : {11, 3, 7, 0}) EXPECT_EQ(copy(jumping.at(step)), first[step]);
  EXPECT_NE(copy(other.at(0)), first[0]);
}

TEST_F(MaskedSentences, keepTheWeightsOfTheMixture) {
  MaskedBatches source = batches({text("few", {"a b c."}, 1), text("many", {"x y z."}, 3)}, 16, 12);
  int few = 0, rows = 0;
  for (std::uint64_t step = 0; step < 100; ++step) {
    const TrainingBatch batch = source.at(step);
    for (Index b = 0; b < batch.batch; ++b, ++rows) few += original(batch, b)[1] == *m_tokenizer.find("a") ? 1 : 0;
  }
  EXPECT_NEAR(static_cast<double>(few) / rows, 0.25, 0.03);
}

TEST_F(MaskedSentences, needAMaskTokenAndText) {
  MaskingRules none = rules();
  none.special.mask.reset();
  EXPECT_EQ(testing::errorCodeOf([&] { (void)MaskedBatches({text("s", {"a b"})}, none, 2, 8, 1, {}); }),
            "train.no_mask_token");
  EXPECT_EQ(testing::errorCodeOf([&] { (void)batches({text("s", {})}, 2, 8); }), "train.no_text");
}

TEST_F(MaskedSentences, haveNoFrameWhereTheVocabularyHasNone) {
  SpecialTokens special = m_special;
  special.classification.reset();
  special.separator.reset();
  const std::vector<TokenId> words = {7, 8};
  EXPECT_THAT(framedForEncoder(words, special), ElementsAre(7, 8));
  EXPECT_THAT(framedForEncoder(words, m_special), ElementsAre(3, 7, 8, 4));
}

TEST(ChoosePlacesToMask, areRoundedAndAtLeastOne) {
  Random random(1);
  const auto count = [&](std::size_t candidates) {
    std::vector<std::size_t> places(candidates);
    for (std::size_t i = 0; i < candidates; ++i) places[i] = i;
    choosePlacesToMask(places, 0.15, random);
    EXPECT_EQ(std::set<std::size_t>(places.begin(), places.end()).size(), places.size());
    return places.size();
  };
  EXPECT_EQ(count(0), 0U);
  EXPECT_EQ(count(1), 1U);
  EXPECT_EQ(count(9), 1U);
  EXPECT_EQ(count(10), 2U);
  EXPECT_EQ(count(100), 15U);
}

}  // namespace
}  // namespace headlight
