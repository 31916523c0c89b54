// A model in which a previous-token head and induction heads were planted by training (plant_heads.cpp, beside this
// file): they must be found and named, and the same model with random weights must have none.

#include <gtest/gtest.h>

#include "figures/attention/head_labels.h"
#include "figures/attention/heads_figure.h"
#include "formats/model_folder.h"
#include "models/trainable_model.h"

namespace headlight {
namespace {

using Label = HeadsFigure::Label;

std::vector<Label> labelsOf(const LanguageModel& model, const Tokenizer& tokenizer) {
  const char* const prompt = "w3 w17 w5 w30 w8 w21 w44 w3 w17 w5 w30 w8 w21 w44";
  Generation run(model, tokenizer, preparePrompt(prompt, tokenizer, model.config().nCtx));
  const FigureRun now{model, run.path(), run.tokens(), run.source()};
  return headLabels(promptMeasures(now, AttentionSide::Own), probeMeasures(model, tokenizer).of(AttentionSide::Own));
}

TEST(PlantedHeads, thePreviousTokenHeadAndTheInductionHeadAreFoundAndNamed) {
  const auto opened = openModel(HEADLIGHT_SOURCE_DIR "/tests/golden/data/planted_heads");
  const std::vector<Label> labels = labelsOf(*opened->model, *opened->tokenizer);
  ASSERT_EQ(labels.size(), 4U);
  const auto count = [&](std::size_t layer, HeadRole role) {
    return (labels[2 * layer].kind == role) + (labels[2 * layer + 1].kind == role);
  };
  EXPECT_GE(count(0, HeadRole::PreviousToken), 1);
  EXPECT_GE(count(1, HeadRole::Induction), 1);
  EXPECT_EQ(count(0, HeadRole::Induction), 0) << "one layer cannot know what stood before a key";
  for (const Label& label : labels) {
    if (label.kind != HeadRole::PreviousToken && label.kind != HeadRole::Induction) continue;
    EXPECT_GT(label.value, 0.4);
    EXPECT_GT(label.onProbes.value(), 0.4);
  }
}

TEST(PlantedHeads, aModelThatLearntNothingHasNone) {
  const auto opened = openModel(HEADLIGHT_SOURCE_DIR "/tests/golden/data/planted_heads");
  const ModelConfig& config = opened->model->config();
  const auto untrained = makeModel(config, initialParameters(config, 3));
  for (const Label& label : labelsOf(*untrained, *opened->tokenizer)) {
    EXPECT_TRUE(label.kind == HeadRole::None || label.kind == HeadRole::Broad);
  }
}

TEST(PlantedHeads, probesAreTheSameEveryTime) {
  const auto opened = openModel(HEADLIGHT_SOURCE_DIR "/tests/golden/data/planted_heads");
  ThreadPool pool(2);
  const ProbeMeasures one = probeMeasures(*opened->model, *opened->tokenizer);
  const ProbeMeasures two = probeMeasures(*opened->model, *opened->tokenizer, &pool);
  for (std::size_t head = 0; head < 4; ++head) {
    for (const HeadRole role : kHeadRoles) {
      const auto& a = one.of(AttentionSide::Own)[head].of(role);
      const auto& b = two.of(AttentionSide::Own)[head].of(role);
      ASSERT_EQ(a.has_value(), b.has_value());
      EXPECT_EQ(a ? a->value : 0, b ? b->value : 0);
    }
  }
  int asked = 0;
  EXPECT_THROW((void)probeMeasures(*opened->model, *opened->tokenizer, nullptr, [&] { return ++asked < 2; }),
               std::exception);
  EXPECT_EQ(asked, 2);
}

}  // namespace
}  // namespace headlight
