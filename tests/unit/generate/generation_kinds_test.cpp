// Runs of the kinds that are no decoder: what a step is there, and that every way to a moment gives the same bits.

#include <gtest/gtest.h>

#include "figures/attention/attention_figure.h"
#include "figures/attention/attention_terms.h"
#include "figures/attention/heads_figure.h"
#include "figures/figure_run.h"
#include "figures/text/token_origins.h"
#include "figures/text/tokens_figure.h"
#include "generate/generation.h"
#include "generate/joined_activation.h"
#include "models/trainable_model.h"
#include "unit/models/kind_models.h"

namespace headlight {
namespace {

using testing::FakeEncoder;
using testing::FakeTranslator;

class EncoderRun : public ::testing::Test {
 protected:
  Generation start(const std::string& text) {
    return Generation(model, tokenizer, preparePrompt(text, tokenizer, model.config().nCtx));
  }
  std::string codeOf(const std::string& text) {
    try {
      (void)start(text);
    } catch (const Error& error) {
      return error.code();
    }
    return "";
  }
  static std::vector<TokenId> ids(const Generation& run) { return testing::idsOf(run.tokens()); }

  FakeEncoder model;
  WordLevelTokenizer tokenizer{testing::tinyVocabulary()};
  TokenId mat = *tokenizer.find("mat"), sofa = *tokenizer.find("sofa"), mask = *tokenizer.find("[MASK]");
};

TEST_F(EncoderRun, thePrefillAsksForTheFirstMask) {
  const Generation run = start("The [MASK] is on the [MASK] .");
  EXPECT_EQ(model.calls, 1);
  EXPECT_EQ(model.lastAsked, 1);
  EXPECT_EQ(run.current()->position, 1);
  EXPECT_EQ(run.masks(), (std::vector<Index>{1, 5}));
  EXPECT_EQ(run.tokens().size(), 7U);
}

TEST_F(EncoderRun, aStepFillsTheMaskAndReadsTheWholeSentenceAnew) {
  Generation run = start("The [MASK] is on the [MASK] .");
  EXPECT_TRUE(run.take(mat));
  EXPECT_EQ(model.lastRead.size(), 7U);
  EXPECT_EQ(model.lastRead[1], mat);
  EXPECT_EQ(model.lastRead[5], mask);
  EXPECT_EQ(model.lastAsked, 5);
  EXPECT_EQ(ids(run), model.lastRead);
  EXPECT_EQ(run.current()->position, 5);
  EXPECT_EQ(run.stopped(), StopReason::None);
  EXPECT_TRUE(run.take(sofa));
  EXPECT_EQ(run.stopped(), StopReason::Steps);
  EXPECT_FALSE(run.step());
  EXPECT_EQ(run.tokens().size(), 7U) << "filling makes a sentence no longer";
}

TEST_F(EncoderRun, backAndJumpTakeTheFillingsAway) {
  Generation run = start("The [MASK] is on the [MASK] .");
  const auto first = run.current()->logits;
  run.take(mat);
  run.take(sofa);
  const int calls = model.calls;
  EXPECT_TRUE(run.back());
  EXPECT_EQ(ids(run)[5], mask);
  run.jump(0);
  EXPECT_EQ(ids(run)[1], mask);
  EXPECT_EQ(run.current()->logits, first);
  run.jump(run.branchLength());
  EXPECT_EQ(ids(run)[5], sofa);
  EXPECT_EQ(model.calls, calls);
}

TEST_F(EncoderRun, aForkPutsAnotherWordIntoAFilledMask) {
  Generation run = start("The [MASK] is on the [MASK] .");
  run.take(mat);
  run.take(sofa);
  EXPECT_TRUE(run.forkAt(1, sofa));
  EXPECT_EQ(ids(run)[1], sofa);
  EXPECT_EQ(ids(run)[5], mask);
  EXPECT_FALSE(run.forkAt(0, sofa)) << "no mask there";
  EXPECT_FALSE(run.forkAt(6, sofa));
  run.back();
  EXPECT_EQ(run.branches(), (std::vector<TokenId>{mat, sofa}));
}

TEST_F(EncoderRun, theActivationsOfAMomentAreThoseOfItsOneCall) {
  Generation run = start("The [MASK] is on the [MASK] .");
  const auto before = run.activation("blocks.0.attn.hook_pattern");
  EXPECT_EQ(before.extents, (std::vector<Index>{2, 7, 7}));
  run.take(mat);
  const auto after = run.activation("blocks.0.attn.hook_pattern");
  EXPECT_EQ(after.extents, before.extents);
  EXPECT_NE(after.values, before.values);
  run.dropCaches();
  EXPECT_EQ(run.activation("blocks.0.attn.hook_pattern").values, after.values);
  run.back();
  EXPECT_EQ(run.activation("blocks.0.attn.hook_pattern").values, before.values);
}

TEST_F(EncoderRun, aSentenceWithoutAMaskIsReadAndOnlyItsPredictionIsRefused) {
  Generation run = start("The cat is on the mat .");
  ASSERT_TRUE(run.whyNoPrediction());
  EXPECT_EQ(run.whyNoPrediction()->code, "encoder.no_mask");
  EXPECT_EQ(run.activation("blocks.0.attn.hook_pattern").extents, (std::vector<Index>{2, 7, 7}));
  EXPECT_EQ(run.tokens().size(), 7U);
  EXPECT_EQ(run.stopped(), StopReason::Steps);
  EXPECT_FALSE(run.step());
  EXPECT_FALSE(run.take(mat));
  try {
    (void)run.distribution();
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "encoder.no_mask");
  }
  // the same numbers as a sentence of the same words in which a mask was filled
  Generation filled = start("The cat is on the [MASK] .");
  filled.take(mat);
  EXPECT_EQ(run.activation("hook_full_embed").values, filled.activation("hook_full_embed").values);
}

TEST_F(EncoderRun, withoutAHeadNothingIsPredicted) {
  ModelConfig config;
  config.kind = ModelKind::Encoder;
  config.nLayers = config.nHeads = 2;
  config.dModel = 8;
  config.dMlp = config.nCtx = 16;
  config.dVocab = tokenizer.vocabSize();
  config.hasHead = false;
  const auto headless = makeModel(config, initialParameters(config, 3));
  EXPECT_EQ(headless->parameters().layout().find("cls.predictions.bias"), nullptr);
  EXPECT_EQ(headless->hooks().find("unembed.hook_out"), nullptr);
  Generation run(*headless, tokenizer, preparePrompt("The [MASK] is on the mat .", tokenizer, config.nCtx));
  ASSERT_TRUE(run.whyNoPrediction());
  EXPECT_EQ(run.whyNoPrediction()->code, "encoder.no_head");
  EXPECT_EQ(run.stopped(), StopReason::Steps);
  EXPECT_EQ(run.activation("blocks.0.hook_resid_post").extents.front(), 7);
  EXPECT_THROW((void)run.nextChoice(), Error);
}

TEST_F(EncoderRun, whatIsMissingIsSaid) {
  EXPECT_EQ(codeOf("The cat is on the mat ."), "");
  EXPECT_EQ(codeOf("The cat is on the [MASK] ."), "");
  EXPECT_EQ(codeOf(""), "prompt.empty");
}

TEST_F(EncoderRun, chipsSayWhichMasksAreOpenAndWhichAreFilled) {
  Generation run = start("The [MASK] is on the [MASK] .");
  run.take(mat);
  const TokensFigure figure = tokensFigure(run.tokens(), originsOf(run, tokenizer, model.config()), {});
  EXPECT_TRUE(figure.chips[1].generated);
  EXPECT_FALSE(figure.chips[1].mask);
  EXPECT_FALSE(figure.chips[5].generated);
  EXPECT_TRUE(figure.chips[5].mask);
  EXPECT_FALSE(figure.chips[0].generated);
}

TEST_F(EncoderRun, attentionIsNotCausal) {
  Generation run = start("The [MASK] is");
  const FigureRun present{model, run.path(), run.tokens(), run.source()};
  EXPECT_FALSE(attentionFigure(present, {AttentionSide::Own, 0, 0}, {}).causal);
  EXPECT_FALSE(headsFigure(present, AttentionSide::Own, {}).causal);
}

/// [CLS] and [SEP] around every text, as BERT's tokenizer puts them.
class FramingTokenizer : public WordLevelTokenizer {
 public:
  using WordLevelTokenizer::WordLevelTokenizer;
  [[nodiscard]] std::vector<Token> encode(std::string_view text) const override {
    std::vector<Token> tokens = WordLevelTokenizer::encode(text);
    Token frame;
    frame.id = *find("[CLS]");
    tokens.insert(tokens.begin(), frame);
    frame.id = *find("[SEP]");
    frame.begin = frame.end = text.size();
    tokens.push_back(frame);
    return tokens;
  }
};

TEST(FramedPrompt, keepsItsFrameWhenItIsCut) {
  const FramingTokenizer tokenizer{testing::tinyVocabulary()};
  const Prompt prompt = preparePrompt("mat mat mat the cat is on the [MASK] .", tokenizer, 6);
  EXPECT_EQ(prompt.dropped, 6);
  EXPECT_EQ(testing::idsOf(prompt.tokens),
            (std::vector<TokenId>{*tokenizer.find("[CLS]"), *tokenizer.find("on"), *tokenizer.find("the"),
                                  *tokenizer.find("[MASK]"), *tokenizer.find("."), *tokenizer.find("[SEP]")}));
  EXPECT_THROW((void)preparePrompt("  ", tokenizer, 6), Error) << "a frame alone is no prompt";
}

class TranslatorRun : public ::testing::Test {
 protected:
  Generation start(std::size_t budget = std::size_t{1} << 20) {
    return Generation(model, tokenizer, preparePrompt("The cat is on the mat", tokenizer, 12), nullptr, {}, {}, budget);
  }

