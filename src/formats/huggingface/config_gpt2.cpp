// config.json of GPT2LMHeadModel, with the lesson options of hf_config.h.

#include <array>

#include "formats/huggingface/config_readers.h"

namespace headlight::config {
namespace {

constexpr std::string_view kOptions = "headlight";

struct PositionsName {
  std::string_view name;
  Positions positions;
};
constexpr std::array<PositionsName, 3> kPositions = {
    {{"learned", Positions::Learned}, {"sinusoidal", Positions::Sinusoidal}, {"none", Positions::None}}};

/// The two names of one number that old and new versions write.
Index readContext(const json::ObjectReader& config) {
  const Index positions = size(config, "n_positions");
  const Index context = size(config, "n_ctx", static_cast<std::int64_t>(positions));
  if (positions == context) return positions;
  contradiction(config, "n_ctx", std::to_string(context), "n_positions", std::to_string(positions));
}

Positions readPositions(const json::ObjectReader& options) {
  const std::string name = options.string("positions", "learned");
  std::string known;
  for (const PositionsName& entry : kPositions) {
    if (entry.name == name) return entry.positions;
    known += (known.empty() ? "" : ", ") + std::string(entry.name);
  }
  notSupported(options, "positions", name, known);
}

void readOptions(const json::ObjectReader& config, ModelConfig& model) {
  model.scaledScores = config.boolean("scale_attn_weights", true);
  if (!config.has(kOptions)) return;
  const json::ObjectReader options = config.object(kOptions);
  const std::string known = "positions, causal_mask, residual, layer_norm";
  for (const auto& [name, value] : options.json().items()) {
    // an option that is not understood would change what is computed
    const bool understood = name == "positions" || name == "causal_mask" || name == "residual" || name == "layer_norm";
    if (!understood) notSupported(config, kOptions, name, known);
  }
  model.positions = readPositions(options);
  model.causalMask = options.boolean("causal_mask", true);
  model.residual = options.boolean("residual", true);
  model.norm = options.boolean("layer_norm", true) ? NormKind::LayerNorm : NormKind::None;
}

void writeOptions(const ModelConfig& model, nlohmann::ordered_json& json) {
  if (!model.scaledScores) json["scale_attn_weights"] = false;
  nlohmann::ordered_json options;
  for (const PositionsName& entry : kPositions) {
    if (entry.positions == model.positions && model.positions != Positions::Learned) options["positions"] = entry.name;
  }
  if (!model.causalMask) options["causal_mask"] = false;
  if (!model.residual) options["residual"] = false;
  if (model.norm == NormKind::None) options["layer_norm"] = false;
  if (!options.is_null()) json[kOptions] = options;
}

}  // namespace

ModelConfig readGpt2(const json::ObjectReader& config) {
  ModelConfig model;
  model.kind = ModelKind::Decoder;
  model.nLayers = size(config, "n_layer");
  model.nHeads = size(config, "n_head");
  model.dModel = size(config, "n_embd");
  model.dMlp = size(config, "n_inner", 4 * static_cast<std::int64_t>(model.dModel));
  model.nCtx = readContext(config);
  model.dVocab = size(config, "vocab_size");
  model.activation = activation(config, "activation_function", "gelu_new");
  model.layerNormEpsilon = epsilon(config, "layer_norm_epsilon", 1e-5);
  model.tiedHead = config.boolean("tie_word_embeddings", true);
  require(config, "scale_attn_by_inverse_layer_idx", false);
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
  json["bos_token_id"] = endOfText;
  json["eos_token_id"] = endOfText;
  writeOptions(model, json);
}

}  // namespace headlight::config
