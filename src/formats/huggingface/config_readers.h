#pragma once
// One reader and one writer of config.json a family; hf_config.cpp chooses by `model_type`.

#include <cstdint>

#include "formats/huggingface/config_fields.h"

namespace headlight::config {

// Each reads the fields of its family; `model_type` has been looked at. Errors: see readHfConfig.
[[nodiscard]] ModelConfig readGpt2(const json::ObjectReader& config);
[[nodiscard]] ModelConfig readBert(const json::ObjectReader& config);
[[nodiscard]] ModelConfig readMarian(const json::ObjectReader& config);
[[nodiscard]] ModelConfig readRnn(const json::ObjectReader& config);
[[nodiscard]] ModelConfig readLstm(const json::ObjectReader& config);
[[nodiscard]] ModelConfig readGru(const json::ObjectReader& config);

// Each writes all but `model_type` and `torch_dtype`. Error "config.not_expressible".
void writeGpt2(const ModelConfig& model, std::int64_t endOfText, nlohmann::ordered_json& json);
void writeBert(const ModelConfig& model, std::int64_t endOfText, nlohmann::ordered_json& json);
void writeMarian(const ModelConfig& model, std::int64_t endOfText, nlohmann::ordered_json& json);
void writeRecurrent(const ModelConfig& model, std::int64_t endOfText, nlohmann::ordered_json& json);

}  // namespace headlight::config
