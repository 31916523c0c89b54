#pragma once
// Hugging Face's config.json, both ways. The family is the file's `model_type`:
//
//   gpt2                        decoder            GPT2LMHeadModel
//   bert                        encoder            BertForMaskedLM
//   marian                      encoder-decoder    MarianMTModel
//   headlight_rnn, _lstm, _gru  recurrent nets     ours, with torch.nn's words: embedding_size, hidden_size, num_layers
//
// A switch that changes the arithmetic in a way that Headlight does not compute is refused, never ignored.
//
// In what a decoder differs from GPT-2 (models/decoder_options.h) is written in an object "headlight" of our own, as
// {"residual": false}, or under Hugging Face's own word if it has one (`scale_attn_weights`); only unusual values are
// written. Hugging Face ignores our object and would compute something else.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/safetensors/safetensors.h"
#include "models/model_config.h"
#include "tensor/error.h"

namespace headlight {

/// What is beside a config.json: asked only where the file does not say it itself.
struct ConfigSurroundings {
  /// The names of the weights' tensors; may be null.
  std::function<std::vector<std::string>()> tensorNames;
};

/// A file without `model_type` is of the family of its class (`architectures`), else of the family whose tensors lie
/// beside it. NaN and Infinity may stand in fields that are not used. What was inferred or taken in spite of something
/// odd goes to `notices`: "config.type_inferred", "config.other_context".
/// Throws the Errors of json::parseGuarded, "json.missing_field", "json.wrong_type", "model.architecture" (another
/// model_type, named with those that are known), "config.no_type", "config.not_supported" (an activation, or a switch
/// that changes the arithmetic; named with its value and what is known), "config.out_of_range", "config.contradiction",
/// "model.config".
[[nodiscard]] ModelConfig readHfConfig(std::string_view bytes, std::string_view fileName,
                                       const ConfigSurroundings& beside, std::vector<Message>& notices);
/// The same of a file alone, whose notices nobody asks for.
[[nodiscard]] ModelConfig readHfConfig(std::string_view bytes, std::string_view fileName);

/// What the family's class reads back as the same model. `endOfText` becomes bos and eos of a decoder or recurrent net,
/// unless it is -1;
/// `type` is only said (torch_dtype). Throws Error "config.not_expressible" for what the file has no word for and for
/// an unusual value of a member that the family does not read.
[[nodiscard]] std::string hfConfigJson(const ModelConfig& config, std::int64_t endOfText,
                                       WeightType type = WeightType::Float32);

/// The `model_type`s that are understood, in the order of the table above.
[[nodiscard]] std::vector<std::string> knownModelTypes();

}  // namespace headlight
