
#include <gtest/gtest.h>

#include <numeric>

#include "figures/attention/attention_figure.h"
#include "figures/attention/heads_figure.h"
#include "figures/embedding/prompt_in_space.h"
#include "figures/prediction/prediction_figure.h"
#include "figures/text/token_origins.h"
#include "figures/text/tokens_figure.h"
#include "tensor/error.h"
#include "unit/generate/counting_model.h"

namespace headlight {
namespace {

using testing::CountingModel;

class RunFigures : public ::testing::Test {
 protected:
  RunFigures() : run(model, tokenizer, preparePrompt("The zebra is", tokenizer, 32)) { run.step(); }

  std::string codeOf(int layer, int head) {
    try {
      (void)attentionFigure(present(), {AttentionSide::Own, layer, head}, {});
    } catch (const Error& error) {
      return error.code();
    }
    return "";
  }

  FigureRun present() { return {model, run.path(), run.tokens(), run.source()}; }

  CountingModel model;
  WordLevelTokenizer tokenizer{testing::tinyVocabulary()};
  Generation run;
};

TEST_F(RunFigures, anAttentionFigureHoldsTheHeadsPattern) {
  const AttentionFigure figure = attentionFigure(present(), {AttentionSide::Own, 0, 1}, {"m", "p", {"L0H1"}});
  ASSERT_EQ(figure.weights.rows(), 4);
  ASSERT_EQ(figure.weights.cols(), 4);
  const JoinedActivation pattern = run.activation("blocks.0.attn.hook_pattern");
  for (Index q = 0; q < 4; ++q) {
    for (Index k = 0; k < 4; ++k) {
      EXPECT_EQ(figure.weights(q, k), pattern.values[static_cast<std::size_t>(16 + q * 4 + k)]);
    }
  }
  EXPECT_EQ(figure.badge.kind, Badge::Kind::Exact);
  EXPECT_EQ(figure.queryLabels[1], "zebra") << "the typed word, not [UNK]";
  EXPECT_EQ(figure.source.interventions, std::vector<std::string>{"L0H1"});
}

TEST_F(RunFigures, theMeanIsOverTheHeadsAndSaysSo) {
  const AttentionFigure figure = attentionFigure(present(), {AttentionSide::Own, 0, -1}, {});
  EXPECT_EQ(figure.badge.kind, Badge::Kind::MeanOfHeads);
  EXPECT_EQ(figure.badge.count, 2);
  EXPECT_FLOAT_EQ(figure.weights(3, 0), 1.5F / 4);  // heads of 1/4 and 2/4
  EXPECT_EQ(figure.weights(0, 3), 0.0F);
}

TEST_F(RunFigures, aHeadThatIsNotThereIsNamed) {
  EXPECT_EQ(codeOf(1, 0), "figure.no_such_layer");
  EXPECT_EQ(codeOf(-1, 0), "figure.no_such_layer");
  EXPECT_EQ(codeOf(0, 2), "figure.no_such_head");
  EXPECT_EQ(codeOf(0, -2), "figure.no_such_head");
  EXPECT_EQ(codeOf(0, 1), "");
}

TEST_F(RunFigures, aModelWithoutAttentionIsSaidToHaveNone) {
  const CountingModel recurrent(32, ModelKind::Lstm);
  EXPECT_THROW((void)headsFigure({recurrent, run.path(), run.tokens(), {}}, AttentionSide::Own, {}), Error);
  EXPECT_THROW((void)headsFigure(present(), AttentionSide::Cross, {}), Error);
}

TEST_F(RunFigures, theModelViewHoldsEveryHeadInOrder) {
  const HeadsFigure figure = headsFigure(present(), AttentionSide::Own, {});
  EXPECT_EQ(figure.layers, 1);
  EXPECT_EQ(figure.heads, 2);
  ASSERT_EQ(figure.patterns.size(), 2U);
  for (int head = 0; head < 2; ++head) {
    EXPECT_EQ(figure.patterns[static_cast<std::size_t>(head)],
              attentionFigure(present(), {AttentionSide::Own, 0, head}, {}).weights);
  }
}

TEST_F(RunFigures, theBarsAndTheRestMakeOne) {
  const Distribution d = run.distribution();
  const PredictionFigure figure = predictionFigure(d, tokenizer, d.candidates[0].id, {4, false}, 3, {});
  ASSERT_EQ(figure.bars.size(), 3U);
  EXPECT_TRUE(figure.bars[0].chosen);
  EXPECT_FALSE(figure.bars[1].chosen);
  EXPECT_EQ(figure.position, 4);
  EXPECT_DOUBLE_EQ(figure.entropyBits, d.entropyBits);
  EXPECT_GT(figure.neverDrawnShare, 0);
  EXPECT_EQ(figure.neverDrawnShare, d.neverDrawnShare);
  EXPECT_FALSE(figure.isSampled);
  double sum = figure.restProbability;
  for (const auto& bar : figure.bars) sum += bar.probability;
  EXPECT_NEAR(sum, 1.0, 1e-12);
}

TEST_F(RunFigures, aChosenTokenOutsideTheLikeliestGetsABarOfItsOwn) {
  const Distribution d = run.distribution();
  const PredictionFigure figure = predictionFigure(d, tokenizer, d.candidates[7].id, {4, false}, 3, {});
  ASSERT_EQ(figure.bars.size(), 4U);
  EXPECT_EQ(figure.bars[3].id, d.candidates[7].id);
  EXPECT_TRUE(figure.bars[3].chosen);
  double sum = figure.restProbability;
  for (const auto& bar : figure.bars) sum += bar.probability;
  EXPECT_NEAR(sum, 1.0, 1e-12);
}

TEST_F(RunFigures, chipsSayWhatWasTypedAndWhatWasGenerated) {
  const TokensFigure figure = tokensFigure(run.tokens(), originsOf(run, tokenizer, model.config()), {});
  ASSERT_EQ(figure.chips.size(), 4U);
  EXPECT_EQ(figure.chips[1].text, "[UNK]");
  EXPECT_EQ(figure.chips[1].source, "zebra");
  EXPECT_EQ(figure.chips[2].bytes, "69 73");
  EXPECT_FALSE(figure.chips[2].generated);
  EXPECT_TRUE(figure.chips[3].generated);
}

TEST_F(RunFigures, theEmbeddingFigureMarksThePromptsTokensOnce) {
  PcaResult projection;
  projection.coordinates = Matrix<float>::Random(tokenizer.vocabSize(), 3);
  projection.shares = {0.5, 0.25, 0.125};
  const Prompt prompt = preparePrompt("the cat is the cat", tokenizer, 32);
  const PointSpace space = vocabularySpace({std::shared_ptr<const LanguageModel>(), &model}, tokenizer);
  EXPECT_EQ(pointsOfTokens(space, WordIndex(space.labels), prompt.tokens).size(), 3U);
  const EmbeddingFigure figure = spaceFigure(space, projectedPoints(projection), {});
  EXPECT_EQ(figure.labels.size(), static_cast<std::size_t>(tokenizer.vocabSize()));
  EXPECT_EQ(figure.badge.kind, Badge::Kind::Projected);
  EXPECT_DOUBLE_EQ(figure.badge.share, 0.875);
  EXPECT_DOUBLE_EQ(figure.variance[1], 0.25);
}

}  // namespace
}  // namespace headlight
