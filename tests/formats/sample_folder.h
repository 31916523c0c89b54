#pragma once
// A tiny model folder of our own making, for tests that damage it.

#include <filesystem>
#include <iterator>
#include <string>

#include "formats/model_folder.h"
#include "formats/tokenizers/tokenizer_json.h"

namespace headlight::testing {

inline ModelConfig tinyConfig(bool tiedHead) {
  ModelConfig config;
  config.nLayers = 2;
  config.nHeads = 2;
  config.dModel = 8;
  config.dMlp = 12;
  config.nCtx = 6;
  config.dVocab = 9;
  config.tiedHead = tiedHead;
  return config;
}

/// A tiny model of any kind, every size different from the others where the architecture lets it be.
inline ModelConfig tinyConfig(ModelKind kind, bool tiedHead = true) {
  ModelConfig config = tinyConfig(tiedHead);
  config.kind = kind;
  if (kind == ModelKind::Encoder) {
    config.activation = Activation::Gelu;
    config.layerNormEpsilon = 1e-12F;
    config.nSegments = 3;
    config.padToken = 1;
  }
  if (kind == ModelKind::EncoderDecoder) {
    config.positions = Positions::Sinusoidal;
    config.nDecoderLayers = 3;
    config.activation = Activation::Swish;
    config.scaledEmbedding = true;
    config.padToken = config.startToken = 1;
    config.endToken = 5;
  }
  if (config.isRecurrent()) {
    config.nHeads = config.dMlp = 0;
    config.dHidden = tiedHead ? config.dModel : 10;
  }
  return config;
}

inline constexpr ModelKind kAllKinds[] = {ModelKind::Decoder, ModelKind::Encoder, ModelKind::EncoderDecoder,
                                          ModelKind::Rnn,     ModelKind::Lstm,    ModelKind::Gru};

inline std::string tinyTokenizer() {
  std::vector<std::string> pieces(std::begin(kSpecialPieces), std::end(kSpecialPieces));
  for (const char* word : {"The", "cat", "."}) pieces.emplace_back(word);
  return tokenizerJson(WordLevelTokenizer(std::move(pieces)));
}

inline std::string tinyCard() {
  return "---\nlanguage: en\nlicense: \"CC BY 4.0\"\nvalidation_loss: 2.25\n---\n# Tiny\nA model for tests.\n";
}

inline void saveTinyFolder(const std::filesystem::path& folder, bool tiedHead = true) {
  const ModelConfig config = tinyConfig(tiedHead);
  saveModelFolder(folder, config, initialParameters(config, 1), tinyTokenizer(), tinyCard());
}

}  // namespace headlight::testing
