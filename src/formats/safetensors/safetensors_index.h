#pragma once
// model.safetensors.index.json: which of several files has which tensor of a model whose weights were cut into parts.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tensor/error.h"

namespace headlight {

struct SafetensorsIndex {
  std::map<std::string, std::string> fileOfTensor;  ///< plain file names, beside the index
  std::vector<std::string> files;                   ///< each once, in alphabetical order
};

/// At most 1000 files. Throws the Errors of json::parseGuarded, "json.missing_field", "json.wrong_type",
/// "weights.index_path" (a name that leads elsewhere), "weights.no_tensors". Any thread.
[[nodiscard]] SafetensorsIndex readSafetensorsIndex(std::string_view bytes, std::string_view fileName);

/// Of a name like "model-00002-of-00003.safetensors" all three names of its family; empty for other names.
[[nodiscard]] std::vector<std::string> partsOfSameModel(const std::string& fileName);

}  // namespace headlight
