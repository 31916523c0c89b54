#include "formats/tokenizer_json_word_level.h"

#include <optional>
#include <utility>

#include "formats/tokenizer_json_parts.h"
#include "formats/tokenizer_json_stages.h"

namespace headlight::tokenizer_json {
namespace {

/// Control characters as white space: what this program does always, and what its files say.
nlohmann::ordered_json controlsAsSpaces() {
  return normalizersJson({ControlsAsSpaces{}});
}

void checkNormalizer(const json::ObjectReader& root) {
  if (!root.has("normalizer")) return;
  if (root.at("normalizer") == nlohmann::json(controlsAsSpaces())) return;
  notSupported(root, "normalizer", root.object("normalizer").string("type", "of an unknown type"),
               "none (null), or Replace of \\p{Cc} by a space");
}

bool isIsolatingPunctuation(const json::ObjectReader& part) {
  return part.string("type") == "Punctuation" && part.string("behavior", "Isolated") == "Isolated";
}

WordSplit readPreTokenizer(const json::ObjectReader& root) {
  constexpr std::string_view kKnown =
      "WhitespaceSplit, Whitespace, BertPreTokenizer, Sequence of WhitespaceSplit and isolated Punctuation";
  if (!root.has("pre_tokenizer")) notSupported(root, "pre_tokenizer", "absent", kKnown);
  const json::ObjectReader part = root.object("pre_tokenizer");
  const std::string type = part.string("type");
  if (type == "WhitespaceSplit") return WordSplit::Spaces;
  if (type == "Whitespace") return WordSplit::WordRuns;
  if (type == "BertPreTokenizer") return WordSplit::SpacesAndPunctuation;
  if (type != "Sequence") notSupported(root, "pre_tokenizer", type, kKnown);

  const nlohmann::json& parts = part.at("pretokenizers");
  if (!parts.is_array()) part.wrongType("pretokenizers", "array");
  if (parts.size() != 2) notSupported(root, "pre_tokenizer", "another Sequence", kKnown);
  const json::ObjectReader first(parts[0], root.file(), "pre_tokenizer.pretokenizers[0]");
  const json::ObjectReader second(parts[1], root.file(), "pre_tokenizer.pretokenizers[1]");
  if (first.string("type") == "WhitespaceSplit" && isIsolatingPunctuation(second))
    return WordSplit::SpacesAndPunctuation;
  notSupported(root, "pre_tokenizer", "Sequence of " + first.string("type") + " and " + second.string("type"), kKnown);
}

/// Tokens of the two sorts would be matched one sort after the other; of one sort the order is plain.
void checkOneSort(const json::ObjectReader& root, const std::vector<AddedToken>& added) {
  for (const AddedToken& token : added)
    if (token.normalized != added.front().normalized)
      notSupported(root, "added_tokens", "normalized in part", "the same for every added token");
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

std::shared_ptr<const WordLevelTokenizer> readWordLevel(const json::ObjectReader& root) {
  const json::ObjectReader model = root.object("model");
  requireAbsent(root, "decoder");
  checkNormalizer(root);
  WordLevelOptions options;
  options.split = readPreTokenizer(root);
  options.unknownPiece = model.string("unk_token");
  options.addedTokens = readAddedTokens(root);
  options.addedPieces.emplace();  // without a list there are none
  checkOneSort(root, options.addedTokens);

  std::vector<std::string> pieces = readVocabulary(root, model.object("vocab").json(), options.addedTokens);
  const Vocabulary vocabulary(pieces);
  if (!vocabulary.find(options.unknownPiece))
    throw Error("json.missing_field", {{"file", root.file()}, {"field", "model.vocab." + options.unknownPiece}});
  options.frame = readFrame(root, vocabulary);
  return std::make_shared<const WordLevelTokenizer>(std::move(pieces), std::move(options));
}

std::string wordLevelJson(const WordLevelTokenizer& tokenizer) {
  FileParts parts;
  for (const AddedToken& token : tokenizer.addedTokenFlags()) parts.added.push_back(addedTokenJson(token));
  parts.normalizer = controlsAsSpaces();
  parts.preTokenizer = preTokenizerJson(tokenizer.split());
  parts.postProcessor = frameJson(tokenizer.frame(), Vocabulary(tokenizer.vocabulary()));
  const std::vector<bool> all(tokenizer.vocabulary().size(), true);
  parts.model = "{\n    \"type\": \"WordLevel\",\n    \"vocab\": " + vocabularyJson(tokenizer.vocabulary(), all) +
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
