#include "train/trainer.h"

#include <gmock/gmock.h>

#include <limits>

#include "unit/train/train_fakes.h"

namespace headlight {
namespace {

TrainingSettings quickSettings() {
  TrainingSettings settings;
  settings.batch = 4;
  settings.length = 6;
  settings.steps = 60;
  settings.optimizer.learningRate = 0.1;
  settings.warmupSteps = 5;
  settings.dropout = 0.25;
  settings.seed = 9;
  settings.logEvery = 7;
  settings.validateEvery = 20;
  settings.checkpointEvery = 25;
  return settings;
}

/// A training on a text of three sentences with everything it needs.
struct Training {
  WordLevelTokenizer tokenizer = testing::letterTokenizer();
  testing::BigramModel model{tokenizer.vocabSize()};
  TrainingSettings settings = quickSettings();
  testing::MemorySink sink;
  std::vector<TrainingProgress> reports;
  std::vector<double> validationLosses;
  std::stop_source stop;
  std::uint64_t stopAfter = 0;  ///< asks for a stop when this step is reported

  TrainingOutcome run(const TrainingState* resumed = nullptr, ThreadPool* pool = nullptr) {
    const auto text = [this] { return tokenizeDocuments(tokenizer, {"a b c.", "d e.", "a d."}, nullptr, nullptr); };
    std::vector<TrainingText> sources;
    sources.push_back({"letters", text(), 1});
    auto batches = std::make_unique<MixtureBatches>(std::move(sources), settings.batch, settings.length, settings.seed,
                                                    sentenceEndTokens(tokenizer));
    Trainer trainer(model, settings, std::move(batches), {{"letters", text()}}, pool);
    trainer.setIdentity("fingerprint", "tokenizer");
    if (resumed != nullptr) trainer.resume(*resumed);
    return trainer.run([this](const TrainingProgress& progress) { note(progress); }, &sink, stop.get_token());
  }

