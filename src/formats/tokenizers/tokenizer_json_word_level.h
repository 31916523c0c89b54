#pragma once
// The tokenizer.json of whole words.

#include <memory>
#include <string>

#include "formats/json/guarded_json.h"
#include "text/models/word_level.h"

namespace headlight::tokenizer_json {

/// A WordLevelTokenizer where the stages are its own, else a PipelineTokenizer (readStagedWordLevel). Throws as
/// readTokenizerJson.
[[nodiscard]] std::shared_ptr<const Tokenizer> readWordLevel(const json::ObjectReader& root);

[[nodiscard]] std::string wordLevelJson(const WordLevelTokenizer& tokenizer);

/// A whole file of its parts; `model` is JSON text.
struct FileParts {
  nlohmann::ordered_json added = nlohmann::ordered_json::array();
  nlohmann::ordered_json normalizer, preTokenizer, postProcessor, decoder;
  std::string model;
};
[[nodiscard]] std::string fileText(const FileParts& parts);

}  // namespace headlight::tokenizer_json
