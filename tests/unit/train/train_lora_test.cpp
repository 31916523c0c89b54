// Fine-tuning: what is frozen keeps its bits, adapters have the right gradients and merge into the weights.

#include "train/lora.h"

#include <gmock/gmock.h>

#include <Eigen/SVD>
#include <cmath>

#include "tensor/random.h"
#include "unit/train/train_fakes.h"

namespace headlight {
namespace {

ModelConfig tinyConfig() {
  ModelConfig config;
  config.nLayers = 2;
  config.nHeads = 2;
  config.dModel = 16;
  config.dMlp = 32;
  config.nCtx = 8;
  config.dVocab = 33;
  return config;
}

std::unique_ptr<TrainableModel> tinyModel() {
  return makeModel(tinyConfig(), initialParameters(tinyConfig(), 3));
}

LoraSettings onAttention() {
  return {4, 8, {"h.*.attn.c_attn.weight"}};
}

std::vector<float> valuesOf(const Parameters& parameters, const std::string& name) {
  const ConstMatrixMap<float> matrix = parameters.matrix(name);
  return {matrix.data(), matrix.data() + matrix.size()};
}

struct TuningRun {
  WordLevelTokenizer tokenizer = testing::letterTokenizer();
  std::unique_ptr<TrainableModel> model = tinyModel();
  TrainingSettings settings;
  FineTuning tuning;
  testing::MemorySink sink;
  TrainingOutcome outcome;

  TuningRun() {
    settings.batch = 4;
    settings.length = 8;
    settings.steps = 12;
    settings.warmupSteps = 1;
    settings.optimizer.learningRate = 0.01;
    settings.validateEvery = 0;
    settings.checkpointEvery = 5;
    tuning.base = "base";
  }

  void run(const TrainingState* resumed = nullptr) {
    std::vector<TrainingText> sources;
    sources.push_back({"letters", tokenizeDocuments(tokenizer, {"a b c d.", "b c."}, nullptr, nullptr), 1});
    Trainer trainer(*model, settings,
                    std::make_unique<MixtureBatches>(std::move(sources), settings.batch, settings.length, 1,
                                                     std::vector<TokenId>{}),
                    {}, nullptr, tuning);
    if (resumed != nullptr) trainer.resume(*resumed);
    outcome = trainer.run({}, &sink, {});
  }
};

TEST(FineTuning, frozenParametersKeepTheirBits) {
  const std::unique_ptr<TrainableModel> base = tinyModel();
  TuningRun tuning;
  tuning.tuning.frozen = {"wte.*", "h.0.*"};
  tuning.run();
  Index moved = 0;
  for (const ParameterInfo& info : base->parameters().layout().all()) {
    const bool frozen = info.name.rfind("wte", 0) == 0 || info.name.rfind("h.0.", 0) == 0;
    const bool same = valuesOf(tuning.model->parameters(), info.name) == valuesOf(base->parameters(), info.name);
    EXPECT_EQ(same, frozen) << info.name;
    if (!frozen) moved += info.size();
  }
  EXPECT_EQ(tuning.outcome.moved, moved);
}

TEST(FineTuning, aGlobThatMatchesNothingIsNamed) {
  TuningRun tuning;
  tuning.tuning.frozen = {"wte.*", "layer.7"};
  EXPECT_THAT(testing::errorTextOf([&] { tuning.run(); }), ::testing::HasSubstr("layer.7"));
}

TEST(Lora, beginsWithTheBasesOwnNumbersAndMovesOnlyItsMatrices) {
  const std::unique_ptr<TrainableModel> base = tinyModel();
  TuningRun tuning;
  tuning.tuning.lora = onAttention();
  {
    LoraWeights lora(*tuning.model, tuning.tuning.lora, 1);
    lora.update(nullptr);
    EXPECT_EQ(testing::blockOf(tuning.model->parameters()), testing::blockOf(base->parameters()));
  }
  tuning.run();
  for (const ParameterInfo& info : base->parameters().layout().all()) {
    const bool same = valuesOf(tuning.model->parameters(), info.name) == valuesOf(base->parameters(), info.name);
    EXPECT_EQ(same, info.name.find("attn.c_attn.weight") == std::string::npos) << info.name;
  }
  EXPECT_EQ(tuning.outcome.moved, 2 * 4 * (16 + 48)) << "two layers, rank 4, [16, 48]";
}

TEST(Lora, changesAMatrixByItsRankAlone) {
  const std::unique_ptr<TrainableModel> base = tinyModel();
  TuningRun tuning;
  tuning.tuning.lora = {2, 2, {"h.1.mlp.c_fc.weight"}};
  tuning.run();
  const Eigen::MatrixXf change =
      tuning.model->parameters().matrix("h.1.mlp.c_fc.weight") - base->parameters().matrix("h.1.mlp.c_fc.weight");
  const Eigen::VectorXf singular = Eigen::JacobiSVD<Eigen::MatrixXf>(change).singularValues();
  EXPECT_GT(singular[0], 1e-3F);
  EXPECT_LT(singular[2], 1e-5F * singular[0]) << "rank 2";
}

/// Loss of the model on fixed tokens, whose weights are those of the adapters.
double lossOf(TrainableModel& model, LoraWeights& lora, Parameters* gradients) {
  const std::vector<TokenId> inputs = {1, 7, 9, 12, 30, 2, 4, 8}, targets = {7, 9, 12, 30, 2, 4, 8, 3};
  const TrainingBatch batch{1, 8, inputs, targets};
  lora.update(nullptr);
  return model.lossAndGradients(batch, *model.newWorkspace(1, 8), Dropout{}, nullptr, gradients);
}

TEST(Lora, gradientsAgreeWithCentralDifferences) {
  const std::unique_ptr<TrainableModel> model = tinyModel();
  for (float& value : model->weights().block()) value *= 4;  // so that differences stand out of float32's rounding
  LoraWeights lora(*model, onAttention(), 5);
  Random random(11);
  for (float& value : lora.moved().block()) value = static_cast<float>(0.1 * random.normal());
  Parameters ofWeights(model->weights().layout());
  (void)lossOf(*model, lora, &ofWeights);
  const std::vector<float> gradients = testing::blockOf(lora.gradients(ofWeights, nullptr));
  const double largest = *std::max_element(gradients.begin(), gradients.end());
  const std::span<float> block = lora.moved().block();
  for (std::size_t i = 0; i < block.size(); i += 37) {
    const float value = block[i];
    constexpr float kStep = 4e-3F;
    block[i] = value + kStep;
    const double above = lossOf(*model, lora, nullptr);
    block[i] = value - kStep;
    const double below = lossOf(*model, lora, nullptr);
    block[i] = value;
    EXPECT_NEAR(gradients[i], (above - below) / (2.0 * kStep), 2e-3 * largest) << i;
  }
}

TEST(Lora, resumesToTheSameBits) {
  TuningRun whole;
  whole.tuning.lora = onAttention();
  whole.run();
  EXPECT_EQ(whole.sink.last.moved.size(), whole.sink.last.firstMoment.size());
  TuningRun second;
  second.tuning = whole.tuning;
  second.run(&whole.sink.last);
  EXPECT_EQ(testing::blockOf(second.model->parameters()), testing::blockOf(whole.model->parameters()));
}

TEST(Lora, standsBesideMatricesOnly) {
  TuningRun tuning;
  tuning.tuning.lora = {2, 2, {"h.0.ln_1.weight"}};
  EXPECT_EQ(testing::errorCodeOf([&] { tuning.run(); }), "train.lora_needs_matrix");
}

}  // namespace
}  // namespace headlight
