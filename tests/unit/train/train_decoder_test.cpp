// The trainer with a real, tiny decoder.

#include <gtest/gtest.h>

#include "train/trainer.h"
#include "unit/train/train_fakes.h"

namespace headlight {
namespace {

ModelConfig tinyConfig(Index vocabulary) {
  ModelConfig config;
  config.nLayers = 2;
  config.nHeads = 2;
  config.dModel = 16;
  config.dMlp = 32;
  config.nCtx = 12;
  config.dVocab = vocabulary;
  return config;
}

/// "a" decides the letter four places later: no bigram can tell.
const std::vector<std::string> kSentences = {"a c d e f.", "b c d e g.", "h i j."};

struct DecoderTraining {
  WordLevelTokenizer tokenizer = testing::letterTokenizer();
  std::unique_ptr<TrainableModel> model;
  TrainingSettings settings;
  testing::MemorySink sink;
  std::stop_source stop;
  std::uint64_t stopAfter = 0;
  ThreadPool* pool = nullptr;

  DecoderTraining() {
    settings.batch = 8;
    settings.length = 12;
    settings.steps = 200;
    settings.optimizer.learningRate = 0.01;
    settings.warmupSteps = 10;
    settings.validateEvery = 0;
    settings.checkpointEvery = 0;
    settings.logEvery = 10;
    const ModelConfig config = tinyConfig(tokenizer.vocabSize());
    model = makeModel(config, initialParameters(config, 1));
  }

  TrainingOutcome run(const TrainingState* resumed = nullptr) {
    const TokenizedText text = tokenizeDocuments(tokenizer, kSentences, nullptr, nullptr);
    std::vector<TrainingText> sources;
    sources.push_back({"letters", text, 1});
    Trainer trainer(*model, settings,
                    std::make_unique<MixtureBatches>(std::move(sources), settings.batch, settings.length, settings.seed,
                                                     sentenceEndTokens(tokenizer)),
                    {{"letters", text}}, pool);
    if (resumed != nullptr) trainer.resume(*resumed);
    const auto note = [this](const TrainingProgress& progress) {
      if (progress.step == stopAfter) stop.request_stop();
    };
    return trainer.run(note, &sink, stop.get_token());
  }
};

TEST(DecoderTraining, overfitsATinyText) {
  DecoderTraining training;
  const TrainingOutcome outcome = training.run();
  EXPECT_LT(outcome.validation.front().result.loss(), 0.1) << "nats a token; every token but the first is determined";
}

TEST(DecoderTraining, withDropoutResumesToTheSameBitsOnAnyNumberOfThreads) {
  DecoderTraining whole;
  whole.settings.dropout = 0.1;
  whole.settings.steps = 30;
  whole.run();

  DecoderTraining first, second;
  ThreadPool two(2), three(3);
  first.settings = second.settings = whole.settings;
  first.pool = &two;
  second.pool = &three;
  first.stopAfter = 10;
  EXPECT_FALSE(first.run().finished);
  second.run(&first.sink.last);
  EXPECT_EQ(testing::blockOf(second.model->parameters()), testing::blockOf(whole.model->parameters()));
}

TEST(DecoderTraining, ofTheSameSeedHasTheSameBits) {
  DecoderTraining one, two, other;
  one.settings.steps = two.settings.steps = other.settings.steps = 5;
  other.settings.seed = 2;
  one.run();
  two.run();
  other.run();
  EXPECT_EQ(testing::blockOf(one.model->parameters()), testing::blockOf(two.model->parameters()));
  EXPECT_NE(testing::blockOf(one.model->parameters()), testing::blockOf(other.model->parameters()));
}

}  // namespace
}  // namespace headlight
