#pragma once
// One reader and one writer of config.json a family; hf_config.cpp chooses by `model_type`.

#include <cstdint>
#include <vector>

#include "formats/huggingface/config_fields.h"
#include "tensor/error.h"

namespace headlight::config {

// Each reads the fields of its family; `model_type` has been looked at. Errors: see readHfConfig. What was taken in
// spite of something odd goes to `notices`.
[[nodiscard]] ModelConfig readGpt2(const json::ObjectReader& config, std::vector<Message>& notices);
[[nodiscard]] ModelConfig readBert(const json::ObjectReader& config, std::vector<Message>& notices);
[[nodiscard]] ModelConfig readMarian(const json::ObjectReader& config, std::vector<Message>& notices);
[[nodiscard]] ModelConfig readRnn(const json::ObjectReader& config, std::vector<Message>& notices);
[[nodiscard]] ModelConfig readLstm(const json::ObjectReader& config, std::vector<Message>& notices);
[[nodiscard]] ModelConfig readGru(const json::ObjectReader& config, std::vector<Message>& notices);

// Each writes all but `model_type` and `torch_dtype`. Error "config.not_expressible".
void writeGpt2(const ModelConfig& model, std::int64_t endOfText, nlohmann::ordered_json& json);
void writeBert(const ModelConfig& model, std::int64_t endOfText, nlohmann::ordered_json& json);
void writeMarian(const ModelConfig& model, std::int64_t endOfText, nlohmann::ordered_json& json);
void writeRecurrent(const ModelConfig& model, std::int64_t endOfText, nlohmann::ordered_json& json);

}  // namespace headlight::config
