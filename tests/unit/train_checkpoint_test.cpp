#include "formats/checkpoint_file.h"

#include <gmock/gmock.h>

#include <limits>
#include <numeric>

#include "support/temporary_folder.h"
#include "train_fakes.h"

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
  for (std::vector<float>* block : {&state.weights, &state.firstMoment, &state.secondMoment}) {
    block->resize(size);
    std::iota(block->begin(), block->end(), static_cast<float>(block - &state.weights));
  }
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

TEST(Checkpoint, otherFilesAreRefused) {
  EXPECT_EQ(codeOf("{ \"format\": 1 }"), "archive.not_ours");
  EXPECT_EQ(codeOf(""), "archive.not_ours");
}

TEST(Checkpoint, thatContradictsItselfIsRefused) {
  TrainingState state = someState();
  state.weights.pop_back();
  EXPECT_EQ(codeOf(checkpointBytes(state)), "checkpoint.damaged");
  state = someState();
  state.secondMoment.push_back(0);
  EXPECT_EQ(codeOf(checkpointBytes(state)), "checkpoint.damaged");
  state = someState();
  state.weights[3] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(codeOf(checkpointBytes(state)), "checkpoint.damaged");
  state = someState();
  state.config.dModel = 9;
  EXPECT_EQ(codeOf(checkpointBytes(state)), "model.config");
  state = someState();
  state.config.kind = static_cast<ModelKind>(77);
  EXPECT_EQ(codeOf(checkpointBytes(state)), "checkpoint.damaged");
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
