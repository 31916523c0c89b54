#pragma once
// Training checkpoints: a TrainingState as a Boost archive of our own (archive.h) in the outer shell with length and
// checksum (container.h), kind "checkpoint", version 3 (versions 1 and 2 are read too). Written atomically: a crash or
// a full disk leaves the one before.

#include <filesystem>
#include <string>
#include <string_view>

#include "train/trainer.h"

namespace headlight {

/// The name of the checkpoint inside the folder of a training.
inline constexpr const char* kCheckpointName = "training.checkpoint";

[[nodiscard]] std::string checkpointBytes(const TrainingState& state);

/// Throws the Errors of container.h and archive.h, "model.config", and "checkpoint.damaged" {file, problem} where
/// blocks do not have the sizes of the model or hold numbers that are not finite. `fileName` is only named.
[[nodiscard]] TrainingState parseCheckpoint(std::string_view bytes, std::string_view fileName);

/// Throws Error "checkpoint.missing" {file} if there is none, those of readFileLimited (4 GiB), and the above.
[[nodiscard]] TrainingState readCheckpoint(const std::filesystem::path& file);

/// What of a checkpoint is a model: the weights of the best validation where they are kept, else the last ones.
struct CheckpointModel {
  ModelConfig config;
  Parameters weights;
  std::string tokenizerJson;
  std::uint64_t step = 0;  ///< that the training had reached
};

/// Throws what readCheckpoint throws; "model.not_a_folder" for a file that is not one of ours.
[[nodiscard]] CheckpointModel readCheckpointModel(const std::filesystem::path& file);

/// Keeps one file up to date. Throws Error "file.cannot_write"; the old file then stays as it was.
class CheckpointFile : public CheckpointSink {
 public:
  explicit CheckpointFile(std::filesystem::path file) : m_file(std::move(file)) {}
  void save(const TrainingState& state) override;
  /// Removes what a killed process left half-written beside it. Nobody else may be writing to it.
  void removeUnfinished() const;
  [[nodiscard]] const std::filesystem::path& file() const { return m_file; }

 private:
  std::filesystem::path m_file;
};

}  // namespace headlight
