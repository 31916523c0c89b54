#include "formats/tokenizer_json_models.h"

#include <algorithm>
#include <utility>

#include "formats/tokenizer_json_parts.h"
#include "formats/tokenizer_json_stages.h"
#include "formats/tokenizer_json_word_level.h"
#include "text/bpe_model.h"

namespace headlight::tokenizer_json {
namespace {

/// The stages around a model, which need its vocabulary.
TokenizerStages readStages(const json::ObjectReader& root, std::vector<AddedToken> added,
                           std::vector<std::string> pieces) {
  TokenizerStages stages;
  stages.vocabulary = std::make_shared<const Vocabulary>(std::move(pieces));
  stages.added = std::move(added);
  stages.normalizers = readNormalizers(root);
  stages.preTokenizers = readPreTokenizers(root);
  stages.frame = readFrame(root, *stages.vocabulary);
  stages.decoders = readDecoders(root);
  return stages;
}

/// "a b", or in newer files ["a", "b"].
std::pair<std::string, std::string> readMerge(const json::ObjectReader& model, const nlohmann::json& merge,
                                              std::size_t number) {
  if (merge.is_array() && merge.size() == 2 && merge[0].is_string() && merge[1].is_string())
    return {merge[0].get<std::string>(), merge[1].get<std::string>()};
  if (merge.is_string()) {
    const auto& text = merge.get_ref<const std::string&>();
    const std::size_t space = text.find(' ');
    if (space != std::string::npos && text.find(' ', space + 1) == std::string::npos)
      return {text.substr(0, space), text.substr(space + 1)};
  }
  throw Error("tokenizer.bad_merge",
              {{"file", model.file()}, {"place", model.placeOf("merges")}, {"number", std::to_string(number)}});
}

std::vector<std::pair<std::string, std::string>> readMerges(const json::ObjectReader& model) {
  const nlohmann::json& list = model.at("merges");
  if (!list.is_array()) model.wrongType("merges", "array");
  std::vector<std::pair<std::string, std::string>> merges;
  merges.reserve(list.size());
  for (const nlohmann::json& merge : list) merges.push_back(readMerge(model, merge, merges.size()));
  return merges;
}

bool isByteLevel(const std::vector<PreTokenizer>& preTokenizers) {
  return std::any_of(preTokenizers.begin(), preTokenizers.end(),
                     [](const PreTokenizer& each) { return std::holds_alternative<ByteLevelSplit>(each); });
}

void checkBpeOptions(const json::ObjectReader& root, const json::ObjectReader& model) {
  for (const std::string_view text : {"continuing_subword_prefix", "end_of_word_suffix"})
    if (const std::string value = model.string(text, ""); !value.empty())
      notSupported(root, model.placeOf(text), value, "none (empty)");
  for (const std::string_view flag : {"byte_fallback", "ignore_merges"})
    if (model.boolean(flag, false)) notSupported(root, model.placeOf(flag), "true", "false");
  if (model.number("dropout", 0) != 0)
    notSupported(root, model.placeOf("dropout"), model.at("dropout").dump(), "none (null)");
}

std::string bpeJson(const PipelineTokenizer& tokenizer, const BpeModel& model) {
  const TokenizerStages& stages = tokenizer.stages();
  const std::vector<std::string>& pieces = stages.vocabulary->pieces();
  const std::vector<bool> all(pieces.size(), true);
  std::string text = "{\n    \"type\": \"BPE\",\n    \"dropout\": null,\n    \"unk_token\": ";
  text += stages.unknownPiece.empty() ? "null" : nlohmann::json(stages.unknownPiece).dump();
  text += ",\n    \"continuing_subword_prefix\": null,\n    \"end_of_word_suffix\": null,\n    \"fuse_unk\": false,\n";
  text += "    \"byte_fallback\": false,\n    \"ignore_merges\": false,\n    \"vocab\": " + vocabularyJson(pieces, all);
  text += ",\n    \"merges\": [";
  bool isFirst = true;
  for (const BpeMerge& merge : model.merges()) {
    const std::string spelled = stages.vocabulary->piece(merge.left) + " " + stages.vocabulary->piece(merge.right);
    text += (isFirst ? "\n      " : ",\n      ") + nlohmann::json(spelled).dump();
    isFirst = false;
  }
  return text + "\n    ]\n  }";
}

}  // namespace

std::shared_ptr<const PipelineTokenizer> readBpe(const json::ObjectReader& root) {
  const json::ObjectReader model = root.object("model");
  checkBpeOptions(root, model);
  std::vector<AddedToken> added = readAddedTokens(root);
  std::vector<std::string> pieces = readVocabulary(root, model.object("vocab").json(), added);
  TokenizerStages stages = readStages(root, std::move(added), std::move(pieces));
  if (!isByteLevel(stages.preTokenizers))
    notSupported(root, "model.type", "BPE without a ByteLevel pre_tokenizer", "byte-level BPE");
  stages.unknownPiece = model.string("unk_token", "");
  std::optional<TokenId> unknown;
  if (!stages.unknownPiece.empty()) {
    unknown = stages.vocabulary->find(stages.unknownPiece);
    if (!unknown) throw Error("text.unknown_piece_missing", {{"piece", stages.unknownPiece}});
  }
  auto bpe = std::make_shared<const BpeModel>(stages.vocabulary, readMerges(model), unknown);
  // with a token for every byte nothing is unknown: <|endoftext|>, which GPT-2's files name, keeps its one meaning
  if (bpe->hasEveryByte()) stages.unknownPiece.clear();
  stages.model = std::move(bpe);
  return std::make_shared<const PipelineTokenizer>(std::move(stages));
}

std::string pipelineJson(const PipelineTokenizer& tokenizer) {
  const TokenizerStages& stages = tokenizer.stages();
  FileParts parts;
  for (const AddedToken& token : stages.added) parts.added.push_back(addedTokenJson(token));
  parts.normalizer = normalizersJson(stages.normalizers);
  parts.preTokenizer = preTokenizersJson(stages.preTokenizers);
  parts.postProcessor = frameJson(stages.frame, *stages.vocabulary);
  parts.decoder = decodersJson(stages.decoders);
  if (const auto* bpe = dynamic_cast<const BpeModel*>(stages.model.get())) parts.model = bpeJson(tokenizer, *bpe);
  return fileText(parts);
}

}  // namespace headlight::tokenizer_json
