// What an evaluation asks of the kinds of models beside the decoder.

#include <gmock/gmock.h>

#include "train/evaluation/evaluation.h"
#include "unit/train/train_fakes.h"

namespace headlight {
namespace {

using ::testing::ElementsAre;

/// Remembers what it was asked; its loss is the bigram model's.
class AskedModel : public testing::BigramModel {
 public:
  AskedModel(ModelKind kind, Index vocabulary, Index context) : BigramModel(vocabulary, context) {
    m_own = BigramModel::config();
    m_own.kind = kind;
    m_own.startToken = m_own.padToken = 1;
    m_own.endToken = 5;
  }
  const ModelConfig& config() const override { return m_own; }

  double lossAndGradients(const TrainingBatch& batch, TrainingWorkspace& workspace, const Dropout& dropout,
                          ThreadPool* pool, Parameters* gradients) const override {
    EXPECT_EQ(gradients, nullptr);
    EXPECT_EQ(dropout.rate, 0);
    EXPECT_EQ(dropout.labelSmoothing, 0);
    asked.push_back({{batch.inputs.begin(), batch.inputs.end()},
                     {batch.targets.begin(), batch.targets.end()},
                     {batch.lengths.begin(), batch.lengths.end()},
                     {batch.resets.begin(), batch.resets.end()},
                     batch.length});
    return BigramModel::lossAndGradients(batch, workspace, dropout, pool, gradients);
  }

  struct Asked {
    std::vector<TokenId> inputs, targets;
    std::vector<Index> lengths;
    std::vector<std::uint8_t> resets;
    Index length = 0;
  };
  mutable std::vector<Asked> asked;

