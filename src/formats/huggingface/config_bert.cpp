// config.json of BertForMaskedLM.

#include "formats/huggingface/config_readers.h"

namespace headlight::config {

namespace {

/// Classes of other tasks have no head that predicts masked words.
bool classHasHead(const json::ObjectReader& config) {
  const nlohmann::json& classes = config.has("architectures") ? config.at("architectures") : nlohmann::json();
  if (!classes.is_array() || classes.empty() || !classes.front().is_string()) return true;
  const auto name = classes.front().get<std::string>();
  return name != "BertModel" &&
         (!name.starts_with("BertFor") || name == "BertForMaskedLM" || name == "BertForPreTraining");
}

}  // namespace

ModelConfig readBert(const json::ObjectReader& config, std::vector<Message>&) {
  ModelConfig model;
  model.kind = ModelKind::Encoder;
  model.nLayers = size(config, "num_hidden_layers");
  model.nHeads = size(config, "num_attention_heads");
  model.dModel = size(config, "hidden_size");
  model.dMlp = size(config, "intermediate_size");
  model.nCtx = size(config, "max_position_embeddings");
  model.dVocab = size(config, "vocab_size");
  model.nSegments = size(config, "type_vocab_size", 2);
  model.activation = activation(config, "hidden_act", "gelu");
  model.layerNormEpsilon = epsilon(config, "layer_norm_eps", 1e-12);
  model.tiedHead = config.boolean("tie_word_embeddings", true);
  model.hasHead = classHasHead(config);
  model.padToken = token(config, "pad_token_id", 0, model.dVocab);
  require(config, "position_embedding_type", std::string_view("absolute"));
  require(config, "is_decoder", false);
  require(config, "add_cross_attention", false);
  checkHeads(config, model, "num_attention_heads", "hidden_size");
  return model;
}

void writeBert(const ModelConfig& model, std::int64_t, nlohmann::ordered_json& json) {
  json["architectures"] = {model.hasHead ? "BertForMaskedLM" : "BertModel"};
  json["hidden_act"] = activationWord(model.activation);
  json["layer_norm_eps"] = shortNumber(model.layerNormEpsilon);
  json["num_hidden_layers"] = model.nLayers;
  json["num_attention_heads"] = model.nHeads;
  json["hidden_size"] = model.dModel;
  json["intermediate_size"] = model.dMlp;
  json["max_position_embeddings"] = model.nCtx;
  json["position_embedding_type"] = "absolute";
  json["type_vocab_size"] = model.nSegments;
  json["vocab_size"] = model.dVocab;
  json["tie_word_embeddings"] = model.tiedHead;
  json["pad_token_id"] = model.padToken < 0 ? 0 : model.padToken;
}

}  // namespace headlight::config
