// What heads do for the predicted word, against plain runs with the same head switched off, and the head that a first
// look begins with.

#include "experiments/head_losses.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <functional>

#include "analysis/text/content_words.h"
#include "figures/attention/attention_figure.h"
#include "formats/model_folder.h"
#include "generate/generation.h"
#include "tensor/error.h"
#include "unit/cli/kind_folders.h"

namespace headlight {
namespace {

using testing::tinyConfigOf;
using testing::tinyVocabulary;

/// A run of a tiny model with large weights, so that heads matter.
struct TinyRun {
  TinyRun(ModelKind kind, std::string text)
      : tokenizer(tinyVocabulary()), model(makeModel(tinyConfigOf(kind), weights(kind))), prompt(std::move(text)) {
    generation = run({});
  }
  static Parameters weights(ModelKind kind) {
    Parameters parameters = initialParameters(tinyConfigOf(kind), 7);
    for (float& weight : parameters.block()) weight *= 3;
    return parameters;
  }
  std::unique_ptr<Generation> run(std::vector<Intervention> changes) const {
    return std::make_unique<Generation>(*model, tokenizer, preparePrompt(prompt, tokenizer, model->config().nCtx),
                                        nullptr, std::move(changes));
  }
  FigureRun figureRun() const { return {*model, generation->path(), generation->tokens(), generation->source()}; }
  PredictionPlace place() const { return placeOf(*generation->current(), model->config()); }
  HeadLosses losses() const { return headLosses(figureRun(), place(), generation->distribution().likeliest().id); }

