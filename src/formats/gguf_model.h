#pragma once
// Models as GGUF files: a decoder of the architecture "gpt2" with its tokenizer, both ways.

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "formats/gguf_file.h"
#include "formats/model_folder.h"
#include "text/tokenizer.h"

namespace headlight {

/// True for a file that begins as GGUF files do, whatever its name; false for everything else and what cannot be read.
[[nodiscard]] bool isGgufFile(const std::filesystem::path& path);

/// The whole model of a GGUF file: configuration, weights (F32, F16, BF16, Q8_0, Q4_0), tokenizer, and the card where
/// the file carries one; its name is the file's without ".gguf", its folder the one that the file lies in. Never
/// partial. Throws Error "gguf.*", "weights.*", "model.config", "tokenizer.*", "text.*", "file.*", "cancelled".
[[nodiscard]] std::shared_ptr<const OpenedModel> openGguf(const std::filesystem::path& path,
                                                          const Progress& progress = {});

/// The same of a file that is open already. `name` becomes the model's.
[[nodiscard]] std::shared_ptr<const OpenedModel> openGguf(GgufFile& file, const std::string& name,
                                                          const Progress& progress = {});

/// A whole GGUF file, version 3, of this decoder. Matrices are stored as `type` (Float32 or Float16), vectors as
/// float32, as the public converters do. Of a tied head nothing is written. Throws Error "gguf.not_expressible" for
/// what the architecture has no word for (another kind, another activation, a lesson's options),
/// "safetensors.too_large" for a number that float16 cannot hold, and those of readTokenizerJson.
[[nodiscard]] std::string modelToGguf(const std::string& name, const ModelConfig& config, const Parameters& parameters,
                                      const Tokenizer& tokenizer, const std::string& card,
                                      WeightType type = WeightType::Float32);

}  // namespace headlight
