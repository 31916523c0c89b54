#pragma once
// The tokenizer.json of pipelines: byte-level BPE, Unigram, WordPiece, and whole words behind stages of any kind.

#include <memory>
#include <string>

#include "formats/json/guarded_json.h"
#include "text/pipeline_tokenizer.h"

namespace headlight::tokenizer_json {

// Each throws as readTokenizerJson.
[[nodiscard]] std::shared_ptr<const PipelineTokenizer> readBpe(const json::ObjectReader& root);
[[nodiscard]] std::shared_ptr<const PipelineTokenizer> readUnigram(const json::ObjectReader& root);
[[nodiscard]] std::shared_ptr<const PipelineTokenizer> readWordPiece(const json::ObjectReader& root);
/// Whole words behind any stages.
[[nodiscard]] std::shared_ptr<const PipelineTokenizer> readStagedWordLevel(const json::ObjectReader& root);

[[nodiscard]] std::string pipelineJson(const PipelineTokenizer& tokenizer);

}  // namespace headlight::tokenizer_json
