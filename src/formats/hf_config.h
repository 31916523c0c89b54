#pragma once
// Hugging Face's config.json of the GPT-2 family, both ways.

#include <string>
#include <string_view>

#include "models/model_config.h"
#include "tensor/error.h"

namespace headlight {

/// Throws the Errors of json::parseGuarded, "json.missing_field", "json.wrong_type", "config.not_supported"
/// (model_type, activation, or a switch that changes the arithmetic; named with its value), "config.out_of_range",
/// "config.contradiction".
[[nodiscard]] ModelConfig readHfConfig(std::string_view bytes, std::string_view fileName);

/// What GPT2LMHeadModel reads back as the same model; `endOfText` becomes bos and eos. Only decoders
/// (Error "model.kind_not_supported").
[[nodiscard]] std::string hfConfigJson(const ModelConfig& config, std::int64_t endOfText);

}  // namespace headlight
