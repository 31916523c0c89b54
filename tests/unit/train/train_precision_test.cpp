#include "train/evaluation/coarse_evaluation.h"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>

#include "unit/train/train_fakes.h"

namespace headlight {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

TEST(BFloat16, keepsSevenBitsOfFractionTiesToEven) {
  const auto of = [](float value) { return rounded(value, Precision::BFloat16); };
  EXPECT_EQ(of(1.0F), 1.0F);
  EXPECT_EQ(of(1.0F + 0x1p-7F), 1.0F + 0x1p-7F);
  EXPECT_EQ(of(1.0F + 0x1p-8F), 1.0F) << "a tie goes to the even neighbour";
  EXPECT_EQ(of(1.0F + 3 * 0x1p-8F), 1.0F + 0x1p-6F) << "and here up";
  EXPECT_EQ(of(1.0F + 0x1.2p-8F), 1.0F + 0x1p-7F);
  EXPECT_EQ(of(-3.14159274F), -3.140625F);
  EXPECT_EQ(of(kInfinity), kInfinity);
  EXPECT_EQ(of(std::numeric_limits<float>::max()), kInfinity);
  EXPECT_TRUE(std::isnan(of(std::numeric_limits<float>::quiet_NaN())));
  EXPECT_EQ(of(1e-30F), 0x1.44p-100F) << "the range of float32";
}

TEST(Float16, keepsTenBitsOfFractionAndASmallRange) {
  const auto of = [](float value) { return rounded(value, Precision::Float16); };
  EXPECT_EQ(of(1.0F + 0x1p-10F), 1.0F + 0x1p-10F);
  EXPECT_EQ(of(1.0F + 0x1p-11F), 1.0F);
  EXPECT_EQ(of(1.0F + 3 * 0x1p-11F), 1.0F + 0x1p-9F);
  EXPECT_EQ(of(65504.0F), 65504.0F);
  EXPECT_EQ(of(65519.0F), 65504.0F);
  EXPECT_EQ(of(65520.0F), kInfinity);
  EXPECT_EQ(of(-1e6F), -kInfinity);
  EXPECT_EQ(of(0x1p-24F), 0x1p-24F) << "the smallest";
  EXPECT_EQ(of(0x1p-25F), 0.0F);
  EXPECT_EQ(of(0x1.8p-25F), 0x1p-24F);
  EXPECT_EQ(of(5 * 0x1p-25F), 0x1p-23F) << "a tie between 2 and 3 of the smallest";
  EXPECT_EQ(of(0x1.ffap-15F), 0x1.ff8p-15F) << "below the smallest normal number, nine bits are left";
  EXPECT_TRUE(std::signbit(of(-1e-30F)));
}

TEST(RoundedParameters, areACopyOnTheGridOfTheType) {
  testing::BigramModel model(20);
  MatrixMap<float> table = model.weights().matrix("table");
  for (Index i = 0; i < table.size(); ++i) table.data()[i] = std::sin(static_cast<float>(i));
  for (const Precision precision : {Precision::BFloat16, Precision::Float16}) {
    const Parameters coarse = roundedParameters(model.parameters(), precision);
    EXPECT_NE(testing::blockOf(coarse), testing::blockOf(model.parameters()));
    for (const float value : coarse.block()) EXPECT_EQ(value, rounded(value, precision));
  }
}

TEST(RoundingInterventions, roundEveryPointOfARun) {
  ModelConfig config;
  config.nLayers = 1;
  config.nHeads = 2;
  config.dModel = 8;
  config.dMlp = 16;
  config.nCtx = 4;
  config.dVocab = 11;
  const auto model = makeModel(config, initialParameters(config, 1));
  const auto logitsWith = [&](Precision precision) {
    const std::vector<Intervention> rounding = roundingInterventions(model->hooks(), precision);
    std::vector<float> logits(11);
    const std::vector<TokenId> tokens = {1, 5, 3};
    const auto state = model->newState();
    model->forward(tokens, *state, {nullptr, rounding, nullptr}, logits);
    return logits;
  };
  const std::vector<float> exact = logitsWith(Precision::Float32), coarse = logitsWith(Precision::BFloat16);
  EXPECT_NE(exact, coarse);
  for (const float value : coarse) EXPECT_EQ(value, rounded(value, Precision::BFloat16));
  for (std::size_t i = 0; i < exact.size(); ++i) EXPECT_NEAR(exact[i], coarse[i], 0.02F);
}

TEST(CoarseEvaluation, withNumbersAsTheyAreIsTheUsualOne) {
  for (const ModelKind kind : {ModelKind::Decoder, ModelKind::Gru}) {
    const WordLevelTokenizer tokenizer = testing::letterTokenizer();
    ModelConfig config;
    config.kind = kind;
    config.nLayers = 1;
    config.nHeads = 2;
    config.dModel = config.dHidden = 8;
    config.dMlp = 16;
    config.nCtx = 5;
    config.dVocab = tokenizer.vocabSize();
    const auto model = makeModel(config, initialParameters(config, 1));
    const SpellingCost spelling(tokenizer);
    const TokenizedText text =
        tokenizeDocuments(tokenizer, {"a b c d e f g h.", "i unknown k.", "l"}, &spelling, nullptr);
    const EvaluationResult usual = Evaluation(*model, text).run(*model, nullptr);
    const EvaluationResult exact = evaluateCoarsely(*model, text, {}, Precision::Float32, nullptr);
    EXPECT_EQ(exact.tokens, usual.tokens);
    EXPECT_NEAR(exact.loss(), usual.loss(), 1e-5);
    const EvaluationResult coarse = evaluateCoarsely(*model, text, {}, Precision::BFloat16, nullptr);
    EXPECT_NE(coarse.loss(), exact.loss());
    EXPECT_NEAR(coarse.loss(), exact.loss(), 0.02);
  }
}

/// The bigram model of the trainer's tests, trained with coarse numbers.
struct CoarseRun {
  WordLevelTokenizer tokenizer = testing::letterTokenizer();
  testing::BigramModel model{tokenizer.vocabSize()};
  TrainingSettings settings;
  testing::MemorySink sink;
  double loss = 0;

