#include "formats/tokenizers/tokenizer_json_models.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
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

/// Their pieces are characters; bytes are spelled out for byte-level BPE alone.
void requireTextPieces(const json::ObjectReader& root, const std::vector<PreTokenizer>& preTokenizers) {
  if (isByteLevel(preTokenizers)) notSupported(root, "pre_tokenizer", "ByteLevel", "ByteLevel with a BPE model");
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

std::string bpeJson(const TokenizerStages& stages, const BpeModel& model) {
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

/// Added tokens are in the list already or stand behind it.
void appendAdded(const json::ObjectReader& root, const std::vector<AddedToken>& added,
                 std::vector<std::string>& pieces) {
  std::unordered_map<std::string_view, std::size_t> ids;
  for (std::size_t id = 0; id < pieces.size(); ++id) ids.emplace(pieces[id], id);
  std::vector<const AddedToken*> behind;
  for (const AddedToken& token : added) {
    const auto found = ids.find(token.content);
    if (found == ids.end()) {
      behind.push_back(&token);
    } else if (found->second != static_cast<std::size_t>(token.id)) {
      throw Error("tokenizer.added_token_conflict", {{"file", root.file()},
                                                     {"piece", token.content},
                                                     {"id", std::to_string(token.id)},
                                                     {"other", std::to_string(found->second)}});
    }
  }
  std::sort(behind.begin(), behind.end(), [](const AddedToken* a, const AddedToken* b) { return a->id < b->id; });
  const std::size_t size = pieces.size() + behind.size();
  for (const AddedToken* token : behind) {
    if (static_cast<std::size_t>(token->id) != pieces.size()) {
      throw Error("tokenizer.bad_id", {{"file", root.file()},
                                       {"piece", token->content},
                                       {"id", std::to_string(token->id)},
                                       {"size", std::to_string(size)},
                                       {"last", std::to_string(size - 1)}});
    }
    pieces.push_back(token->content);
  }
}

std::string unigramJson(const UnigramModel& model, const Vocabulary& vocabulary) {
  std::string text = "{\n    \"type\": \"Unigram\",\n    \"unk_id\": " + std::to_string(model.unknown());
  text += ",\n    \"byte_fallback\": " + std::string(model.byteFallback() ? "true" : "false") + ",\n    \"vocab\": [";
  const std::vector<double> scores = model.scoresById();
  for (std::size_t id = 0; id < scores.size(); ++id) {
    text += id == 0 ? "\n      [" : ",\n      [";
    text += nlohmann::json(vocabulary.pieces()[id]).dump() + ", " + nlohmann::json(scores[id]).dump() + "]";
  }
  return text + "\n    ]\n  }";
}

std::string wordLevelModelJson(const TokenizerStages& stages) {
  const std::vector<std::string>& pieces = stages.vocabulary->pieces();
  return "{\n    \"type\": \"WordLevel\",\n    \"vocab\": " +
         vocabularyJson(pieces, std::vector<bool>(pieces.size(), true)) +
         ",\n    \"unk_token\": " + nlohmann::json(stages.unknownPiece).dump() + "\n  }";
}

std::string wordPieceJson(const WordPieceModel& model, const TokenizerStages& stages) {
  const std::vector<std::string>& pieces = stages.vocabulary->pieces();
  const std::vector<bool> all(pieces.size(), true);
  std::string text =
      "{\n    \"type\": \"WordPiece\",\n    \"unk_token\": " + nlohmann::json(stages.unknownPiece).dump();
  text += ",\n    \"continuing_subword_prefix\": " + nlohmann::json(model.prefix()).dump();
  text += ",\n    \"max_input_chars_per_word\": " + std::to_string(model.longestWord());
  return text + ",\n    \"vocab\": " + vocabularyJson(pieces, all) + "\n  }";
}

}  // namespace

std::shared_ptr<const PipelineTokenizer> readUnigram(const json::ObjectReader& root) {
  const json::ObjectReader model = root.object("model");
  std::vector<AddedToken> added = readAddedTokens(root);
  ScoredPieces scored = readScoredPieces(root, model);
  const std::int64_t unknown = model.integer("unk_id");
  const auto size = static_cast<std::int64_t>(scored.pieces.size());
  if (unknown < 0 || unknown >= size) {
    throw Error("tokenizer.bad_id", {{"file", root.file()},
                                     {"piece", "unk_id"},
                                     {"id", std::to_string(unknown)},
                                     {"size", std::to_string(size)},
                                     {"last", std::to_string(size - 1)}});
  }
  const std::string unknownPiece = scored.pieces[static_cast<std::size_t>(unknown)];
  appendAdded(root, added, scored.pieces);
  TokenizerStages stages = readStages(root, std::move(added), std::move(scored.pieces));
  requireTextPieces(root, stages.preTokenizers);
  stages.unknownPiece = unknownPiece;
  stages.model =
      std::make_shared<const UnigramModel>(stages.vocabulary, std::move(scored.scores), static_cast<TokenId>(unknown),
                                           model.boolean("byte_fallback", false));
  return std::make_shared<const PipelineTokenizer>(std::move(stages));
}

namespace {

/// What WordPiece and WordLevel share: stages on text, a vocabulary of pieces by id, and a piece for unknown words.
struct WordStages {
  TokenizerStages stages;
  TokenId unknown = 0;
};

WordStages readWordStages(const json::ObjectReader& root) {
  const json::ObjectReader model = root.object("model");
  std::vector<AddedToken> added = readAddedTokens(root);
  std::vector<std::string> pieces = readVocabulary(root, model.object("vocab").json(), added);
  TokenizerStages stages = readStages(root, std::move(added), std::move(pieces));
  requireTextPieces(root, stages.preTokenizers);
  stages.unknownPiece = model.string("unk_token");
  const std::optional<TokenId> unknown = stages.vocabulary->find(stages.unknownPiece);
  if (!unknown) throw Error("text.unknown_piece_missing", {{"piece", stages.unknownPiece}});
  return {std::move(stages), *unknown};
}

}  // namespace

std::shared_ptr<const PipelineTokenizer> readWordPiece(const json::ObjectReader& root) {
  const json::ObjectReader model = root.object("model");
  auto [stages, unknown] = readWordStages(root);
  const std::int64_t longest = model.integer("max_input_chars_per_word", 100);
  if (longest < 1 || longest > 10'000)
    notSupported(root, model.placeOf("max_input_chars_per_word"), std::to_string(longest), "1 to 10000");
  stages.model = std::make_shared<const WordPieceModel>(
      stages.vocabulary, unknown, model.string("continuing_subword_prefix", "##"), static_cast<std::size_t>(longest));
  return std::make_shared<const PipelineTokenizer>(std::move(stages));
}

std::shared_ptr<const PipelineTokenizer> readStagedWordLevel(const json::ObjectReader& root) {
  auto [stages, unknown] = readWordStages(root);
  stages.model = std::make_shared<const WordLevelModel>(stages.vocabulary, unknown);
  return std::make_shared<const PipelineTokenizer>(std::move(stages));
}

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
  if (const auto* bpe = dynamic_cast<const BpeModel*>(stages.model.get())) {
    parts.model = bpeJson(stages, *bpe);
  } else if (const auto* unigram = dynamic_cast<const UnigramModel*>(stages.model.get())) {
    parts.model = unigramJson(*unigram, *stages.vocabulary);
  } else if (dynamic_cast<const WordLevelModel*>(stages.model.get()) != nullptr) {
    parts.model = wordLevelModelJson(stages);
  } else {
    parts.model = wordPieceJson(dynamic_cast<const WordPieceModel&>(*stages.model), stages);
  }
  return fileText(parts);
}

}  // namespace headlight::tokenizer_json
