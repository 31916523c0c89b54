// Whether the speed lesson measures what it says: the right calls, medians, nothing beyond a context but with a copy
// that computes the same.

#include "experiments/speed_experiment.h"

#include <gtest/gtest.h>

#include <cmath>

#include "models/trainable_model.h"
#include "tensor/error.h"
#include "unit/generate/counting_model.h"

namespace headlight {
namespace {

using testing::CountingModel;
using testing::tinyVocabulary;

std::unique_ptr<TrainableModel> smallModel(ModelKind kind, Index nCtx) {
  ModelConfig config;
  config.kind = kind;
  config.nLayers = 1;
  config.dModel = 32;
  config.nCtx = nCtx;
  config.dVocab = static_cast<Index>(tinyVocabulary().size());
  if (config.isRecurrent()) {
    config.dHidden = 32;
  } else {
    config.nHeads = 2;
    config.dMlp = 64;
  }
  return makeModel(config, initialParameters(config, 3));
}

class SpeedExperimentTest : public ::testing::Test {
 protected:
  SpeedExperimentTest() : m_tokenizer(tinyVocabulary()) {
    m_settings.lengths = {4, 8, 24};
    m_settings.repetitions = 3;
  }
  WordLevelTokenizer m_tokenizer;
  SpeedSettings m_settings;
};

TEST_F(SpeedExperimentTest, runsEveryTokenAloneAndEveryPromptInOneCall) {
  const CountingModel model(32);
  m_settings.stretches = false;
  SpeedExperiment experiment(m_settings, {{"one", &model, &m_tokenizer}});
  EXPECT_EQ(experiment.steps(), 3);
  while (!experiment.isDone()) experiment.step();
  EXPECT_EQ(model.calls, 3 * (24 + 3));
  EXPECT_EQ(model.tokensRun, 3 * (24 + 4 + 8 + 24));
  const SpeedFigure& figure = experiment.figure();
  EXPECT_EQ(figure.repetitions, 3);
  for (std::size_t at = 0; at < 3; ++at) {
    EXPECT_GT(figure.models[0].step[at], 0);
    EXPECT_GT(figure.models[0].prompt[at], 0);
  }
  EXPECT_GT(figure.models[0].oneByOne[2], figure.models[0].oneByOne[0]);
}

TEST_F(SpeedExperimentTest, nothingIsMeasuredBeyondAContextUnlessStretched) {
  const auto decoder = smallModel(ModelKind::Decoder, 16);
  const auto recurrent = smallModel(ModelKind::Rnn, 16);
  for (const bool stretches : {false, true}) {
    m_settings.stretches = stretches;
    SpeedExperiment experiment(m_settings,
                               {{"decoder", decoder.get(), &m_tokenizer}, {"rnn", recurrent.get(), &m_tokenizer}});
    while (!experiment.isDone()) experiment.step();
    const SpeedFigure& figure = experiment.figure();
    EXPECT_FALSE(std::isnan(figure.models[0].step[1]));
    EXPECT_EQ(std::isnan(figure.models[0].step[2]), !stretches);
    EXPECT_EQ(figure.models[0].isStretched, stretches);
    EXPECT_TRUE(std::isnan(figure.models[1].step[2])) << "a recurrent net has no table to repeat";
  }
}

TEST_F(SpeedExperimentTest, aPromptInOneCallIsMeasuredWithMoreThreadsToo) {
  const auto decoder = smallModel(ModelKind::Decoder, 32);
  for (const int threads : {1, 3}) {
    m_settings.moreThreads = threads;
    SpeedExperiment experiment(m_settings, {{"decoder", decoder.get(), &m_tokenizer}});
    while (!experiment.isDone()) experiment.step();
    const SpeedFigure& figure = experiment.figure();
    EXPECT_EQ(figure.threads, 1);
    EXPECT_EQ(figure.moreThreads, threads > 1 ? threads : 0) << "one thread is measured anyway";
    for (std::size_t at = 0; at < 3; ++at)
      EXPECT_EQ(figure.models[0].promptMoreThreads[at] > 0, threads > 1) << figure.models[0].promptMoreThreads[at];
  }
}

TEST_F(SpeedExperimentTest, multiplicationsAreThoseOfTheMatrices) {
  const auto vocabulary = static_cast<Index>(tinyVocabulary().size());
  const SpeedFigure::Multiplications decoder = multiplicationsOf(*smallModel(ModelKind::Decoder, 16));
  EXPECT_EQ(decoder.layers, 32 * 96 + 32 * 32 + 2 * 32 * 64) << "queries, keys and values, output, MLP";
  EXPECT_EQ(decoder.attention, 2 * 32) << "a query with a key, a weight with a value, in all heads";
  EXPECT_EQ(decoder.scores, vocabulary * 32);
  const SpeedFigure::Multiplications lstm = multiplicationsOf(*smallModel(ModelKind::Lstm, 16));
  EXPECT_EQ(lstm.layers, 2 * 32 * 4 * 32) << "input and state, four gates";
  EXPECT_EQ(lstm.attention, 0);
  EXPECT_EQ(lstm.scores, vocabulary * 32);
}

TEST_F(SpeedExperimentTest, aStretchedModelIsTheSameInItsOwnContext) {
  const auto model = smallModel(ModelKind::Decoder, 16);
  const auto longer = stretchedModel(*model, 40);
  ASSERT_NE(longer, nullptr);
  EXPECT_EQ(longer->config().nCtx, 40);
  const auto logitsOf = [](const LanguageModel& asked, Index tokens) {
    std::vector<TokenId> ids;
    for (Index i = 0; i < tokens; ++i) ids.push_back(static_cast<TokenId>(6 + i % 8));
    std::vector<float> logits(static_cast<std::size_t>(asked.config().dVocab));
    const auto state = asked.newState();
    asked.prefill(ids, *state, {}, logits);
    return logits;
  };
  EXPECT_EQ(logitsOf(*model, 16), logitsOf(*longer, 16));
  EXPECT_NO_THROW((void)logitsOf(*longer, 40));
  EXPECT_EQ(stretchedModel(*smallModel(ModelKind::Gru, 16), 40), nullptr);
}

TEST_F(SpeedExperimentTest, whatWasBegunBeforeACancelDoesNotCount) {
  const CountingModel model(32);
  std::stop_source stop;
  SpeedExperiment experiment(m_settings, {{"one", &model, &m_tokenizer}}, nullptr, stop.get_token());
  experiment.step();
  const int calls = model.calls;
  stop.request_stop();
  experiment.step();
  EXPECT_EQ(model.calls, calls);
  EXPECT_EQ(experiment.figure().repetitions, 1);
}

TEST_F(SpeedExperimentTest, refusesModelsThatDoNotGoOnWithAText) {
  const CountingModel encoder(32, ModelKind::Encoder);
  EXPECT_THROW(SpeedExperiment(m_settings, {{"encoder", &encoder, &m_tokenizer}}), Error);
}

}  // namespace
}  // namespace headlight
