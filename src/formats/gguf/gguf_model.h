#pragma once
// Models as GGUF files: a decoder of the architecture "gpt2" with its tokenizer, both ways.

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "formats/gguf/gguf_file.h"
#include "formats/gguf/gguf_writer.h"
#include "formats/model_folder.h"
#include "text/tokenizer.h"

namespace headlight {

/// True for a file that begins as GGUF files do, whatever its name; false for everything else and what cannot be read.
[[nodiscard]] bool isGgufFile(const std::filesystem::path& path);

/// The model's configuration by the metadata and the shape of the embedding. Throws Error "gguf.architecture",
/// "gguf.split_file", "gguf.vocabulary_only", "gguf.missing_key", "gguf.missing_tensor", "gguf.value_type",
/// "gguf.value_range", "gguf.not_supported", "model.config".
[[nodiscard]] ModelConfig readGgufConfig(GgufFile& file);

/// Bytes that the model takes in memory once it is open (memory_estimate.h), by its header alone. Throws what
/// readGgufConfig throws.
[[nodiscard]] std::uint64_t ggufMemoryNeeded(GgufFile& file);

/// The whole model of a GGUF file: configuration, weights (the types of gguf_types.h), tokenizer, and the card where
/// the file carries one; its name is the file's without ".gguf", its folder the one that the file lies in. Never
/// partial. Throws Error "gguf.*", "model.config", "tokenizer.*", "text.*", "file.*", "model.too_large_for_memory",
/// "cancelled".
[[nodiscard]] std::shared_ptr<const OpenedModel> openGguf(const std::filesystem::path& path,
                                                          const Progress& progress = {});

/// The same of a file that is open already; `name` becomes the model's. The paths are left empty.
[[nodiscard]] std::shared_ptr<OpenedModel> openGguf(GgufFile& file, const std::string& name,
                                                    const Progress& progress = {});

/// What is written beside the weights.
struct GgufIdentity {
  std::string name;  ///< general.name
  ModelCard card;
};

/// A whole GGUF file, version 3, of this decoder. Matrices are stored as `type` (Float32 or Float16), vectors and
/// positions as float32, as the public converters do; of a tied head nothing is written. What the architecture has no
/// word for (another kind, another activation, a lesson's options) is Error "gguf.not_expressible"; bfloat16 is Error
/// "gguf.not_expressible" too. Further: "tokenizer.vocabulary_size", "safetensors.too_large", and what the sink throws.
void writeGguf(const GgufIdentity& identity, const ModelConfig& config, const Parameters& parameters,
               const Tokenizer& tokenizer, WeightType type, const ByteSink& sink);

/// The same into a file, atomically. Throws Error "file.cannot_write" as well.
void saveGguf(const std::filesystem::path& path, const GgufIdentity& identity, const ModelConfig& config,
              const Parameters& parameters, const Tokenizer& tokenizer, WeightType type = WeightType::Float32);

}  // namespace headlight
