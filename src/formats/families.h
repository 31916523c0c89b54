#pragma once
// From the tensor names of a family of Hugging Face models to ours and back, and the weights of a whole model.

#include <functional>
#include <string>
#include <vector>

#include "formats/safetensors.h"
#include "models/trainable_model.h"
#include "tensor/error.h"

namespace headlight {

/// What GPT2LMHeadModel calls the parameter that we call `name` (see ParameterInfo).
[[nodiscard]] std::string hfTensorName(std::string_view name);

/// All weights that `config` asks for. Names with and without `transformer.` are understood; the buffers `attn.bias`
/// and `attn.masked_bias` are skipped; with a tied head `lm_head.weight` may be absent or there. Nothing is read before
/// every name and shape has been checked. Throws Error "weights.missing", "weights.unexpected", "weights.twice",
/// "weights.wrong_shape", those of SafetensorsFile, "cancelled". What is odd but not fatal goes to `notices`.
[[nodiscard]] Parameters readWeights(SafetensorsFile& file, const ModelConfig& config,
                                     const std::function<bool(double)>& progress, std::vector<Message>& notices);

/// model.safetensors of these weights under Hugging Face's names.
[[nodiscard]] std::string weightsToSafetensors(const Parameters& parameters);

}  // namespace headlight
