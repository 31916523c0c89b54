#pragma once
// What a person means by the name or path that they give for a model, told without reading more than some first bytes.

#include <filesystem>
#include <string>

#include "tensor/error.h"

namespace headlight {

struct ModelPlace {
  enum class Kind { Folder, Gguf, Checkpoint };
  Kind kind = Kind::Folder;
  std::filesystem::path path;     ///< the model folder, or the file
  std::filesystem::path weights;  ///< Folder: the .safetensors file that was given, where it is not simply the folder's
  std::string name;               ///< the model's, where the path does not say it well; else empty
};

/// A folder with config.json, a folder of Hugging Face's cache ("models--openai-community--gpt2"), a folder with one
/// .gguf file; config.json or another part of a model folder; a .gguf file or a checkpoint, told by their first bytes;
/// or the name of a sample model. Throws Error "model.name_invalid", "model.not_found", "model.not_a_folder",
/// "model.file_missing", "model.weights_ambiguous", "model.weights_alone", "model.part_alone", "model.pickled_weights",
/// "model.other_framework", "file.git_lfs_pointer", "model.unknown_file". Any thread.
[[nodiscard]] ModelPlace findModel(const std::string& nameOrPath);

}  // namespace headlight