  CoarseRun(Precision precision, bool masters) {
    settings.batch = 4;
    settings.length = 6;
    settings.steps = 400;
    settings.warmupSteps = 1;
    settings.optimizer.learningRate = 0.004;
    settings.optimizer.weightDecay = 0;
    settings.validateEvery = 0;
    settings.checkpointEvery = 150;
    settings.precision = precision;
    settings.masterWeights = masters;
  }

  void run(const TrainingState* resumed = nullptr) {
    std::vector<TrainingText> sources;
    sources.push_back({"letters", tokenizeDocuments(tokenizer, {"a b c.", "d e."}, nullptr, nullptr), 1});
    Trainer trainer(model, settings,
                    std::make_unique<MixtureBatches>(std::move(sources), settings.batch, settings.length, 1,
                                                     std::vector<TokenId>{}),
                    {}, nullptr);
    if (resumed != nullptr) trainer.resume(*resumed);
    loss = trainer.run({}, &sink, {}).loss;
  }
};

TEST(CoarseTraining, leavesWeightsOnTheGridAndNeedsMasters) {
  CoarseRun exact(Precision::Float32, true), masters(Precision::BFloat16, true), alone(Precision::BFloat16, false);
  for (CoarseRun* run : {&exact, &masters, &alone}) run->run();
  for (const CoarseRun* run : {&masters, &alone})
    for (const float value : run->model.parameters().block()) EXPECT_EQ(value, rounded(value, Precision::BFloat16));
  EXPECT_NEAR(masters.loss, exact.loss, 0.02 * exact.loss);
  EXPECT_GT(alone.loss, 1.03 * exact.loss) << "steps of 0.004 are lost beside weights of 1 and more";
}

TEST(CoarseTraining, resumesToTheSameBits) {
  for (const bool masters : {true, false}) {
    CoarseRun whole(Precision::Float16, masters), second(Precision::Float16, masters);
    whole.run();
    EXPECT_EQ(whole.sink.last.moved.empty(), !masters);
    second.run(&whole.sink.last);
    EXPECT_EQ(testing::blockOf(second.model.parameters()), testing::blockOf(whole.model.parameters()));
  }
}

}  // namespace
}  // namespace headlight
