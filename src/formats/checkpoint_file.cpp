#include "formats/checkpoint_file.h"

#include <algorithm>
#include <cmath>

#include "formats/archive.h"
#include "formats/atomic_file.h"
#include "formats/container.h"

namespace headlight {
namespace {

constexpr std::string_view kKind = "checkpoint";
constexpr std::uint32_t kVersion = 1;
constexpr std::uint64_t kMostBytes = std::uint64_t{4} << 30U;

/// A TrainingState on its way through an archive.
struct Stored {
  TrainingState& state;

  template <class Archive>
  void serialize(Archive& archive, unsigned /*version*/) {
    serializeConfig(archive, state.config);
    archive& state.fingerprint& state.tokenizerJson;
    archive& state.step& state.lossSum& state.lossCount& state.seconds;
    archive& state.bestValidationLoss& state.bestValidationStep;
    archive& state.weights& state.firstMoment& state.secondMoment;
  }

  template <class Archive>
  static void serializeConfig(Archive& archive, ModelConfig& config) {
    archive& config.kind& config.nLayers& config.nHeads& config.dModel& config.dMlp& config.nCtx& config.dVocab;
    archive& config.activation& config.layerNormEpsilon& config.tiedHead;
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

void check(const TrainingState& state, std::string_view file) {
  if (state.config.kind > ModelKind::Gru) damaged(file, "its kind of model does not exist");
  if (state.config.activation > Activation::Relu) damaged(file, "its activation function does not exist");
  validate(state.config);
  const std::size_t size = parameterLayout(state.config).blockSize();
  checkBlock(state.weights, size, "the block of weights", file);
  checkBlock(state.firstMoment, size, "the block of first moments", file);
  checkBlock(state.secondMoment, size, "the block of second moments", file);
  if (!std::isfinite(state.lossSum) || !std::isfinite(state.seconds) || !std::isfinite(state.bestValidationLoss))
    damaged(file, "a loss or a time is not a finite number");
}

}  // namespace

std::string checkpointBytes(const TrainingState& state) {
  OutputArchive archive;
  // serialize() is one template for both directions and so takes a reference that is not const
  archive& Stored{const_cast<TrainingState&>(state)};
  return wrapContainer(kKind, kVersion, archive.bytes());
}

TrainingState parseCheckpoint(std::string_view bytes, std::string_view fileName) {
  const Container container = unwrapContainer(bytes, kKind, kVersion, fileName);
  InputArchive archive(container.payload, fileName);
  TrainingState state;
  Stored stored{state};
  archive& stored;
  archive.expectEnd();
  check(state, fileName);
  return state;
}

TrainingState readCheckpoint(const std::filesystem::path& file) {
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) throw Error("checkpoint.missing", {{"file", shownPath(file)}});
  return parseCheckpoint(readFileLimited(file, kMostBytes), shownPath(file));
}

void CheckpointFile::save(const TrainingState& state) {
  writeFileAtomically(m_file, checkpointBytes(state));
}

}  // namespace headlight
