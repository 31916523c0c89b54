// config.json of GPT2LMHeadModel, with the lesson options of hf_config.h.

#include "formats/huggingface/config_readers.h"
#include "models/decoder_options.h"

namespace headlight::config {
namespace {

constexpr std::string_view kOptions = "headlight";

/// Hugging Face's class reads n_positions alone; n_ctx is an older name of the same number, which some courses set to
/// the length of their training texts.
Index readContext(const json::ObjectReader& config, std::vector<Message>& notices) {
  if (!config.has("n_positions") && config.has("n_ctx")) return size(config, "n_ctx");
  const Index positions = size(config, "n_positions");
  const Index context = size(config, "n_ctx", static_cast<std::int64_t>(positions));
  if (positions != context) {
    notices.push_back(
        {"config.other_context",
         {{"file", config.file()}, {"value", std::to_string(context)}, {"used", std::to_string(positions)}}});
  }
  return positions;
}

/// An option that is not understood would change what is computed.
void refuseOtherOptions(const json::ObjectReader& config, const json::ObjectReader& options) {
  std::string known;
  for (const DecoderOption& option : decoderOptions()) {
    if (option.hfField.empty()) known += (known.empty() ? "" : ", ") + std::string(option.field);
  }
  for (const auto& [name, value] : options.json().items()) {
    const DecoderOption* option = findDecoderOption(name);
    if (option == nullptr || !option->hfField.empty()) notSupported(config, kOptions, name, known);
  }
}

void readOptions(const json::ObjectReader& config, ModelConfig& model) {
  static const nlohmann::json kNone = nlohmann::json::object();
  const json::ObjectReader options =
      config.has(kOptions) ? config.object(kOptions) : json::ObjectReader(kNone, config.file(), kOptions);
  refuseOtherOptions(config, options);
  visitFields(model, [&](std::string_view field, auto& member) {
    const DecoderOption* option = findDecoderOption(field);
    if (option == nullptr) return;
    if constexpr (kHasWords<std::remove_reference_t<decltype(member)>>) {
      member = option->hfField.empty() ? valueAt(options, field, member) : valueAt(config, option->hfField, member);
    }
  });
}

void writeOptions(const ModelConfig& model, nlohmann::ordered_json& json) {
  const FieldTexts usual = fieldTexts(ModelConfig{});
  nlohmann::ordered_json options;
  const FieldTexts own = fieldTexts(model);
  for (const DecoderOption& option : decoderOptions()) {
    const std::string& word = own.at(option.field);
    if (word == usual.at(option.field)) continue;
    if (option.hfField.empty()) {
      options[std::string(option.field)] = json::wordJson(word);
    } else {
      json[std::string(option.hfField)] = json::wordJson(word);
    }
  }
  if (!options.is_null()) json[kOptions] = options;
}

}  // namespace

ModelConfig readGpt2(const json::ObjectReader& config, std::vector<Message>& notices) {
  ModelConfig model;
  model.kind = ModelKind::Decoder;
  model.nLayers = size(config, "n_layer");
  model.nHeads = size(config, "n_head");
  model.dModel = size(config, "n_embd");
  model.dMlp = size(config, "n_inner", 4 * static_cast<std::int64_t>(model.dModel));
  model.nCtx = readContext(config, notices);
  model.dVocab = size(config, "vocab_size");
  model.activation = activation(config, "activation_function", "gelu_new");
  model.layerNormEpsilon = epsilon(config, "layer_norm_epsilon", 1e-5);
  model.tiedHead = config.boolean("tie_word_embeddings", true);
  require(config, "add_cross_attention", false);
  readOptions(config, model);
  checkHeads(config, model, "n_head", "n_embd");
  return model;
}

void writeGpt2(const ModelConfig& model, std::int64_t endOfText, nlohmann::ordered_json& json) {
  json["architectures"] = {"GPT2LMHeadModel"};
  json["activation_function"] = activationWord(model.activation);
  json["layer_norm_epsilon"] = shortNumber(model.layerNormEpsilon);
  json["n_layer"] = model.nLayers;
  json["n_head"] = model.nHeads;
  json["n_embd"] = model.dModel;
  json["n_inner"] = model.dMlp;
  json["n_positions"] = model.nCtx;
  json["n_ctx"] = model.nCtx;
  json["vocab_size"] = model.dVocab;
  json["tie_word_embeddings"] = model.tiedHead;
  if (endOfText >= 0) {
    json["bos_token_id"] = endOfText;
    json["eos_token_id"] = endOfText;
  }
  writeOptions(model, json);
}

}  // namespace headlight::config
