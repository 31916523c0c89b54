#include "formats/tokenizers/tokenizer_json.h"

#include "formats/files/naming_file.h"
#include "formats/json/guarded_json.h"
#include "formats/tokenizers/tokenizer_json_fields.h"
#include "formats/tokenizers/tokenizer_json_models.h"
#include "formats/tokenizers/tokenizer_json_word_level.h"

namespace headlight {
namespace {

/// Older files of GPT-2 and BERT do not name their model.
std::string typeOf(const json::ObjectReader& model) {
  if (model.has("type")) return model.string("type");
  if (model.has("merges")) return "BPE";
  if (model.has("max_input_chars_per_word")) return "WordPiece";
  return model.has("unk_id") ? "Unigram" : model.string("type");
}

}  // namespace

std::shared_ptr<const Tokenizer> readTokenizerJson(std::string_view bytes, std::string_view fileName) {
  const nlohmann::json value = json::parseGuarded(bytes, fileName);
  const json::ObjectReader root(value, fileName);
  const std::string type = typeOf(root.object("model"));
  // "truncation" and "padding" say how texts are cut and filled for batches; they change no id
  return namingFile(fileName, [&]() -> std::shared_ptr<const Tokenizer> {
    if (type == "WordLevel") return tokenizer_json::readWordLevel(root);
    if (type == "BPE") return tokenizer_json::readBpe(root);
    if (type == "Unigram") return tokenizer_json::readUnigram(root);
    if (type == "WordPiece") return tokenizer_json::readWordPiece(root);
    tokenizer_json::notSupported(root, "model.type", type, "WordLevel, BPE, Unigram, WordPiece");
  });
}

std::string tokenizerJson(const Tokenizer& tokenizer) {
  if (const auto* words = dynamic_cast<const WordLevelTokenizer*>(&tokenizer))
    return tokenizer_json::wordLevelJson(*words);
  return tokenizer_json::pipelineJson(dynamic_cast<const PipelineTokenizer&>(tokenizer));
}

}  // namespace headlight
