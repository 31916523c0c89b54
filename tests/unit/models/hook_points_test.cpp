// What is declared as a hook point, what a run offers, what the reference computes and what the page for users says
// are the same points, for every family and every option of the decoder.

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>

#include "support/decoder_variants.h"
#include "support/hook_coverage.h"
#include "support/transformer_models.h"
#include "unit/models/recurrent/recurrent_support.h"

namespace headlight::test {
namespace {

using headlight::testing::recurrentConfig;

constexpr Index kVocabulary = 23;

std::unique_ptr<TrainableModel> lively(const ModelConfig& config) {
  return livelyModel(config, 0.15);
}

ModelConfig smallDecoder() {
  return {.nLayers = 2, .nHeads = 2, .dModel = 12, .dMlp = 20, .nCtx = 11, .dVocab = kVocabulary};
}

TEST(HookPoints, OfEveryDecoderAreOfferedAndReferred) {
  for (const bool tied : {false, true}) {
    ModelConfig base = smallDecoder();
    base.tiedHead = tied;
    for (const DecoderVariant& variant : decoderOptionPairs(base)) {
      SCOPED_TRACE(variant.name + (tied ? ", tied" : ", untied"));
      expectEveryPoint(*lively(variant.config), randomTokens(5, kVocabulary));
    }
  }
}

TEST(HookPoints, OfADecoderThatDividesScoresByTheLayerAreOfferedAndReferred) {
  for (const Activation activation : {Activation::GeluNew, Activation::QuickGelu, Activation::Tanh}) {
    ModelConfig config = smallDecoder();
    config.scaledByLayer = true;
    config.activation = activation;
    expectEveryPoint(*lively(config), randomTokens(5, kVocabulary));
  }
}

TEST(HookPoints, OfAnEncoderWithoutItsHeadAreOfferedAndReferred) {
  ModelConfig config = smallEncoder(true);
  config.hasHead = false;
  expectEveryPoint(*lively(config), randomTokens(5, kVocabulary));
}

TEST(HookPoints, OfEveryEncoderAndEncoderDecoderAreOfferedAndReferred) {
  for (const bool tied : {false, true}) expectEveryPoint(*lively(smallEncoder(tied)), randomTokens(5, kVocabulary));
  for (const bool scaled : {false, true}) {
    ModelConfig config = smallEncoderDecoder();
    config.scaledEmbedding = scaled;
    expectEveryPoint(*lively(config), randomTokens(5, kVocabulary));
  }
}

TEST(HookPoints, OfEveryRecurrentNetAreOfferedAndReferred) {
  for (const ModelKind kind : {ModelKind::Rnn, ModelKind::Lstm, ModelKind::Gru}) {
    const ModelConfig config = recurrentConfig(kind);
    expectEveryPoint(*lively(config), randomTokens(5, config.dVocab));
  }
}

TEST(HookPoints, OfTheSourceAreOfferedByThePrefillAlone) {
  const auto model = lively(smallEncoderDecoder());
  const auto state = model->newState();
  std::vector<float> logits(static_cast<std::size_t>(kVocabulary));
  PointRecorder prefill, step;
  RunOptions options;
  options.observer = &prefill;
  model->prefill(randomTokens(5, kVocabulary), *state, options, logits);
  options.observer = &step;
  model->forward(randomTokens(1, kVocabulary), *state, options, logits);
  std::vector<std::string> target;
  for (const HookPoint& point : model->hooks().points()) {
    if (!point.onSource) target.push_back(point.name);
  }
  EXPECT_EQ(prefill.names(), namesOfPoints(model->hooks()));
  EXPECT_EQ(step.names(), target);
}

/// "`name` [axis, axis]" of each row of the tables of one section of the page.
std::map<std::string, std::vector<std::string>> pageBySection() {
  std::ifstream page(HEADLIGHT_SOURCE_DIR "/docs/reference/hook_points.md");
  std::map<std::string, std::vector<std::string>> sections;
  std::string section;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("##")) section = line;
    if (!line.starts_with("| `")) continue;
    const std::size_t shape = line.find(" | [");
    sections[section].push_back(line.substr(2, shape - 2) + " " +
                                line.substr(shape + 3, line.find(']', shape) - shape - 2));
  }
  return sections;
}

/// The same of a model with one layer a stack.
std::vector<std::string> declared(ModelConfig config) {
  config.nLayers = config.nDecoderLayers = 1;
  std::vector<std::string> rows;
  const auto model = makeModel(config, initialParameters(config, 1));
  for (const HookPoint& point : model->hooks().points()) {
    std::string row = "`" + point.name + "` [";
    const std::size_t layer = row.find(".0.");
    if (layer != std::string::npos) row.replace(layer, 3, ".{i}.");
    for (std::size_t axis = 0; axis < point.axes.size(); ++axis) {
      row += (axis > 0 ? ", " : "") + std::string(axisName(point.axes[axis]));
    }
    rows.push_back(row + "]");
  }
  return rows;
}

TEST(HookPoints, StandOnThePageForUsersInTheOrderOfTheRun) {
  const auto page = pageBySection();
  const std::map<std::string, std::vector<std::string>> expected = {
      {"## Decoder (GPT-2)", declared(smallDecoder())},
      {"## Encoder (BERT)", declared(smallEncoder())},
      {"## Encoder-decoder (\"Attention Is All You Need\", Marian layout)", declared(smallEncoderDecoder())},
      {"### rnn", declared(recurrentConfig(ModelKind::Rnn))},
      {"### lstm", declared(recurrentConfig(ModelKind::Lstm))},
      {"### gru", declared(recurrentConfig(ModelKind::Gru))}};
  ASSERT_EQ(page.size(), expected.size());
  for (const auto& [section, rows] : expected) {
    ASSERT_TRUE(page.contains(section)) << section;
    EXPECT_EQ(page.at(section), rows) << section;
  }
}

}  // namespace
}  // namespace headlight::test
