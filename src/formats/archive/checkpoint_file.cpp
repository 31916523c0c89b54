#include "formats/archive/checkpoint_file.h"

#include <algorithm>
#include <cmath>

#include "formats/archive/archive.h"
#include "formats/archive/config_archive.h"
#include "formats/archive/container.h"
#include "formats/files/atomic_file.h"
#include "formats/files/naming_file.h"
#include "formats/files/unfinished_name.h"

namespace headlight {

/// To add a field: raise the class version below, write it behind the others, read it only `if (version >= n)`.
template <class Archive>
void serialize(Archive& archive, TrainingState& state, unsigned /*version*/) {
  archive& state.config& state.fingerprint& state.tokenizerJson;
  archive& state.step& state.lossSum& state.lossCount& state.seconds;
  archive& state.bestValidationLoss& state.bestValidationStep& state.validationsWithoutBetter& state.validatedStep;
  archive& state.tokens;
  archive& state.weights& state.moved& state.firstMoment& state.secondMoment& state.best& state.carried;
}

}  // namespace headlight

BOOST_CLASS_VERSION(headlight::TrainingState, 0)

namespace headlight {
namespace {

constexpr std::string_view kCheckpointKind = "checkpoint";
// 1: decoders alone, AdamW, no masters; what it lacks has the value of a fresh TrainingState.
// 2: every kind of model and optimizer.
// 3: the configuration by names, classes with versions.
constexpr std::uint32_t kCheckpointVersion = 3;
constexpr std::uint64_t kMostCheckpointBytes = std::uint64_t{4} << 30U;

/// Versions 1 and 2, for reading alone; never changes.
struct UnnamedState {
  TrainingState& state;
  std::uint32_t layout;

  void serialize(InputArchive& archive, unsigned /*version*/) const {
    loadUnnamedConfig(archive, state.config, layout > 1);
    archive& state.fingerprint& state.tokenizerJson;
    archive& state.step& state.lossSum& state.lossCount& state.seconds;
    archive& state.bestValidationLoss& state.bestValidationStep;
    archive& state.weights& state.firstMoment& state.secondMoment;
    if (layout == 1) return;
    archive& state.validationsWithoutBetter& state.validatedStep& state.tokens;
    archive& state.moved& state.best& state.carried;
  }
};

[[noreturn]] void damaged(std::string_view file, std::string problem) {
  throw Error("checkpoint.damaged", {{"file", std::string(file)}, {"problem", std::move(problem)}});
}

void checkBlock(const std::vector<float>& block, std::size_t size, const std::string& name, std::string_view file) {
  if (block.size() != size)
    damaged(file,
            name + " has " + std::to_string(block.size()) + " numbers and not the model's " + std::to_string(size));
  if (!std::all_of(block.begin(), block.end(), [](float value) { return std::isfinite(value); }))
    damaged(file, name + " holds a number that is not finite");
}

/// Empty, or of this size.
void checkOptional(const std::vector<float>& block, std::size_t size, const std::string& name, std::string_view file) {
  checkBlock(block, block.empty() ? 0 : size, name, file);
}

void checkConfig(const ModelConfig& config, std::string_view file) {
  if (const char* problem = enumProblem(config)) damaged(file, problem);
  namingFile(file, [&] { validate(config); });
}

void check(const TrainingState& state, std::string_view file) {
  checkConfig(state.config, file);
  const std::size_t size = parameterLayout(state.config).blockSize();
  checkBlock(state.weights, size, "the block of weights", file);
  checkOptional(state.best, size, "the block of the best weights", file);
  // Adapters have a layout of their own, which the recipe knows: the trainer compares it.
  checkBlock(state.moved, state.moved.size(), "the block of moved numbers", file);
  const std::size_t moved = state.moved.empty() ? size : state.moved.size();
  checkBlock(state.firstMoment, moved, "the block of first moments", file);
  checkOptional(state.secondMoment, moved, "the block of second moments", file);
  checkBlock(state.carried, state.carried.size(), "the carried state", file);
  if (!std::isfinite(state.lossSum) || !std::isfinite(state.seconds) || !std::isfinite(state.bestValidationLoss))
    damaged(file, "a loss or a time is not a finite number");
}

/// What a checkpoint of version 1 does not say.
void completeVersion1(TrainingState& state) {
  state.validatedStep = state.step;
}

}  // namespace

std::string checkpointBytes(const TrainingState& state) {
  OutputArchive archive;
  archive& state;
  return wrapContainer(kCheckpointKind, kCheckpointVersion, archive.bytes());
}

TrainingState parseCheckpoint(std::string_view bytes, std::string_view fileName) {
  const Container container = unwrapContainer(bytes, kCheckpointKind, kCheckpointVersion, fileName);
  InputArchive archive(container.payload, fileName);
  TrainingState state;
  if (container.version < 3) {
    UnnamedState stored{state, container.version};
    archive& stored;
  } else {
    archive& state;
  }
  archive.expectEnd();
  if (container.version == 1) completeVersion1(state);
  check(state, fileName);
  return state;
}

TrainingState readCheckpoint(const std::filesystem::path& file) {
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) throw Error("checkpoint.missing", {{"file", shownPath(file)}});
  return parseCheckpoint(readFileLimited(file, kMostCheckpointBytes), shownPath(file));
}

CheckpointModel readCheckpointModel(const std::filesystem::path& file) {
  TrainingState state;
  try {
    state = readCheckpoint(file);
  } catch (const Error& error) {
    if (error.code() != "archive.not_ours") throw;
    throw Error("model.not_a_folder", {{"path", shownPath(file)}});
  }
  Parameters weights(parameterLayout(state.config));
  const std::vector<float>& block = state.best.empty() ? state.weights : state.best;
  std::copy(block.begin(), block.end(), weights.block().begin());
  return {state.config, std::move(weights), std::move(state.tokenizerJson), state.step};
}

void CheckpointFile::removeUnfinished() const {
  removeAbandonedBeside(m_file, m_file.filename().string());
}

void CheckpointFile::save(const TrainingState& state) {
  writeFileAtomically(m_file, checkpointBytes(state));
}

}  // namespace headlight
