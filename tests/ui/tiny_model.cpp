#include "ui/tiny_model.h"

#include <vector>

#include "formats/model_folder.h"
#include "formats/tokenizers/tokenizer_json.h"
#include "models/trainable_model.h"
#include "support/kind_config.h"

namespace headlight::testing {

std::filesystem::path writeTinyModel(const std::filesystem::path& folder, const std::string& name,
                                     const std::string& language, ModelKind kind) {
  std::vector<std::string> words(std::begin(kSpecialPieces), std::end(kSpecialPieces));
  for (const char* word : {"The", "the",  "cat",  "dog", "bird", "ship", "is",     "are",   "on",  "in",  "at",
                           "mat", "sofa", "roof", "sea", "tree", "a",    "and",    "of",    "to",  ".",   ",",
                           "old", "red",  "big",  "saw", "near", "that", "farmer", "river", "one", "two", "three"}) {
    words.emplace_back(word);
  }
  const WordLevelTokenizer tokenizer(words);
  ModelConfig config;
  config.kind = kind;
  config.nLayers = 4;
  config.nHeads = 4;
  config.dModel = 32;
  config.dMlp = 128;
  config.nCtx = 16;
  config.dVocab = tokenizer.vocabSize();
  if (config.isRecurrent()) config.nLayers = 2;
  if (kind == ModelKind::EncoderDecoder) config.nDecoderLayers = 2;
  fitToKind(config);
  const std::filesystem::path path = folder / name;
  const std::string card = "---\nlanguage: " + language + "\nlicense: cc0-1.0\n---\n# " + name +
                           "\n\nRandom weights, for tests. Credits: nobody.\n";
  saveModelFolder(path, config, initialParameters(config, 7), tokenizerJson(tokenizer), card);
  return path;
}

}  // namespace headlight::testing
