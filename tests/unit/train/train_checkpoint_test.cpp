#include "formats/archive/checkpoint_file.h"

#include <gmock/gmock.h>

#include <limits>
#include <numeric>

#include "support/refusal_limits.h"
#include "support/temporary_folder.h"
#include "unit/train/train_fakes.h"

namespace headlight {
namespace {

TrainingState someState() {
  TrainingState state;
  state.config.nLayers = 1;
  state.config.nHeads = 2;
  state.config.dModel = 8;
  state.config.dMlp = 16;
  state.config.nCtx = 4;
  state.config.dVocab = 11;
  state.config.layerNormEpsilon = 1e-6F;
  state.fingerprint = "abc";
  state.tokenizerJson = "{}";
  state.step = 123456789012345ULL;
  state.lossSum = 1.0 / 3;
  state.lossCount = 4;
  state.seconds = 12.5;
  state.bestValidationLoss = 2.25;
  state.bestValidationStep = 100;
  const std::size_t size = parameterLayout(state.config).blockSize();
  float first = 0;
  for (std::vector<float>* block : {&state.weights, &state.firstMoment, &state.secondMoment}) {
    block->resize(size);
    std::iota(block->begin(), block->end(), first++);
  }
  return state;
}

/// With everything that version 2 added.
TrainingState fullState() {
  TrainingState state = someState();
  state.config.positions = Positions::None;
  state.config.causalMask = state.config.residual = state.config.scaledScores = false;
  state.config.norm = NormKind::None;
  state.validationsWithoutBetter = 3;
  state.validatedStep = 77;
  state.tokens = 1234567;
  const std::size_t size = parameterLayout(state.config).blockSize();
  for (std::vector<float>* block : {&state.weights, &state.best}) block->assign(size, 0.5F);
  state.moved = {1, 2, 3};
  state.firstMoment = {4, 5, 6};
  state.secondMoment = {};
  state.carried = {0.25F, -1};
  return state;
}

std::string codeOf(const std::string& bytes) {
  return testing::errorCodeOf([&] { (void)parseCheckpoint(bytes, "x.checkpoint"); });
}

TEST(Checkpoint, comesBackToTheBit) {
  const TrainingState before = someState();
  const TrainingState after = parseCheckpoint(checkpointBytes(before), "x.checkpoint");
  EXPECT_EQ(after.config.dMlp, 16);
  EXPECT_EQ(after.config.dVocab, 11);
  EXPECT_EQ(after.config.layerNormEpsilon, 1e-6F);
  EXPECT_EQ(after.fingerprint, "abc");
  EXPECT_EQ(after.tokenizerJson, "{}");
  EXPECT_EQ(after.step, before.step);
  EXPECT_EQ(after.lossSum, before.lossSum);
  EXPECT_EQ(after.lossCount, before.lossCount);
  EXPECT_EQ(after.seconds, before.seconds);
  EXPECT_EQ(after.bestValidationLoss, before.bestValidationLoss);
  EXPECT_EQ(after.bestValidationStep, before.bestValidationStep);
  EXPECT_EQ(after.weights, before.weights);
  EXPECT_EQ(after.firstMoment, before.firstMoment);
  EXPECT_EQ(after.secondMoment, before.secondMoment);
}

TEST(Checkpoint, ofEveryOptimizerComesBackToo) {
  const TrainingState before = fullState();
  const TrainingState after = parseCheckpoint(checkpointBytes(before), "x.checkpoint");
  EXPECT_EQ(after.config.positions, Positions::None);
  EXPECT_FALSE(after.config.causalMask || after.config.residual || after.config.scaledScores);
  EXPECT_EQ(after.config.norm, NormKind::None);
  EXPECT_EQ(after.validationsWithoutBetter, 3U);
  EXPECT_EQ(after.validatedStep, 77U);
  EXPECT_EQ(after.tokens, 1234567U);
  EXPECT_EQ(after.moved, before.moved);
  EXPECT_EQ(after.firstMoment, before.firstMoment);
  EXPECT_TRUE(after.secondMoment.empty());
  EXPECT_EQ(after.best, before.best);
  EXPECT_EQ(after.carried, before.carried);
}

/// tests/data/version_1.checkpoint is someState() as the program wrote it before version 2 (commit 0a26485).
TEST(Checkpoint, ofVersion1IsStillRead) {
  const TrainingState expected = someState();
  const TrainingState old = readCheckpoint(HEADLIGHT_SOURCE_DIR "/tests/data/version_1.checkpoint");
  EXPECT_EQ(old.step, expected.step);
  EXPECT_EQ(old.config.dMlp, 16);
  EXPECT_TRUE(old.config.causalMask && old.config.residual && old.config.norm == NormKind::LayerNorm);
  EXPECT_EQ(old.bestValidationStep, 100U);
  EXPECT_EQ(old.weights, expected.weights);
  EXPECT_EQ(old.firstMoment, expected.firstMoment);
  EXPECT_EQ(old.secondMoment, expected.secondMoment);
  EXPECT_TRUE(old.moved.empty() && old.best.empty() && old.carried.empty());
  EXPECT_EQ(old.validatedStep, old.step) << "nothing is measured twice";
}

TEST(Checkpoint, isAModelOfItsBestWeights) {
  const testing::TemporaryFolder folder;
  CheckpointFile file(folder.path() / kCheckpointName);
  TrainingState state = someState();
  file.save(state);
  EXPECT_EQ(testing::blockOf(readCheckpointModel(file.file()).weights), state.weights);
  state.best.assign(state.weights.size(), 0.5F);
  file.save(state);
  const CheckpointModel model = readCheckpointModel(file.file());
  EXPECT_EQ(testing::blockOf(model.weights), state.best);
  EXPECT_EQ(model.tokenizerJson, "{}");
  EXPECT_EQ(model.config.dVocab, 11);
}

TEST(Checkpoint, cutAtAnyPlaceIsRefused) {
  const std::string whole = checkpointBytes(someState());
  for (std::size_t size = 0; size < whole.size(); size += 1 + size / 3)
    EXPECT_NE(codeOf(whole.substr(0, size)), "") << size;
  EXPECT_NE(codeOf(whole + "x"), "");
}

TEST(Checkpoint, withAnyByteChangedIsRefused) {
  const std::string whole = checkpointBytes(someState());
  for (std::size_t at = 0; at < whole.size(); at += 1 + at / 20) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 0x10);
    EXPECT_NE(codeOf(changed), "") << at;
  }
}

