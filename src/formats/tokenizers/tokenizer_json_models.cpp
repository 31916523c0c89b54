#include "formats/tokenizers/tokenizer_json_models.h"

#include <optional>
#include <utility>

#include "formats/tokenizers/tokenizer_json_fields.h"
#include "formats/tokenizers/tokenizer_json_stages.h"
#include "formats/tokenizers/tokenizer_json_word_level.h"
#include "text/models/bpe_model.h"
#include "text/models/unigram_model.h"
#include "text/models/word_level_model.h"
#include "text/models/word_piece_model.h"

namespace headlight::tokenizer_json {
namespace {

/// The stages around a model, which need its vocabulary.
TokenizerStages readStages(const json::ObjectReader& root, std::vector<AddedToken> added,
                           std::shared_ptr<const Vocabulary> vocabulary) {
  TokenizerStages stages;
  stages.vocabulary = std::move(vocabulary);
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

/// What reads text after ByteLevel reads its letters.
void spellBytes(std::vector<PreTokenizer>& preTokenizers) {
  for (PreTokenizer& each : preTokenizers)
    if (auto* byteLevel = std::get_if<ByteLevelSplit>(&each)) byteLevel->spellsBytes = true;
}

/// "fuse_unk" is read as the library does: without the field, not.
BpeOptions readBpeOptions(const json::ObjectReader& root, const json::ObjectReader& model) {
  if (model.number("dropout", 0) != 0)
    notSupported(root, model.placeOf("dropout"), model.at("dropout").dump(), "none (null) or 0");
  BpeOptions options;
  options.prefix = model.string("continuing_subword_prefix", "");
  options.suffix = model.string("end_of_word_suffix", "");
  constexpr std::size_t kLongest = 16;  // stands at every character
  for (const std::string* mark : {&options.prefix, &options.suffix})
    if (mark->size() > kLongest) notSupported(root, "model", *mark, "prefixes and suffixes of at most 16 bytes");
  options.fuseUnknown = model.boolean("fuse_unk", false);
  options.byteFallback = model.boolean("byte_fallback", false);
  options.ignoreMerges = model.boolean("ignore_merges", false);
  return options;
}

/// Whether the model may read the bytes of the text themselves: ByteLevel comes last, and nothing needs their letters.
bool mayReadBytes(const std::vector<PreTokenizer>& preTokenizers, const BpeOptions& options) {
  if (preTokenizers.empty() || !std::holds_alternative<ByteLevelSplit>(preTokenizers.back())) return false;
  return options.prefix.empty() && options.suffix.empty() && !options.fuseUnknown && !options.byteFallback;
}

std::string jsonWord(bool value) {
  return value ? "true" : "false";
}

/// null for an empty text.
std::string jsonText(const std::string& text) {
  return text.empty() ? "null" : nlohmann::json(text).dump();
}

std::string bpeJson(const TokenizerStages& stages, const BpeModel& model) {
  const BpeOptions& options = model.options();
  std::string text = "{\n    \"type\": \"BPE\",\n    \"dropout\": null,\n    \"unk_token\": ";
  text += jsonText(stages.unknownPiece);
  text += ",\n    \"continuing_subword_prefix\": " + jsonText(options.prefix);
  text += ",\n    \"end_of_word_suffix\": " + jsonText(options.suffix);
  text += ",\n    \"fuse_unk\": " + jsonWord(options.fuseUnknown);
  text += ",\n    \"byte_fallback\": " + jsonWord(options.byteFallback);
  text += ",\n    \"ignore_merges\": " + jsonWord(options.ignoreMerges);
  text += ",\n    \"vocab\": " + vocabularyJson(model.vocabulary()) + ",\n    \"merges\": [";
  bool isFirst = true;
  for (const BpeMerge& merge : model.merges()) {
    const std::string& left = model.vocabulary().piece(merge.left);
    const std::string& right = model.vocabulary().piece(merge.right);
    const bool hasSpace = left.find(' ') != std::string::npos || right.find(' ') != std::string::npos;
    const nlohmann::json spelled = hasSpace ? nlohmann::json({left, right}) : nlohmann::json(left + " " + right);
    text += (isFirst ? "\n      " : ",\n      ") + spelled.dump();
    isFirst = false;
  }
  return text + "\n    ]\n  }";
}

/// [["piece", score], …]
struct ScoredPieces {
  std::vector<std::string> pieces;
  std::vector<double> scores;
};

ScoredPieces readScoredPieces(const json::ObjectReader& root, const json::ObjectReader& model) {
  const nlohmann::json& list = model.at("vocab");
  if (!list.is_array()) model.wrongType("vocab", "array");
  ScoredPieces scored;
  for (const nlohmann::json& entry : list) {
    if (!entry.is_array() || entry.size() != 2 || !entry[0].is_string() || !entry[1].is_number()) {
      throw Error("json.wrong_type",
                  {{"file", root.file()},
                   {"field", model.placeOf("vocab") + "[" + std::to_string(scored.pieces.size()) + "]"},
                   {"expected", "[string, number]"},
                   {"found", std::string(json::typeName(entry))}});
    }
    scored.pieces.push_back(entry[0].get<std::string>());
    scored.scores.push_back(entry[1].get<double>());
  }
  return scored;
}

std::string unigramJson(const UnigramModel& model, const Vocabulary& vocabulary) {
  std::string text = "{\n    \"type\": \"Unigram\",\n    \"unk_id\": " +
                     (model.unknown() == UnigramModel::kNoUnknown ? "null" : std::to_string(model.unknown()));
  text += ",\n    \"byte_fallback\": " + std::string(model.byteFallback() ? "true" : "false") + ",\n    \"vocab\": [";
  const std::vector<double> scores = model.scoresById();
  for (std::size_t id = 0; id < scores.size(); ++id) {
    text += id == 0 ? "\n      [" : ",\n      [";
    text += nlohmann::json(vocabulary.pieces()[id]).dump() + ", " + nlohmann::json(scores[id]).dump() + "]";
  }
  return text + "\n    ]\n  }";
}

std::string wordLevelModelJson(const WordLevelModel& model, const TokenizerStages& stages) {
  return "{\n    \"type\": \"WordLevel\",\n    \"vocab\": " + vocabularyJson(model.vocabulary()) +
         ",\n    \"unk_token\": " + nlohmann::json(stages.unknownPiece).dump() + "\n  }";
}

std::string wordPieceJson(const WordPieceModel& model, const TokenizerStages& stages) {
  std::string text =
      "{\n    \"type\": \"WordPiece\",\n    \"unk_token\": " + nlohmann::json(stages.unknownPiece).dump();
  text += ",\n    \"continuing_subword_prefix\": " + nlohmann::json(model.prefix()).dump();
  text += ",\n    \"max_input_chars_per_word\": " + std::to_string(model.longestWord());
  return text + ",\n    \"vocab\": " + vocabularyJson(model.vocabulary()) + "\n  }";
}

/// null: there is none.
TokenId readUnknownId(const json::ObjectReader& root, const json::ObjectReader& model, std::size_t size) {
  if (model.json().contains("unk_id") && !model.has("unk_id")) return UnigramModel::kNoUnknown;
  const std::int64_t unknown = model.integer("unk_id");
  if (unknown < 0 || unknown >= static_cast<std::int64_t>(size)) {
    throw Error("tokenizer.bad_id", {{"file", root.file()},
                                     {"piece", "unk_id"},
                                     {"id", std::to_string(unknown)},
                                     {"last", std::to_string(static_cast<std::int64_t>(size) - 1)}});
  }
  return static_cast<TokenId>(unknown);
}

}  // namespace

std::shared_ptr<const PipelineTokenizer> readUnigram(const json::ObjectReader& root) {
  const json::ObjectReader model = root.object("model");
  std::vector<AddedToken> added = readAddedTokens(root);
  ScoredPieces scored = readScoredPieces(root, model);
  if (!scored.pieces.empty()) (void)Vocabulary(scored.pieces);  // each once
  const TokenId unknown = readUnknownId(root, model, scored.pieces.size());
  const bool hasUnknown = unknown != UnigramModel::kNoUnknown;
  const std::string unknownPiece = hasUnknown ? scored.pieces[static_cast<std::size_t>(unknown)] : std::string();
  const ReadVocabulary vocabulary = withAdded(root.file(), std::move(scored.pieces), added);
  TokenizerStages stages = readStages(root, std::move(added), vocabulary.all);
  spellBytes(stages.preTokenizers);
  stages.unknownPiece = unknownPiece;
  stages.model = std::make_shared<const UnigramModel>(vocabulary.model, std::move(scored.scores), unknown,
                                                      model.boolean("byte_fallback", false));
  return std::make_shared<const PipelineTokenizer>(std::move(stages));
}

namespace {

/// What WordPiece and WordLevel share: stages on text, a vocabulary of pieces by id, and a piece for unknown words.
struct WordStages {
  TokenizerStages stages;
  std::shared_ptr<const Vocabulary> vocabulary;  ///< of the model
  TokenId unknown = 0;
};

WordStages readWordStages(const json::ObjectReader& root) {
  const json::ObjectReader model = root.object("model");
  std::vector<AddedToken> added = readAddedTokens(root);
  const ReadVocabulary vocabulary = readVocabulary(root, model.object("vocab").json(), added);
  TokenizerStages stages = readStages(root, std::move(added), vocabulary.all);
  spellBytes(stages.preTokenizers);
  stages.unknownPiece = model.string("unk_token");
  const std::optional<TokenId> unknown = stages.vocabulary->find(stages.unknownPiece);
  if (!unknown) throw Error("text.unknown_piece_missing", {{"piece", stages.unknownPiece}});
  return {std::move(stages), vocabulary.model, *unknown};
}

}  // namespace

std::shared_ptr<const PipelineTokenizer> readWordPiece(const json::ObjectReader& root) {
  const json::ObjectReader model = root.object("model");
  auto [stages, vocabulary, unknown] = readWordStages(root);
  const std::int64_t longest = model.integer("max_input_chars_per_word", 100);
  if (longest < 1 || longest > 10'000)
    notSupported(root, model.placeOf("max_input_chars_per_word"), std::to_string(longest), "1 to 10000");
  stages.model = std::make_shared<const WordPieceModel>(
      vocabulary, unknown, model.string("continuing_subword_prefix", "##"), static_cast<std::size_t>(longest));
  return std::make_shared<const PipelineTokenizer>(std::move(stages));
}

std::shared_ptr<const PipelineTokenizer> readStagedWordLevel(const json::ObjectReader& root) {
  auto [stages, vocabulary, unknown] = readWordStages(root);
  stages.model = std::make_shared<const WordLevelModel>(vocabulary, unknown);
  return std::make_shared<const PipelineTokenizer>(std::move(stages));
}

std::shared_ptr<const PipelineTokenizer> readBpe(const json::ObjectReader& root) {
  const json::ObjectReader model = root.object("model");
  BpeOptions options = readBpeOptions(root, model);
  std::vector<AddedToken> added = readAddedTokens(root);
  const ReadVocabulary vocabulary = readVocabulary(root, model.object("vocab").json(), added);
  TokenizerStages stages = readStages(root, std::move(added), vocabulary.all);
  if (!mayReadBytes(stages.preTokenizers, options)) {
    options.unit = BpeOptions::Unit::Characters;
    spellBytes(stages.preTokenizers);
  }
  stages.unknownPiece = model.string("unk_token", "");
  if (!stages.unknownPiece.empty()) {
    options.unknown = stages.vocabulary->find(stages.unknownPiece);
    if (!options.unknown) throw Error("text.unknown_piece_missing", {{"piece", stages.unknownPiece}});
  }
  auto bpe = std::make_shared<const BpeModel>(vocabulary.model, readMerges(model), std::move(options));
  // with a token for every byte nothing is unknown: <|endoftext|>, which GPT-2's files name, keeps its one meaning
  if (bpe->readsBytes() && bpe->hasEveryByte()) stages.unknownPiece.clear();
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
  if (const auto* bpe = dynamic_cast<const BpeModel*>(stages.model.get())) {
    parts.model = bpeJson(stages, *bpe);
  } else if (const auto* unigram = dynamic_cast<const UnigramModel*>(stages.model.get())) {
    parts.model = unigramJson(*unigram, *stages.vocabulary);
  } else if (const auto* words = dynamic_cast<const WordLevelModel*>(stages.model.get())) {
    parts.model = wordLevelModelJson(*words, stages);
  } else {
    parts.model = wordPieceJson(dynamic_cast<const WordPieceModel&>(*stages.model), stages);
  }
  return fileText(parts);
}

}  // namespace headlight::tokenizer_json
