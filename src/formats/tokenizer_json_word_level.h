#pragma once
// The tokenizer.json of whole words.

#include <memory>
#include <string>

#include "formats/guarded_json.h"
#include "text/word_level.h"

namespace headlight::tokenizer_json {

/// Throws as readTokenizerJson.
[[nodiscard]] std::shared_ptr<const WordLevelTokenizer> readWordLevel(const json::ObjectReader& root);

[[nodiscard]] std::string wordLevelJson(const WordLevelTokenizer& tokenizer);

/// A whole file of its parts; `model` is JSON text.
struct FileParts {
  nlohmann::ordered_json added = nlohmann::ordered_json::array();
  nlohmann::ordered_json normalizer, preTokenizer, postProcessor, decoder;
  std::string model;
};
[[nodiscard]] std::string fileText(const FileParts& parts);

}  // namespace headlight::tokenizer_json