 private:
  ModelConfig m_own;
};

class EvaluationOfKinds : public ::testing::Test {
 protected:
  WordLevelTokenizer m_tokenizer = testing::letterTokenizer();
  TokenizedText tokenized(const std::vector<std::string>& documents) const {
    return tokenizeDocuments(m_tokenizer, documents, nullptr, nullptr);
  }
  EvaluationSettings settings(Index window = 0) const {
    EvaluationSettings settings;
    settings.window = window;
    settings.special = m_tokenizer.special();
    return settings;
  }
};

TEST_F(EvaluationOfKinds, recurrentNetsBeginEveryWindowAnew) {
  const AskedModel model(ModelKind::Lstm, m_tokenizer.vocabSize(), 8);
  const TokenizedText text = tokenized({"a b c d e f g", "h i"});
  (void)Evaluation(model, text, settings(4)).run(model, nullptr);
  ASSERT_EQ(model.asked.size(), 1U);
  EXPECT_EQ(model.asked[0].length, 4);
  EXPECT_THAT(model.asked[0].resets, ElementsAre(1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0));
}

TEST_F(EvaluationOfKinds, aShorterWindowStillAsksForEveryToken) {
  const AskedModel model(ModelKind::Decoder, m_tokenizer.vocabSize(), 8);
  const TokenizedText text = tokenized({"a b c d e f g", "h i"});
  EXPECT_EQ(Evaluation(model, text, settings(3)).run(model, nullptr).tokens, 9U);
  EXPECT_EQ(model.asked[0].length, 3);
  EXPECT_TRUE(model.asked[0].resets.empty());
  EXPECT_EQ(Evaluation(model, text, settings(100)).run(model, nullptr).tokens, 9U) << "no window beyond the context";
  EXPECT_EQ(model.asked[1].length, 7);
}

TEST_F(EvaluationOfKinds, encodersAreAskedForMaskedWordsInTheirFrame) {
  const AskedModel model(ModelKind::Encoder, m_tokenizer.vocabSize(), 12);
  const TokenizedText text = tokenized({"a b c d e f g h i j k l m n.", "o unknown p."});
  const EvaluationResult result = Evaluation(model, text, settings()).run(model, nullptr);
  const SpecialTokens& special = m_tokenizer.special();
  std::uint64_t targets = 0;
  for (const AskedModel::Asked& asked : model.asked) {
    for (std::size_t b = 0; b < asked.lengths.size(); ++b) {
      const std::size_t begin = b * static_cast<std::size_t>(asked.length);
      EXPECT_EQ(asked.inputs[begin], *special.classification);
      EXPECT_EQ(asked.inputs[begin + static_cast<std::size_t>(asked.lengths[b]) - 1], *special.separator);
    }
    for (std::size_t i = 0; i < asked.inputs.size(); ++i) {
      EXPECT_EQ(asked.targets[i] >= 0, asked.inputs[i] == *special.mask) << "always [MASK], no 80/10/10";
      targets += asked.targets[i] >= 0 ? 1 : 0;
    }
  }
  EXPECT_EQ(result.tokens, targets);
  EXPECT_EQ(result.tokens, 2U + 1U + 1U) << "windows of 10, 5 and 4 tokens, 10, 5 and 3 of them ordinary";
  EXPECT_EQ(result.words, 19U);
  EXPECT_EQ(result.unknown, 1U);
  EXPECT_EQ(result.characters, 0U);
  EXPECT_DOUBLE_EQ(result.loss(), result.lossOfTokens());
}

TEST_F(EvaluationOfKinds, masksAreTheSameEveryTimeAndForEveryNumberOfRows) {
  const AskedModel model(ModelKind::Encoder, m_tokenizer.vocabSize(), 12);
  const TokenizedText text = tokenized({"a b c d e f g h i j k l m n.", "o p.", "q r s t u v w x y z."});
  const auto loss = [&](Index rows) {
    EvaluationSettings some = settings();
    some.rows = rows;
    return Evaluation(model, text, some).run(model, nullptr).loss();
  };
  EXPECT_NEAR(loss(1), loss(16), 1e-12);
  EXPECT_EQ(loss(2), loss(2));
}

TEST_F(EvaluationOfKinds, translationsAreScoredByTheirTargetsAndEnds) {
  const AskedModel model(ModelKind::EncoderDecoder, m_tokenizer.vocabSize(), 8);
  const TokenizedPairs pairs = tokenizePairs(m_tokenizer, {{"a b", "c d e"}, {"f g h", "i"}}, 8, 5, nullptr);
  const EvaluationResult result = Evaluation(model, pairs, settings()).run(model, nullptr);
  EXPECT_EQ(result.tokens, 4U + 2U);
  EXPECT_EQ(result.characters, 5U + 1U + 1U + 1U);
  EXPECT_THAT(model.asked[0].lengths, ElementsAre(4, 2));
}

TEST_F(EvaluationOfKinds, textAndPairsBelongToTheirKinds) {
  const TokenizedText text = tokenized({"a b"});
  const TokenizedPairs pairs = tokenizePairs(m_tokenizer, {{"a", "b"}}, 8, 5, nullptr);
  const AskedModel translator(ModelKind::EncoderDecoder, m_tokenizer.vocabSize(), 8);
  const AskedModel decoder(ModelKind::Decoder, m_tokenizer.vocabSize(), 8);
  const AskedModel encoder(ModelKind::Encoder, m_tokenizer.vocabSize(), 8);
  EXPECT_EQ(testing::errorCodeOf([&] { (void)Evaluation(translator, text); }), "eval.needs_pairs");
  EXPECT_EQ(testing::errorCodeOf([&] { (void)Evaluation(decoder, pairs); }), "eval.needs_text");
  EXPECT_EQ(testing::errorCodeOf([&] { (void)Evaluation(encoder, text); }), "train.no_mask_token");
}

TEST_F(EvaluationOfKinds, nothingIsNoTokens) {
  const AskedModel model(ModelKind::Encoder, m_tokenizer.vocabSize(), 8);
  EXPECT_EQ(Evaluation(model, tokenized({}), settings()).run(model, nullptr).tokens, 0U);
}

}  // namespace
}  // namespace headlight
