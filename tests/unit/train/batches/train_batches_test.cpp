#include <gmock/gmock.h>

#include <map>
#include <set>

#include "train/batches/batches.h"
#include "unit/train/train_fakes.h"

namespace headlight {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(SplitDocuments, trimsAndLeavesOutWhatIsEmpty) {
  EXPECT_THAT(splitDocuments(" one \n<|endoftext|>\n\n<|endoftext|>two\nlines\n", "<|endoftext|>"),
              ElementsAre("one", "two\nlines"));
  EXPECT_THAT(splitDocuments("a\r\nb\n\n c", "\n"), ElementsAre("a", "b", "c"));
  EXPECT_THAT(splitDocuments("a\nb\nc", "\n", 2), ElementsAre("a", "b"));
  EXPECT_THAT(splitDocuments("", "\n"), IsEmpty());
  EXPECT_THAT(splitDocuments("  \n ", "\n"), IsEmpty());
}

class TokenizedDocuments : public ::testing::Test {
 protected:
  WordLevelTokenizer m_tokenizer = testing::letterTokenizer();
  TokenId m_end = *m_tokenizer.special().endOfText;

  TokenId id(const char* piece) const { return *m_tokenizer.find(piece); }
  TokenizedText tokenized(const std::vector<std::string>& documents) const {
    return tokenizeDocuments(m_tokenizer, documents, nullptr, nullptr);
  }
};

TEST_F(TokenizedDocuments, areClosedByEndOfText) {
  const TokenizedText text = tokenized({"a b.", "c"});
  EXPECT_THAT(text.tokens, ElementsAre(id("a"), id("b"), id("."), m_end, id("c"), m_end));
  EXPECT_THAT(text.documents, ElementsAre(0, 4));
}

TEST_F(TokenizedDocuments, countWhatCanBeScored) {
  const SpellingCost spelling(m_tokenizer);
  const TokenizedText text = tokenizeDocuments(m_tokenizer, {"a b xyz", "unseen é"}, &spelling, nullptr);
  EXPECT_EQ(text.words, 3U) << "the first of each document is not predicted";
  EXPECT_EQ(text.unknown, 2U) << "xyz and é; \"unseen\" comes first";
  EXPECT_EQ(text.characters, 6U + 1U + 2U + 1U) << "\" b xyz\", \" é\", and one for each end";
  EXPECT_NEAR(text.spellingNats, spelling.nats("xyz") + spelling.nats("é"), 1e-12);
}

TEST_F(TokenizedDocuments, doNotDependOnThreads) {
  std::vector<std::string> documents;
  for (int i = 0; i < 1000; ++i) documents.push_back(i % 7 == 0 ? "unknown a b" : "c d e f.");
  const SpellingCost spelling(m_tokenizer);
  ThreadPool pool(3);
  const TokenizedText alone = tokenizeDocuments(m_tokenizer, documents, &spelling, nullptr);
  const TokenizedText together = tokenizeDocuments(m_tokenizer, documents, &spelling, &pool);
  EXPECT_EQ(alone.tokens, together.tokens);
  EXPECT_EQ(alone.documents, together.documents);
  EXPECT_EQ(alone.spellingNats, together.spellingNats);
}

TEST_F(TokenizedDocuments, longOnesHavePassagesThatBeginWithSentences) {
  const TokenizedText text = tokenized({"a b c. d e. f g h i.", "j k."});
  EXPECT_THAT(passageStarts(text, 5, sentenceEndTokens(m_tokenizer)), ElementsAre(0, 4, 7, 13));
  EXPECT_THAT(passageStarts(text, 100, sentenceEndTokens(m_tokenizer)), ElementsAre(0, 13));
}

TEST_F(TokenizedDocuments, sentencesLongerThanARowAreCut) {
  const TokenizedText text = tokenized({"a b c d e f g h"});
  EXPECT_THAT(passageStarts(text, 3, sentenceEndTokens(m_tokenizer)), ElementsAre(0, 3, 6));
}

TEST(SpellingCost, costsMoreForRareAndUnseenCharacters) {
  const SpellingCost spelling(testing::letterTokenizer());
  EXPECT_LT(spelling.nats("ab"), spelling.nats("abc"));
  EXPECT_LT(spelling.nats("abc"), spelling.nats("ab猫"));
  // 27 words of one character: end 28, each character 2, one unseen: 28 + 54 + 1 = 83.
  EXPECT_NEAR(spelling.nats("a"), std::log(83.0 / 28) + std::log(83.0 / 2), 1e-12);
}

/// Every source has letters of its own, so a row shows where it comes from.
class Mixture : public TokenizedDocuments {
 protected:
  static constexpr Index kBatch = 4;
  static constexpr Index kLength = 7;

