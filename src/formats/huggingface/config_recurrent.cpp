// config.json of our recurrent language models: torch.nn's words for the cells (embedding_size, hidden_size,
// num_layers) and Hugging Face's for the rest.

#include "formats/huggingface/config_readers.h"

namespace headlight::config {
namespace {

ModelConfig readCells(const json::ObjectReader& config, ModelKind kind) {
  ModelConfig model;
  model.kind = kind;
  model.nLayers = size(config, "num_layers");
  model.dHidden = size(config, "hidden_size");
  model.dModel = size(config, "embedding_size", static_cast<std::int64_t>(model.dHidden));
  model.nCtx = size(config, "max_position_embeddings");
  model.dVocab = size(config, "vocab_size");
  model.tiedHead = config.boolean("tie_word_embeddings", true);
  // torch.nn's other arguments, at their usual values
  require(config, "bias", true);
  require(config, "bidirectional", false);
  require(config, "nonlinearity", std::string_view("tanh"));
  if (const std::int64_t projection = config.integer("proj_size", 0); projection != 0) {
    notSupported(config, "proj_size", std::to_string(projection), "0");
  }
  if (model.tiedHead && model.dModel != model.dHidden) {
    contradiction(config, "embedding_size", std::to_string(model.dModel), "hidden_size",
                  std::to_string(model.dHidden) + ", and with tie_word_embeddings both must be the same");
  }
  return model;
}

}  // namespace

ModelConfig readRnn(const json::ObjectReader& config, std::vector<Message>&) {
  return readCells(config, ModelKind::Rnn);
}

ModelConfig readLstm(const json::ObjectReader& config, std::vector<Message>&) {
  return readCells(config, ModelKind::Lstm);
}

ModelConfig readGru(const json::ObjectReader& config, std::vector<Message>&) {
  return readCells(config, ModelKind::Gru);
}

void writeRecurrent(const ModelConfig& model, std::int64_t endOfText, nlohmann::ordered_json& json) {
  json["num_layers"] = model.nLayers;
  json["embedding_size"] = model.dModel;
  json["hidden_size"] = model.dHidden;
  json["max_position_embeddings"] = model.nCtx;
  json["vocab_size"] = model.dVocab;
  json["tie_word_embeddings"] = model.tiedHead;
  if (endOfText >= 0) {
    json["bos_token_id"] = endOfText;
    json["eos_token_id"] = endOfText;
  }
}

}  // namespace headlight::config
