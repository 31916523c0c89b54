#pragma once
// A tiny model folder of our own making, for tests that damage it.

#include <filesystem>
#include <iterator>
#include <string>

#include "formats/model_folder.h"
#include "formats/tokenizer_json.h"

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