  FakeTranslator model;
  WordLevelTokenizer tokenizer{testing::tinyVocabulary()};
};

TEST_F(TranslatorRun, thePromptIsTheSourceAndStepsAreTheTarget) {
  Generation run = start();
  EXPECT_EQ(run.source().size(), 6U);
  EXPECT_EQ(testing::idsOf(run.tokens()), std::vector<TokenId>{1}) << "the start token";
  EXPECT_EQ(run.current()->position, 1);
  const TokenId next = run.nextChoice();
  EXPECT_TRUE(run.step());
  EXPECT_EQ(testing::idsOf(run.tokens()), (std::vector<TokenId>{1, next}));
  EXPECT_EQ(run.current()->position, 2);
}

TEST_F(TranslatorRun, paddingIsNeverDrawnAndTheEndTokenIs) {
  Generation run = start();
  EXPECT_FALSE(run.distribution().find(1)->isDrawn);
  EXPECT_TRUE(run.distribution().find(4)->isDrawn) << "though [SEP] is not elsewhere";
  EXPECT_FALSE(run.distribution().find(2)->isDrawn);
}

TEST_F(TranslatorRun, theEndTokenEndsTheTargetAndAFullContextStopsIt) {
  Generation run = start();
  run.take(7);
  run.take(4);
  EXPECT_EQ(run.stopped(), StopReason::EndOfText);
  EXPECT_FALSE(run.step());
  run.back();
  while (run.take(8)) {
  }
  EXPECT_EQ(run.stopped(), StopReason::Context);
  EXPECT_EQ(run.tokens().size(), 12U);
}

TEST_F(TranslatorRun, everyWayToAMomentGivesTheSameBits) {
  Generation run = start();
  for (TokenId id : {7, 8, 9, 10}) run.take(id);
  const auto logits = run.current()->logits;
  const auto cross = run.activation("decoder.0.cross_attn.hook_pattern");
  run.jump(2);
  run.take(11);
  run.jump(0);
  EXPECT_EQ(run.tokens().size(), 1U);
  run.dropCaches();
  for (TokenId id : {7, 8, 9, 10}) run.take(id);
  EXPECT_EQ(run.current()->logits, logits);
  EXPECT_EQ(run.activation("decoder.0.cross_attn.hook_pattern").values, cross.values);
  Generation fresh = start(0);
  for (TokenId id : {7, 8, 9, 10}) fresh.take(id);
  EXPECT_EQ(fresh.current()->logits, logits);
  EXPECT_EQ(fresh.activation("decoder.0.cross_attn.hook_pattern").values, cross.values);
}

TEST_F(TranslatorRun, theSourcesValuesAreThePrefillsAndTheTargetsGrow) {
  Generation run = start();
  const auto source = run.activation("encoder.0.attn.hook_pattern");
  run.take(7);
  run.take(8);
  EXPECT_EQ(source.extents, (std::vector<Index>{2, 6, 6}));
  EXPECT_EQ(run.activation("encoder.0.attn.hook_pattern").values, source.values);
  EXPECT_EQ(run.activation("encoder.hook_embed").extents, (std::vector<Index>{6, 1}));
  EXPECT_EQ(run.activation("decoder.hook_embed").extents, (std::vector<Index>{3, 1}));
  EXPECT_EQ(run.activation("decoder.0.attn.hook_pattern").extents, (std::vector<Index>{2, 3, 3}));
  EXPECT_EQ(run.activation("decoder.0.cross_attn.hook_k").extents, (std::vector<Index>{6, 2, 1}));
  EXPECT_EQ(run.activation("decoder.0.cross_attn.hook_pattern").extents, (std::vector<Index>{2, 3, 6}));
  for (const HookPoint& point : model.hooks().points()) EXPECT_NO_THROW((void)run.activation(point.name)) << point.name;
}

TEST_F(TranslatorRun, aForkGoesIntoTheTargetAlone) {
  Generation run = start();
  for (TokenId id : {7, 8, 9}) run.take(id);
  EXPECT_FALSE(run.forkAt(0, 7)) << "the start token stays";
  EXPECT_TRUE(run.forkAt(2, 12));
  EXPECT_EQ(testing::idsOf(run.tokens()), (std::vector<TokenId>{1, 7, 12}));
}

TEST_F(TranslatorRun, thereAreThreeAttentionsWithTheirOwnQueriesAndKeys) {
  Generation run = start();
  run.take(7);
  const FigureRun present{model, run.path(), run.tokens(), run.source()};
  const auto shape = [&](AttentionSide side) {
    const AttentionFigure figure = attentionFigure(present, {side, 0, 1}, {});
    EXPECT_EQ(static_cast<std::size_t>(figure.weights.rows()), figure.queryLabels.size());
    EXPECT_EQ(static_cast<std::size_t>(figure.weights.cols()), figure.keyLabels.size());
    return std::tuple(figure.weights.rows(), figure.weights.cols(), figure.causal);
  };
  EXPECT_EQ(shape(AttentionSide::Encoder), std::tuple(6, 6, false));
  EXPECT_EQ(shape(AttentionSide::Decoder), std::tuple(2, 2, true));
  EXPECT_EQ(shape(AttentionSide::Cross), std::tuple(2, 6, false));
  EXPECT_THROW((void)attentionFigure(present, {AttentionSide::Own, 0, 0}, {}), Error);
}

TEST_F(TranslatorRun, chipsAreTheSourceAndThenTheTarget) {
  Generation run = start();
  run.take(7);
  const TokensFigure figure = tokensFigure(run.tokens(), originsOf(run, tokenizer, model.config()), {});
  ASSERT_EQ(figure.chips.size(), 8U);
  EXPECT_TRUE(figure.chips[5].ofSource);
  EXPECT_FALSE(figure.chips[6].ofSource);
  EXPECT_FALSE(figure.chips[6].generated) << "the start token is given";
  EXPECT_TRUE(figure.chips[7].generated);
}

}  // namespace
}  // namespace headlight
