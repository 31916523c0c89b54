#pragma once
// The stages of a tokenizer.json around its model, read and written. Lists ("Sequence") are flattened.

#include <vector>

#include "formats/json/guarded_json.h"
#include "text/stages/decoders.h"
#include "text/stages/normalizers.h"
#include "text/stages/pre_tokenizers.h"
#include "text/stages/token_frame.h"
#include "text/vocabulary.h"

namespace headlight::tokenizer_json {

// Each throws Error "tokenizer.not_supported" that names the part, "json.missing_field" or "json.wrong_type". An
// absent stage is an empty list.
[[nodiscard]] std::vector<Normalizer> readNormalizers(const json::ObjectReader& root);
[[nodiscard]] std::vector<PreTokenizer> readPreTokenizers(const json::ObjectReader& root);
[[nodiscard]] std::vector<Decoder> readDecoders(const json::ObjectReader& root);
/// TemplateProcessing, BertProcessing, RobertaProcessing; ByteLevel changes no token.
[[nodiscard]] TokenFrame readFrame(const json::ObjectReader& root, const Vocabulary& vocabulary);

[[nodiscard]] nlohmann::ordered_json normalizersJson(const std::vector<Normalizer>& normalizers);
[[nodiscard]] nlohmann::ordered_json preTokenizersJson(const std::vector<PreTokenizer>& preTokenizers);
[[nodiscard]] nlohmann::ordered_json decodersJson(const std::vector<Decoder>& decoders);
/// null for an empty frame; the texts of a pair are framed one behind the other.
[[nodiscard]] nlohmann::ordered_json frameJson(const TokenFrame& frame, const Vocabulary& vocabulary);

}  // namespace headlight::tokenizer_json
