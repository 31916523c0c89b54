#include "train/evaluation/evaluation.h"

#include <gtest/gtest.h>

#include <cmath>

#include "unit/train/train_fakes.h"

namespace headlight {
namespace {

class EvaluationOfBigrams : public ::testing::Test {
 protected:
  WordLevelTokenizer m_tokenizer = testing::letterTokenizer();
  testing::BigramModel m_model{m_tokenizer.vocabSize(), 4};

  void SetUp() override {
    MatrixMap<float> table = m_model.weights().matrix("table");
    for (Index i = 0; i < table.size(); ++i) table.data()[i] = static_cast<float>(std::sin(static_cast<double>(i)));
  }

  double nats(TokenId input, TokenId target) const {
    const ConstMatrixMap<float> table = m_model.parameters().matrix("table");
    return std::log(table.row(input).cast<double>().array().exp().sum()) - table(input, target);
  }
};

TEST_F(EvaluationOfBigrams, scoresEveryTokenButTheFirstOfADocumentOnce) {
  const TokenizedText text =
      tokenizeDocuments(m_tokenizer, {"a b c d e f g h i", "x", "y z", "a b c d e"}, nullptr, nullptr);
  double expected = 0;
  std::uint64_t tokens = 0;
  for (std::size_t i = 0; i + 1 < text.tokens.size(); ++i) {
    if (text.tokens[i] == *m_tokenizer.special().endOfText) continue;
    expected += nats(text.tokens[i], text.tokens[i + 1]);
    ++tokens;
  }
  for (const Index rows : {1, 2, 16}) {
    const EvaluationResult result = Evaluation(m_model, text, {.rows = rows}).run(m_model, nullptr);
    EXPECT_EQ(result.tokens, tokens);
    EXPECT_NEAR(result.tokenNats, expected, 1e-9);
    EXPECT_NEAR(result.perplexity(), std::exp(expected / static_cast<double>(tokens)), 1e-9);
  }
}

TEST_F(EvaluationOfBigrams, addsTheSpellingOfUnknownWords) {
  const SpellingCost spelling(m_tokenizer);
  const TokenizedText text = tokenizeDocuments(m_tokenizer, {"a unknown b"}, &spelling, nullptr);
  const EvaluationResult result = Evaluation(m_model, text).run(m_model, nullptr);
  EXPECT_NEAR(result.loss() - result.lossOfTokens(), spelling.nats("unknown") / 3, 1e-12);
  EXPECT_DOUBLE_EQ(result.unknownShare(), 0.5);
  const double bits = (result.tokenNats + spelling.nats("unknown")) / std::log(2.0);
  EXPECT_NEAR(result.bitsPerCharacter(), bits / 11, 1e-12) << "\" unknown b\" and the end";
}

TEST_F(EvaluationOfBigrams, canBeStopped) {
  const TokenizedText text = tokenizeDocuments(m_tokenizer, {"a b", "c d"}, nullptr, nullptr);
  Evaluation evaluation(m_model, text, {.rows = 1});
  const auto run = [&] { (void)evaluation.run(m_model, nullptr, [](double) { return false; }); };
  EXPECT_EQ(testing::errorCodeOf(run), "cancelled");
}

TEST_F(EvaluationOfBigrams, ofNothingHasNoTokens) {
  const TokenizedText text = tokenizeDocuments(m_tokenizer, {}, nullptr, nullptr);
  EXPECT_EQ(Evaluation(m_model, text).run(m_model, nullptr).tokens, 0U);
}

}  // namespace
}  // namespace headlight