  void note(const TrainingProgress& progress) {
    reports.push_back(progress);
    if (progress.validation != nullptr) validationLosses.push_back(progress.validation->front().result.loss());
    if (progress.step == stopAfter) stop.request_stop();
  }
};

TEST(Trainer, learns) {
  Training training;
  const TrainingOutcome outcome = training.run();
  EXPECT_TRUE(outcome.finished);
  EXPECT_EQ(outcome.step, 60U);
  EXPECT_GT(training.reports.front().loss, 3);
  EXPECT_LT(training.reports.back().loss, 1);
  ASSERT_EQ(outcome.validation.size(), 1U);
  EXPECT_LT(outcome.validation.front().result.loss(), 1);
  EXPECT_EQ(outcome.validation.front().name, "letters");
}

TEST(Trainer, reportsAndValidatesAndSavesWhenDue) {
  Training training;
  training.run();
  std::vector<std::uint64_t> steps;
  for (const TrainingProgress& report : training.reports) steps.push_back(report.step);
  EXPECT_THAT(steps, ::testing::ElementsAre(1, 7, 14, 20, 21, 28, 35, 40, 42, 49, 56, 60));
  EXPECT_EQ(training.validationLosses.size(), 3U) << "after 20, 40 and 60";
  EXPECT_EQ(training.sink.saved, 2) << "after 25 and 50";
  EXPECT_EQ(training.sink.last.step, 50U);
  EXPECT_EQ(training.sink.last.fingerprint, "fingerprint");
  EXPECT_DOUBLE_EQ(training.reports.front().learningRate, 0.02);
  EXPECT_NEAR(training.reports.back().learningRate, 0.01, 1e-12);
}

TEST(Trainer, resumedTrainingHasTheBitsOfAnUninterruptedOne) {
  Training whole;
  whole.run();
  for (const std::uint64_t interruptedAfter : {1U, 20U, 42U}) {
    Training first;
    first.stopAfter = interruptedAfter;
    const TrainingOutcome interrupted = first.run();
    EXPECT_FALSE(interrupted.finished);
    EXPECT_EQ(first.sink.last.step, interruptedAfter) << "stopping saves this very step";

    Training second;
    ThreadPool pool(2);
    const TrainingOutcome outcome = second.run(&first.sink.last, &pool);
    EXPECT_TRUE(outcome.finished);
    EXPECT_EQ(testing::blockOf(second.model.parameters()), testing::blockOf(whole.model.parameters()));
    EXPECT_EQ(outcome.loss, whole.reports.back().loss);
    EXPECT_EQ(second.validationLosses.back(), whole.validationLosses.back());
  }
}

TEST(Trainer, resumesFromACheckpointBetweenReports) {
  Training whole;
  whole.run();
  Training second;
  second.run(&whole.sink.last);  // step 50, one step after a report
  EXPECT_EQ(testing::blockOf(second.model.parameters()), testing::blockOf(whole.model.parameters()));
  EXPECT_EQ(second.reports.front().step, 56U);
  EXPECT_EQ(second.reports.front().loss, whole.reports[10].loss) << "the mean since step 49";
}

TEST(Trainer, aStopBeforeTheFirstStepSavesTheBeginning) {
  Training training;
  training.stop.request_stop();
  EXPECT_FALSE(training.run().finished);
  EXPECT_EQ(training.sink.last.step, 0U);
  EXPECT_TRUE(training.reports.empty());
}

TEST(Trainer, resumedAfterTheLastStepItOnlyMeasures) {
  Training whole;
  whole.settings.checkpointEvery = 0;
  whole.run();
  TrainingState last;
  last.config = whole.model.config();
  last.step = 60;
  last.weights = testing::blockOf(whole.model.parameters());
  last.firstMoment = last.secondMoment = std::vector<float>(last.weights.size());
  Training second;
  const TrainingOutcome outcome = second.run(&last);
  EXPECT_TRUE(outcome.finished);
  EXPECT_EQ(outcome.validation.front().result.loss(), whole.validationLosses.back());
}

TEST(Trainer, stopsWithAnErrorWhenTheLossIsNoNumber) {
  Training training;
  training.model.poison = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(testing::errorCodeOf([&] { training.run(); }), "train.diverged");
  EXPECT_EQ(training.sink.saved, 0) << "the last good checkpoint is kept";
}

TEST(Trainer, refusesAStateOfAnotherLayout) {
  Training training;
  TrainingState state;
  state.weights.resize(3);
  EXPECT_EQ(testing::errorCodeOf([&] { training.run(&state); }), "internal.failure");
}

TEST(Trainer, dropoutIsOnInStepsAndOffInValidation) {
  Training training;
  training.settings.steps = 19;
  training.run();
  EXPECT_EQ(training.model.lastDropout.rate, 0) << "the last call was a validation";
  Training interrupted;
  interrupted.stopAfter = 7;
  interrupted.run();
  EXPECT_EQ(interrupted.model.lastDropout.rate, 0.25F);
  EXPECT_EQ(interrupted.model.lastDropout.seed, 9U);
  EXPECT_EQ(interrupted.model.lastDropout.step, 6U);
}

TEST(Trainer, addsBatchesUpToOneStep) {
  Training large, small;
  for (Training* training : {&large, &small}) {
    training->settings.dropout = 0;
    training->settings.steps = 20;
  }
  small.settings.batch = large.settings.batch / 2;
  small.settings.accumulate = 2;
  large.run();
  small.run();
  EXPECT_THAT(testing::blockOf(small.model.parameters()),
              ::testing::Pointwise(::testing::FloatNear(1e-5F), testing::blockOf(large.model.parameters())));
  EXPECT_NEAR(small.reports.back().loss, large.reports.back().loss, 1e-6);
  EXPECT_EQ(small.reports.size(), large.reports.size()) << "steps count optimizer steps";
}

/// A rate so high that the loss soon rises.
void makeWild(Training& training) {
  training.settings.optimizer.learningRate = 3;
  training.settings.schedule = ScheduleKind::Constant;
  training.settings.validateEvery = 2;
  training.settings.steps = 60;
}

TEST(Trainer, endsEarlyWhenPatienceIsOver) {
  Training training;
  makeWild(training);
  training.settings.patience = 3;
  const TrainingOutcome outcome = training.run();
  EXPECT_TRUE(outcome.finished);
  EXPECT_TRUE(outcome.endedEarly);
  ASSERT_LT(outcome.step, 60U);
  const auto best = std::min_element(training.validationLosses.begin(), training.validationLosses.end());
  EXPECT_EQ(std::distance(best, training.validationLosses.end()), 4) << "three more after the best";
  EXPECT_EQ(outcome.validation.front().result.loss(), training.validationLosses.back());
}

TEST(Trainer, keepsTheBestWeights) {
  Training training;
  makeWild(training);
  training.settings.patience = 3;
  training.settings.keepBest = true;
  const TrainingOutcome outcome = training.run();
  const double best = *std::min_element(training.validationLosses.begin(), training.validationLosses.end());
  EXPECT_LT(outcome.weightsOfStep, outcome.step);
  EXPECT_EQ(outcome.validation.front().result.loss(), best) << "measured with the weights that are kept";
}

TEST(Trainer, resumedKeepsTheBestWeightsAndItsPatience) {
  Training whole;
  makeWild(whole);
  whole.settings.patience = 6;
  whole.settings.keepBest = true;
  const TrainingOutcome wholeOutcome = whole.run();
  for (const std::uint64_t after : {4U, 8U, 12U}) {
    Training first, second;
    first.settings = second.settings = whole.settings;
    first.stopAfter = after;
    EXPECT_FALSE(first.run().finished);
    const TrainingOutcome outcome = second.run(&first.sink.last);
    EXPECT_EQ(outcome.step, wholeOutcome.step);
    EXPECT_EQ(outcome.weightsOfStep, wholeOutcome.weightsOfStep);
    EXPECT_EQ(testing::blockOf(second.model.parameters()), testing::blockOf(whole.model.parameters()));
  }
}

TEST(Trainer, withSgdResumesToTheSameBits) {
  Training whole;
  whole.settings.optimizerKind = OptimizerKind::Sgd;
  whole.settings.optimizer.learningRate = 0.5;
  whole.settings.optimizer.weightDecay = 0;
  EXPECT_LT(whole.run().loss, 2);
  Training second;
  second.settings = whole.settings;
  second.run(&whole.sink.last);
  EXPECT_TRUE(whole.sink.last.secondMoment.empty());
  EXPECT_EQ(testing::blockOf(second.model.parameters()), testing::blockOf(whole.model.parameters()));
}

/// Adds what it carries to the loss, so that losing it shows.
class CarryingModel : public testing::BigramModel {
 public:
  using BigramModel::BigramModel;
  struct Workspace : TrainingWorkspace {
    std::vector<float> state = std::vector<float>(2);
    std::span<float> carriedState() override { return state; }
  };
  std::unique_ptr<TrainingWorkspace> newWorkspace(Index, Index) const override { return std::make_unique<Workspace>(); }
  double lossAndGradients(const TrainingBatch& batch, TrainingWorkspace& workspace, const Dropout& dropout,
                          ThreadPool* pool, Parameters* gradients) const override {
    const std::span<float> state = workspace.carriedState();
    state[0] += 1;
    return state[0] + BigramModel::lossAndGradients(batch, workspace, dropout, pool, gradients);
  }
};

TEST(Trainer, storesAndRestoresWhatTheModelCarries) {
  const WordLevelTokenizer tokenizer = testing::letterTokenizer();
  TrainingSettings settings = quickSettings();
  settings.validateEvery = 0;
  testing::MemorySink sink;
  double loss = 0;
  const auto run = [&](std::uint64_t steps, const TrainingState* resumed) {
    CarryingModel model(tokenizer.vocabSize());
    std::vector<TrainingText> sources;
    sources.push_back({"letters", tokenizeDocuments(tokenizer, {"a b c."}, nullptr, nullptr), 1});
    settings.steps = steps;
    Trainer trainer(model, settings,
                    std::make_unique<MixtureBatches>(std::move(sources), settings.batch, settings.length, 1,
                                                     std::vector<TokenId>{}),
                    {}, nullptr);
    if (resumed != nullptr) trainer.resume(*resumed);
    trainer.run([&](const TrainingProgress& progress) { loss = progress.loss; }, &sink, {});
  };
  run(60, nullptr);  // saves after 25 and 50
  const double whole = loss;
  EXPECT_THAT(sink.last.carried, ::testing::ElementsAre(50, 0));
  const TrainingState at50 = sink.last;
  run(60, &at50);
  EXPECT_EQ(loss, whole);
}

TEST(Trainer, stoppedInAValidationItMeasuresWhenResumed) {
  Training whole;
  whole.run();
  Training first;
  first.model.onEvaluation = [&] { first.stop.request_stop(); };
  EXPECT_FALSE(first.run().finished);
  EXPECT_EQ(first.sink.last.step, 20U);
  Training second;
  second.run(&first.sink.last);
  EXPECT_EQ(second.validationLosses, whole.validationLosses);
  EXPECT_EQ(testing::blockOf(second.model.parameters()), testing::blockOf(whole.model.parameters()));
}

TEST(Trainer, remembersItsBestValidation) {
  Training training;
  training.run();
  EXPECT_EQ(training.sink.last.bestValidationStep, 40U);
  EXPECT_EQ(training.sink.last.bestValidationLoss, training.validationLosses[1]);
}

}  // namespace
}  // namespace headlight
