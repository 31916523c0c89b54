// config.json of MarianMTModel. Older files carry switches of the BART that Marian was cut from; those that would
// change the arithmetic must have the values that MarianMTModel computes with.

#include "formats/huggingface/config_readers.h"

namespace headlight::config {
namespace {

constexpr float kEpsilon = 1e-5F;  // MarianMTModel has no field for it

void refuseUnusualSwitches(const json::ObjectReader& config) {
  require(config, "static_position_embeddings", true);
  require(config, "share_encoder_decoder_embeddings", true);
  require(config, "tie_word_embeddings", true);
  for (const std::string_view field : {"normalize_before", "normalize_embedding", "add_final_layer_norm"}) {
    require(config, field, false);
  }
  requireEqual(config, "decoder_attention_heads", "encoder_attention_heads");
  requireEqual(config, "decoder_ffn_dim", "encoder_ffn_dim");
  requireEqual(config, "decoder_vocab_size", "vocab_size");
}

}  // namespace

ModelConfig readMarian(const json::ObjectReader& config, std::vector<Message>&) {
  ModelConfig model;
  model.kind = ModelKind::EncoderDecoder;
  model.positions = Positions::Sinusoidal;
  model.nLayers = size(config, "encoder_layers");
  model.nDecoderLayers = size(config, "decoder_layers");
  model.nHeads = size(config, "encoder_attention_heads");
  model.dModel = size(config, "d_model");
  model.dMlp = size(config, "encoder_ffn_dim");
  model.nCtx = size(config, "max_position_embeddings", 1024);
  model.dVocab = size(config, "vocab_size");
  model.activation = activation(config, "activation_function", "gelu");
  model.layerNormEpsilon = kEpsilon;
  model.scaledEmbedding = config.boolean("scale_embedding", false);
  model.padToken = token(config, "pad_token_id", 58100, model.dVocab);
  model.startToken = token(config, "decoder_start_token_id", 58100, model.dVocab);
  model.endToken = token(config, "eos_token_id", 0, model.dVocab);
  refuseUnusualSwitches(config);
  checkHeads(config, model, "encoder_attention_heads", "d_model");
  return model;
}

void writeMarian(const ModelConfig& model, std::int64_t, nlohmann::ordered_json& json) {
  mustBe(model.layerNormEpsilon == kEpsilon, "marian", "layer_norm_epsilon",
         std::to_string(shortNumber(model.layerNormEpsilon)), "1e-05");
  mustBe(model.tiedHead, "marian", "tied_head", "false", "true");
  for (const TokenId id : {model.padToken, model.startToken, model.endToken}) {
    mustBe(id >= 0 && id < model.dVocab, "marian", "pad, start or end token", std::to_string(id),
           "an id of the vocabulary");
  }
  json["architectures"] = {"MarianMTModel"};
  json["is_encoder_decoder"] = true;
  json["activation_function"] = activationWord(model.activation);
  json["encoder_layers"] = model.nLayers;
  json["decoder_layers"] = model.nDecoderLayers;
  json["num_hidden_layers"] = model.nLayers;
  json["encoder_attention_heads"] = model.nHeads;
  json["decoder_attention_heads"] = model.nHeads;
  json["d_model"] = model.dModel;
  json["encoder_ffn_dim"] = model.dMlp;
  json["decoder_ffn_dim"] = model.dMlp;
  json["max_position_embeddings"] = model.nCtx;
  json["static_position_embeddings"] = true;
  json["scale_embedding"] = model.scaledEmbedding;
  json["share_encoder_decoder_embeddings"] = true;
  json["tie_word_embeddings"] = true;
  json["normalize_before"] = false;
  json["normalize_embedding"] = false;
  json["add_final_layer_norm"] = false;
  json["vocab_size"] = model.dVocab;
  json["decoder_vocab_size"] = model.dVocab;
  json["pad_token_id"] = model.padToken;
  json["bad_words_ids"] = nlohmann::ordered_json::array({nlohmann::ordered_json::array({model.padToken})});
  json["decoder_start_token_id"] = model.startToken;
  json["eos_token_id"] = model.endToken;
}

}  // namespace headlight::config
