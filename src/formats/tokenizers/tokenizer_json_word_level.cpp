#include "formats/tokenizers/tokenizer_json_word_level.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "formats/tokenizers/tokenizer_json_fields.h"
#include "formats/tokenizers/tokenizer_json_models.h"
#include "formats/tokenizers/tokenizer_json_stages.h"

namespace headlight::tokenizer_json {
namespace {

/// Control characters as white space: what this program does always, and what its files say.
nlohmann::ordered_json controlsAsSpaces() {
  return normalizersJson({ControlsAsSpaces{}});
}

bool isIsolatingPunctuation(const json::ObjectReader& part) {
  return part.string("type") == "Punctuation" && part.string("behavior", "Isolated") == "Isolated";
}

/// nullopt: cut in a way that is not one of WordLevelTokenizer's.
std::optional<WordSplit> wordSplitOf(const json::ObjectReader& root) {
  if (!root.has("pre_tokenizer")) return std::nullopt;
  const json::ObjectReader part = root.object("pre_tokenizer");
  const std::string type = part.string("type");
  if (type == "WhitespaceSplit") return WordSplit::Spaces;
  if (type == "Whitespace") return WordSplit::WordRuns;
  if (type == "BertPreTokenizer") return WordSplit::SpacesAndPunctuation;
  if (type != "Sequence") return std::nullopt;
  const std::vector<json::ObjectReader> parts = objectsOf(part, "pretokenizers");
  if (parts.size() == 2 && parts[0].string("type") == "WhitespaceSplit" && isIsolatingPunctuation(parts[1]))
    return WordSplit::SpacesAndPunctuation;
  return std::nullopt;
}

/// Whether the stages are those of a WordLevelTokenizer: no normalizer but its own, no decoder, and added tokens of one
/// sort (those of two would be matched one sort after the other).
bool isPlain(const json::ObjectReader& root, const std::vector<AddedToken>& added) {
  if (root.has("decoder")) return false;
  if (root.has("normalizer") && root.at("normalizer") != nlohmann::json(controlsAsSpaces())) return false;
  return std::all_of(added.begin(), added.end(),
                     [&](const AddedToken& token) { return token.normalized == added.front().normalized; });
}

/// Every id has a piece, and every piece one id.
bool isDense(const Vocabulary& vocabulary) {
  for (TokenId id = 0; id < vocabulary.size(); ++id)
    if (vocabulary.find(vocabulary.piece(id)) != id) return false;
  return true;
}

nlohmann::ordered_json preTokenizerJson(WordSplit split) {
  switch (split) {
    case WordSplit::Spaces:
      return {{"type", "WhitespaceSplit"}};
    case WordSplit::WordRuns:
      return {{"type", "Whitespace"}};
    case WordSplit::SpacesAndPunctuation:
      break;
  }
  nlohmann::ordered_json parts = nlohmann::ordered_json::array();
  parts.push_back({{"type", "WhitespaceSplit"}});
  parts.push_back({{"type", "Punctuation"}, {"behavior", "Isolated"}});
  return {{"type", "Sequence"}, {"pretokenizers", parts}};
}

}  // namespace

std::shared_ptr<const Tokenizer> readWordLevel(const json::ObjectReader& root) {
  std::vector<AddedToken> added = readAddedTokens(root);
  const std::optional<WordSplit> split = wordSplitOf(root);
  if (!split || !isPlain(root, added)) return readStagedWordLevel(root);
  const json::ObjectReader model = root.object("model");
  WordLevelOptions options;
  options.split = *split;
  options.unknownPiece = model.string("unk_token");
  options.addedTokens = std::move(added);
  options.addedPieces.emplace();  // without a list there are none

  const ReadVocabulary vocabulary = readVocabulary(root, model.object("vocab").json(), options.addedTokens);
  if (!isDense(*vocabulary.all)) return readStagedWordLevel(root);
  if (!vocabulary.all->find(options.unknownPiece))
    throw Error("json.missing_field", {{"file", root.file()}, {"field", "model.vocab." + options.unknownPiece}});
  options.frame = readFrame(root, *vocabulary.all);
  return std::make_shared<const WordLevelTokenizer>(vocabulary.all->pieces(), std::move(options));
}

std::string wordLevelJson(const WordLevelTokenizer& tokenizer) {
  FileParts parts;
  const Vocabulary vocabulary(tokenizer.vocabulary());
  for (const AddedToken& token : tokenizer.addedTokenFlags()) parts.added.push_back(addedTokenJson(token));
  parts.normalizer = controlsAsSpaces();
  parts.preTokenizer = preTokenizerJson(tokenizer.split());
  parts.postProcessor = frameJson(tokenizer.frame(), vocabulary);
  parts.model = "{\n    \"type\": \"WordLevel\",\n    \"vocab\": " + vocabularyJson(vocabulary) +
                ",\n    \"unk_token\": " + nlohmann::json(tokenizer.unknownPiece()).dump() + "\n  }";
  return fileText(parts);
}

std::string fileText(const FileParts& parts) {
  std::string text = "{\n  \"version\": \"1.0\",\n  \"truncation\": null,\n  \"padding\": null,\n";
  text += "  \"added_tokens\": " + parts.added.dump() + ",\n";
  text += "  \"normalizer\": " + parts.normalizer.dump() + ",\n";
  text += "  \"pre_tokenizer\": " + parts.preTokenizer.dump() + ",\n";
  text += "  \"post_processor\": " + parts.postProcessor.dump() + ",\n";
  text += "  \"decoder\": " + parts.decoder.dump() + ",\n";
  return text + "  \"model\": " + parts.model + "\n}\n";
}

}  // namespace headlight::tokenizer_json
