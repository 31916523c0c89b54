// Backpropagation through time in pieces: what is carried on, what a reset cuts, and equal bits.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tensor/error.h"
#include "unit/models/recurrent/recurrent_support.h"

namespace headlight {
namespace {

using testing::livelyRecurrent;
using testing::recurrentConfig;
using testing::someTokens;

struct StepResult {
  double loss = 0;
  std::vector<float> gradients;
};

class RecurrentTrainingSteps : public ::testing::TestWithParam<ModelKind> {
 protected:
  ModelConfig config = recurrentConfig(GetParam());
  std::unique_ptr<TrainableModel> model = livelyRecurrent(config);

  StepResult step(const TrainingBatch& batch, TrainingWorkspace& workspace, ThreadPool* pool = nullptr,
                  const Dropout& dropout = {}) const {
    Parameters gradients(parameterLayout(config));
    const double loss = model->lossAndGradients(batch, workspace, dropout, pool, &gradients);
    return {loss, {gradients.block().begin(), gradients.block().end()}};
  }
};

TrainingBatch batchOf(Index rows, Index length, std::span<const TokenId> inputs, std::span<const TokenId> targets,
                      std::span<const std::uint8_t> resets = {}) {
  TrainingBatch batch;
  batch.batch = rows;
  batch.length = length;
  batch.inputs = inputs;
  batch.targets = targets;
  batch.resets = resets;
  return batch;
}

TEST_P(RecurrentTrainingSteps, HaveTheSameBitsWithAnyNumberOfThreadsAndInAnyOldWorkspace) {
  const auto tokens = someTokens(19 * 11, config.dVocab);  // groups of 8, 8 and 3
  auto targets = someTokens(19 * 11, config.dVocab, 5);
  targets[7] = -1;
  const std::vector<std::uint8_t> resets = [&] {
    std::vector<std::uint8_t> all(tokens.size(), 0);
    for (std::size_t i = 0; i < all.size(); i += 11) all[i] = 1;
    all[5] = all[60] = 1;
    return all;
  }();
  const TrainingBatch batch = batchOf(19, 11, tokens, targets, resets);
  const Dropout dropout{.rate = 0.1F, .seed = 1, .step = 2};
  const auto fresh = model->newWorkspace(19, 11);
  const StepResult expected = step(batch, *fresh, nullptr, dropout);
  const auto used = model->newWorkspace(20, 12);
  for (const int threads : {1, 2, 3}) {
    ThreadPool pool(threads);
    const StepResult again = step(batch, *used, &pool, dropout);
    EXPECT_EQ(again.loss, expected.loss) << threads;
    EXPECT_EQ(again.gradients, expected.gradients) << threads;
  }
}

TEST_P(RecurrentTrainingSteps, CarryTheStateFromStepToStep) {
  const auto tokens = someTokens(20, config.dVocab);
  const auto targets = someTokens(20, config.dVocab, 5);
  const auto whole = model->newWorkspace(1, 20);
  const double expected = model->lossAndGradients(batchOf(1, 20, tokens, targets), *whole, {}, nullptr, nullptr);
  const auto pieces = model->newWorkspace(1, 10);
  const auto half = [&](std::size_t first) {
    return batchOf(1, 10, std::span(tokens).subspan(first, 10), std::span(targets).subspan(first, 10));
  };
  const double one = step(half(0), *pieces).loss;
  const std::vector<float> kept(pieces->carriedState().begin(), pieces->carriedState().end());
  EXPECT_EQ(kept.size(), static_cast<std::size_t>(2 * 27 * (GetParam() == ModelKind::Lstm ? 2 : 1)));
  const double two = step(half(10), *pieces).loss;
  EXPECT_NEAR((one + two) / 2, expected, 1e-6);

  // a checkpoint's way: another workspace is given the state
  const auto resumed = model->newWorkspace(1, 10);
  EXPECT_NE(step(half(10), *resumed).loss, two) << "it began from zero";
  std::copy(kept.begin(), kept.end(), resumed->carriedState().begin());
  EXPECT_EQ(step(half(10), *resumed).loss, two);
}

TEST_P(RecurrentTrainingSteps, ResetsCutStateAndGradient) {
  // two documents in one row, the first of 6 positions, are two rows of their own
  const auto tokens = someTokens(15, config.dVocab);
  const auto targets = someTokens(15, config.dVocab, 5);
  std::vector<std::uint8_t> resets(15, 0);
  resets[6] = 1;
  const auto together = model->newWorkspace(1, 15);
  const StepResult row = step(batchOf(1, 15, tokens, targets, resets), *together);
  const auto part = [&](std::size_t first, Index count) {
    const auto workspace = model->newWorkspace(1, count);
    return step(batchOf(1, count, std::span(tokens).subspan(first, static_cast<std::size_t>(count)),
                        std::span(targets).subspan(first, static_cast<std::size_t>(count))),
                *workspace);
  };
  const StepResult one = part(0, 6);
  const StepResult two = part(6, 9);
  EXPECT_NEAR(row.loss, (6 * one.loss + 9 * two.loss) / 15, 1e-6);
  for (std::size_t i = 0; i < row.gradients.size(); ++i) {
    ASSERT_NEAR(row.gradients[i], (6 * one.gradients[i] + 9 * two.gradients[i]) / 15, 1e-6) << i;
  }
  // and the carried state is of no account behind a reset at the first position
  resets[0] = 1;
  EXPECT_EQ(step(batchOf(1, 15, tokens, targets, resets), *together).loss, row.loss);
}

TEST_P(RecurrentTrainingSteps, LossOfEvaluationIsThatOfTheLogits) {
  const auto tokens = someTokens(20, config.dVocab);
  std::vector<TokenId> targets(20, -1);
  targets.back() = 17;  // only the last position counts
  const auto workspace = model->newWorkspace(1, 20);
  const double loss = model->lossAndGradients(batchOf(1, 20, tokens, targets), *workspace, {}, nullptr, nullptr);
  const auto state = model->newState();
  std::vector<float> logits(static_cast<std::size_t>(config.dVocab));
  model->forward(tokens, *state, {}, logits);
  double sum = 0;
  for (const float logit : logits) sum += std::exp(static_cast<double>(logit));
  EXPECT_NEAR(loss, std::log(sum) - static_cast<double>(logits[17]), 1e-5);
}

TEST_P(RecurrentTrainingSteps, RefuseWhatDoesNotFit) {
  const auto tokens = someTokens(20, config.dVocab);
  const auto workspace = model->newWorkspace(2, 10);
  const std::vector<std::uint8_t> tooFew(19, 0);
  EXPECT_THROW(step(batchOf(1, 20, tokens, tokens), *workspace), Error);
  EXPECT_THROW(step(batchOf(2, 10, tokens, tokens, tooFew), *workspace), Error);
  std::vector<TokenId> foreign = tokens;
  foreign[3] = static_cast<TokenId>(config.dVocab);
  EXPECT_THROW(step(batchOf(2, 10, foreign, tokens), *workspace), Error);
  EXPECT_THROW(step(batchOf(2, 10, tokens, foreign), *workspace), Error);
}

INSTANTIATE_TEST_SUITE_P(Kinds, RecurrentTrainingSteps,
                         ::testing::Values(ModelKind::Rnn, ModelKind::Lstm, ModelKind::Gru),
                         [](const auto& test) { return std::string(modelKindName(test.param)); });

}  // namespace
}  // namespace headlight