  WordLevelTokenizer tokenizer;
  std::unique_ptr<TrainableModel> model;
  std::string prompt;
  std::unique_ptr<Generation> generation;
};

double weightOf(const FigureRun& run, const HeadPlace& place, Index row, Index key) {
  return static_cast<double>(
      attentionFigure(run, {AttentionSide::Own, place.layer, place.head}, FigureSource{}).weights(row, key));
}

/// The content word that a head's row looks at most.
double largestContentWeight(const TinyRun& run, const HeadPlace& place, Index row) {
  const std::vector<Token> tokens = run.generation->tokens();
  const std::vector<bool> isContent = contentWords(tokens);
  const bool looksBothWays = run.model->config().role() == Role::Fills;
  double largest = 0;
  for (Index key = 0; key < static_cast<Index>(tokens.size()); ++key) {
    if (key == row || (key > row && !looksBothWays) || !isContent[static_cast<std::size_t>(key)]) continue;
    largest = std::max(largest, weightOf(run.figureRun(), place, row, key));
  }
  return largest;
}

/// Every head takes `share`, but those that are named.
HeadLosses lossesOf(const TinyRun& run, double share, const std::vector<HeadLoss>& but) {
  HeadLosses losses = run.losses();
  for (HeadLoss& loss : losses.heads) {
    loss.share = share;
    for (const HeadLoss& other : but) {
      if (other.place == loss.place) loss.share = other.share;
    }
  }
  return losses;
}

TEST(HeadLosses, AreWhatARunWithoutTheHeadLoses) {
  for (const auto& [kind, prompt] :
       {std::pair{ModelKind::Decoder, "The cat is on the"}, {ModelKind::Encoder, "The cat [MASK] on the mat"}}) {
    const TinyRun run(kind, prompt);
    const HeadLosses losses = run.losses();
    const ModelConfig& config = run.model->config();
    EXPECT_EQ(losses.token, run.generation->distribution().likeliest().id);
    EXPECT_NEAR(losses.probability, run.generation->distribution().likeliest().probability, 1e-6);
    ASSERT_EQ(static_cast<Index>(losses.heads.size()), config.nLayers * config.nHeads);
    for (const HeadLoss& loss : losses.heads) {
      const std::string name = "L" + std::to_string(loss.place.layer) + "H" + std::to_string(loss.place.head);
      const auto without = run.run({parseAblation(name, run.model->hooks())});
      const double left = without->distribution().find(losses.token)->probability;
      EXPECT_NEAR(loss.share, 1 - left / losses.probability, 1e-5) << name;
    }
  }
}

TEST(HeadLosses, AreOfModelsWithOneAttentionAndCanBeCancelled) {
  EXPECT_TRUE(TinyRun(ModelKind::Lstm, "The cat is").losses().heads.empty());
  EXPECT_TRUE(TinyRun(ModelKind::EncoderDecoder, "The cat is").losses().heads.empty());
  const TinyRun run(ModelKind::Decoder, "The cat is on the");
  try {
    (void)headLosses(run.figureRun(), run.place(), 7, nullptr, [] { return false; });
    FAIL() << "not cancelled";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "cancelled");
  }
}

TEST(StartHead, LooksAtAContentWordAmongTheHeadsThatMatter) {
  for (const auto& [kind, prompt] :
       {std::pair{ModelKind::Decoder, "The cat is on the"}, {ModelKind::Encoder, "The cat [MASK] on the mat"}}) {
    const TinyRun run(kind, prompt);
    const std::vector<HeadLoss> strong{{{0, 0}, 0.95}, {{0, 1}, 0.3}, {{1, 1}, 0.2}};
    const HeadLosses losses = lossesOf(run, 0.1, strong);
    const auto head = startHead(losses, run.figureRun());
    ASSERT_TRUE(head);
    double largest = 0;
    HeadPlace expected;
    for (const HeadLoss& loss : strong) {
      const double weight = largestContentWeight(run, loss.place, losses.row);
      if (weight > largest) expected = loss.place;
      largest = std::max(largest, weight);
    }
    EXPECT_EQ(head->place, expected);
    EXPECT_DOUBLE_EQ(head->weight, largest);
    EXPECT_DOUBLE_EQ(weightOf(run.figureRun(), head->place, losses.row, head->key), largest);
    ASSERT_EQ(head->others.size(), 2U);  // the other two that take a fifth, the greatest first
    EXPECT_GT(head->others[0].share, head->others[1].share);
  }
}

TEST(StartHead, IsTheGreatestLossWhereNoHeadTakesAFifth) {
  const TinyRun run(ModelKind::Decoder, "The cat is on the");
  const auto head = startHead(lossesOf(run, 0.05, {{{1, 0}, 0.15}}), run.figureRun());
  ASSERT_TRUE(head);
  EXPECT_EQ(head->place, (HeadPlace{1, 0}));
  EXPECT_TRUE(head->others.empty());
  EXPECT_FALSE(startHead(lossesOf(run, -0.1, {}), run.figureRun()));
  const TinyRun noContent(ModelKind::Decoder, "The is on the");
  const auto most = startHead(lossesOf(noContent, 0.25, {{{0, 1}, 0.9}}), noContent.figureRun());
  ASSERT_TRUE(most);
  EXPECT_EQ(most->place, (HeadPlace{0, 1}));
  EXPECT_EQ(most->key, -1);
}

TEST(StartHead, OfClassroomEnIsTheOneThatLooksAtTheSubject) {
  const auto opened = openModel((std::filesystem::path(HEADLIGHT_SOURCE_DIR) / "sample_models/classroom-en").string());
  Generation generation(*opened->model, *opened->tokenizer,
                        preparePrompt("The cat is on the", *opened->tokenizer, opened->model->config().nCtx));
  const FigureRun run{*opened->model, generation.path(), generation.tokens(), {}};
  const HeadLosses losses = headLosses(run, placeOf(*generation.current(), opened->model->config()),
                                       generation.distribution().likeliest().id);
  EXPECT_EQ(opened->tokenizer->piece(losses.token), "mat");
  const auto head = startHead(losses, run);
  ASSERT_TRUE(head);
  EXPECT_EQ(head->place, (HeadPlace{3, 3}));
  EXPECT_EQ(head->key, 1);
  EXPECT_NEAR(head->weight, 0.970, 0.001);
  EXPECT_NEAR(head->share, 0.727, 0.001);
  // Every head that takes a fifth is named: the first takes everything, and its row looks at "on".
  EXPECT_EQ(head->others.size(), 4U);
  EXPECT_TRUE(std::ranges::is_sorted(head->others, std::ranges::greater{}, &HeadLoss::share));
  for (const HeadLoss& known : {HeadLoss{{0, 0}, 1.0}, HeadLoss{{1, 0}, 0.562}, HeadLoss{{3, 2}, 0.237}}) {
    const auto other = std::ranges::find(head->others, known.place, &HeadLoss::place);
    ASSERT_NE(other, head->others.end());
    EXPECT_NEAR(other->share, known.share, 0.001);
  }
}

}  // namespace
}  // namespace headlight