std::string limitedCodeOf(const std::string& bytes) {
  return testing::errorCodeWithinLimits([&] { (void)parseCheckpoint(bytes, "x.checkpoint"); });
}

TEST(Checkpoint, otherFilesAreRefused) {
  EXPECT_EQ(limitedCodeOf("{ \"format\": 1 }"), "archive.not_ours");
  EXPECT_EQ(limitedCodeOf(""), "archive.not_ours");
}

TEST(Checkpoint, thatContradictsItselfIsRefused) {
  TrainingState state = someState();
  state.weights.pop_back();
  EXPECT_EQ(limitedCodeOf(checkpointBytes(state)), "checkpoint.damaged");
  state = someState();
  state.secondMoment.push_back(0);
  EXPECT_EQ(limitedCodeOf(checkpointBytes(state)), "checkpoint.damaged");
  state = someState();
  state.weights[3] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(limitedCodeOf(checkpointBytes(state)), "checkpoint.damaged");
  state = fullState();
  state.best.pop_back();
  EXPECT_EQ(limitedCodeOf(checkpointBytes(state)), "checkpoint.damaged");
  state = fullState();
  state.firstMoment.pop_back();
  EXPECT_EQ(limitedCodeOf(checkpointBytes(state)), "checkpoint.damaged");
  state = someState();
  state.config.dModel = 9;
  EXPECT_EQ(limitedCodeOf(checkpointBytes(state)), "model.config");
}

TEST(CheckpointFile, replacesTheOneBefore) {
  const testing::TemporaryFolder folder;
  CheckpointFile file(folder.path() / kCheckpointName);
  TrainingState state = someState();
  file.save(state);
  state.step = 7;
  file.save(state);
  EXPECT_EQ(readCheckpoint(file.file()).step, 7U);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1) << "nothing else is left";
}

TEST(CheckpointFile, thatIsMissingIsNamed) {
  const testing::TemporaryFolder folder;
  const auto read = [&] { (void)readCheckpoint(folder.path() / "none.checkpoint"); };
  EXPECT_EQ(testing::errorCodeOf(read), "checkpoint.missing");
  EXPECT_THAT(testing::errorTextOf(read), ::testing::HasSubstr("none.checkpoint"));
}

TEST(CheckpointFile, whereNothingCanBeWrittenIsAnError) {
  const testing::TemporaryFolder folder;
  CheckpointFile file(folder.path() / "no such folder" / kCheckpointName);
  EXPECT_EQ(testing::errorCodeOf([&] { file.save(someState()); }), "file.cannot_write");
}

}  // namespace
}  // namespace headlight