  MixtureBatches batches(std::uint64_t seed = 5) const {
    std::vector<TrainingText> sources;
    sources.push_back({"first", tokenized({"a b.", "c d e.", "a c. b b e d. a a a b. c.", "b."}), 3});
    sources.push_back({"second", tokenized({"x y z.", "y.", "z z z."}), 1});
    return MixtureBatches(std::move(sources), kBatch, kLength, seed, sentenceEndTokens(m_tokenizer));
  }

  static std::vector<TokenId> inputs(const TrainingBatch& batch) { return {batch.inputs.begin(), batch.inputs.end()}; }
  bool isOfSecond(TokenId token) const { return token >= id("x") && token <= id("z"); }
  bool isOfFirst(TokenId token) const { return token >= id("a") && token <= id("e"); }
};

TEST_F(Mixture, isAFunctionOfSeedAndStep) {
  MixtureBatches one = batches(), other = batches(), differentSeed = batches(6);
  std::vector<std::vector<TokenId>> forwards;
  bool differs = false;
  for (std::uint64_t step = 0; step < 30; ++step) {
    forwards.push_back(inputs(one.at(step)));
    differs = differs || forwards.back() != inputs(differentSeed.at(step));
  }
  EXPECT_TRUE(differs);
  for (const std::uint64_t step : {29U, 3U, 17U, 0U}) EXPECT_EQ(inputs(other.at(step)), forwards[step]);
}

TEST_F(Mixture, rowsNeverCrossSourcesAndTargetsAreTheNextTokens) {
  MixtureBatches mixture = batches();
  for (std::uint64_t step = 0; step < 50; ++step) {
    const TrainingBatch batch = mixture.at(step);
    for (Index row = 0; row < kBatch; ++row) {
      const bool second = mixture.rowSources()[row] == 1;
      for (Index i = 0; i < kLength; ++i) {
        const TokenId token = batch.inputs[row * kLength + i];
        EXPECT_FALSE(second ? isOfFirst(token) : isOfSecond(token));
        if (i + 1 < kLength) {
          EXPECT_EQ(batch.targets[row * kLength + i], batch.inputs[row * kLength + i + 1]);
        }
      }
    }
  }
}

TEST_F(Mixture, rowsBeginWhereDocumentsOrSentencesBegin) {
  MixtureBatches mixture = batches();
  const std::set<TokenId> beginnings{id("a"), id("b"), id("c"), id("x"), id("y"), id("z")};
  for (std::uint64_t step = 0; step < 50; ++step) {
    const TrainingBatch batch = mixture.at(step);
    for (Index row = 0; row < kBatch; ++row) {
      EXPECT_TRUE(beginnings.contains(batch.inputs[row * kLength]));
      EXPECT_NE(batch.inputs[row * kLength], id("."));
    }
  }
}

TEST_F(Mixture, afterAnEndADocumentBegins) {
  MixtureBatches mixture = batches();
  const std::set<TokenId> firsts{id("a"), id("b"), id("c"), id("x"), id("y"), id("z")};
  for (std::uint64_t step = 0; step < 50; ++step) {
    const TrainingBatch batch = mixture.at(step);
    for (std::size_t i = 0; i < batch.inputs.size(); ++i) {
      if (batch.inputs[i] == m_end) {
        EXPECT_TRUE(firsts.contains(batch.targets[i]));
      }
    }
  }
}

TEST_F(Mixture, takesSourcesInProportionToTheirWeights) {
  MixtureBatches mixture = batches();
  std::map<std::size_t, int> rows;
  for (std::uint64_t step = 0; step < 1000; ++step) {
    (void)mixture.at(step);
    for (const std::size_t source : mixture.rowSources()) ++rows[source];
  }
  EXPECT_NEAR(rows[0] / 4000.0, 0.75, 0.03);
}

TEST_F(Mixture, anEpochVisitsEveryPassage) {
  std::vector<std::string> documents;
  for (char letter = 'a'; letter <= 'z'; ++letter) documents.push_back(std::string(1, letter) + " . . . . . .");
  std::vector<TrainingText> sources;
  sources.push_back({"letters", tokenized(documents), 1});
  MixtureBatches mixture(std::move(sources), 2, 8, 1, {});
  for (std::uint64_t epoch = 0; epoch < 3; ++epoch) {
    std::set<TokenId> begun;
    for (std::uint64_t step = 13 * epoch; step < 13 * (epoch + 1); ++step) {
      const TrainingBatch batch = mixture.at(step);
      begun.insert(batch.inputs[0]);
      begun.insert(batch.inputs[8]);
    }
    EXPECT_EQ(begun.size(), 26U) << "epoch " << epoch;
  }
}

TEST_F(Mixture, namesASourceWithoutText) {
  std::vector<TrainingText> sources;
  sources.push_back({"nothing here", tokenized({}), 1});
  const auto make = [&] { MixtureBatches(std::move(sources), 2, 8, 1, {}); };
  EXPECT_THAT(testing::errorTextOf(make), ::testing::HasSubstr("nothing here"));
}

}  // namespace
}  // namespace headlight
