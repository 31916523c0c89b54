#include "formats/tokenizer_json.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "formats/guarded_json.h"

namespace headlight {
namespace {

[[noreturn]] void notSupported(const json::ObjectReader& root, std::string_view part, const std::string& value,
                               std::string_view known) {
  constexpr std::size_t kLongestShown = 64;
  throw Error("tokenizer.not_supported", {{"file", root.file()},
                                          {"part", std::string(part)},
                                          {"value", value.substr(0, kLongestShown)},
                                          {"known", std::string(known)}});
}

void requireAbsent(const json::ObjectReader& root, std::string_view part) {
  if (!root.has(part)) return;
  notSupported(root, part, root.object(part).string("type", "of an unknown type"), "none (null)");
}

/// Control characters as white space: what this program does always, and what its files say.
nlohmann::ordered_json controlsAsSpaces() {
  return {{"type", "Replace"}, {"pattern", {{"Regex", "\\p{Cc}"}}}, {"content", " "}};
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

/// Pieces by id while they are collected; every id may be taken once.
class VocabularyTable {
 public:
  VocabularyTable(const json::ObjectReader& root, std::size_t size) : m_root(root), m_pieces(size) {}

  void put(const std::string& piece, const nlohmann::json& value) {
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() >= m_pieces.size()) badId(piece, value.dump());
    std::optional<std::string>& place = m_pieces[value.get<std::size_t>()];
    if (place) {
      throw Error("tokenizer.duplicate_id",
                  {{"file", m_root.file()}, {"first", *place}, {"second", piece}, {"id", value.dump()}});
    }
    place = piece;
  }

  /// Every id is taken: as many pieces as places were put, no place twice.
  std::vector<std::string> take() {
    std::vector<std::string> pieces;
    pieces.reserve(m_pieces.size());
    for (std::optional<std::string>& piece : m_pieces) pieces.push_back(std::move(piece).value());
    return pieces;
  }

 private:
  [[noreturn]] void badId(const std::string& piece, const std::string& id) const {
    const std::string size = std::to_string(m_pieces.size());
    throw Error("tokenizer.bad_id", {{"file", m_root.file()},
                                     {"piece", piece},
                                     {"id", id},
                                     {"size", size},
                                     {"last", std::to_string(m_pieces.size() - 1)}});
  }

  const json::ObjectReader& m_root;
  std::vector<std::optional<std::string>> m_pieces;
};

struct AddedToken {
  std::string piece;
  nlohmann::json id;
};

std::vector<AddedToken> readAddedTokens(const json::ObjectReader& root) {
  std::vector<AddedToken> added;
  if (!root.has("added_tokens")) return added;
  const nlohmann::json& list = root.at("added_tokens");
  if (!list.is_array()) root.wrongType("added_tokens", "array");
  constexpr std::size_t kMost = 1000;  // each is looked for at every place of a text
  if (list.size() > kMost) notSupported(root, "added_tokens", std::to_string(list.size()), "at most 1000");
  std::optional<bool> normalized;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const json::ObjectReader token(list[i], root.file(), "added_tokens[" + std::to_string(i) + "]");
    for (const std::string_view flag : {"single_word", "lstrip", "rstrip"}) {
      if (token.boolean(flag, false)) notSupported(root, token.placeOf(flag), "true", "false");
    }
    // tokens of the two sorts are matched one sort after the other; of one sort the order is plain
    const bool isNormalized = token.boolean("normalized", !token.boolean("special", false));
    if (normalized.value_or(isNormalized) != isNormalized) {
      notSupported(root, token.placeOf("normalized"), "mixed", "the same for every added token");
    }
    normalized = isNormalized;
    added.push_back({token.string("content"), token.at("id")});
    if (added.back().piece.empty()) notSupported(root, token.placeOf("content"), "", "text");
  }
  return added;
}

std::vector<std::string> readVocabulary(const json::ObjectReader& root, const nlohmann::json& vocab,
                                        const std::vector<AddedToken>& added) {
  std::size_t size = vocab.size();
  for (const AddedToken& token : added) size += vocab.contains(token.piece) ? 0 : 1;
  VocabularyTable table(root, size);
  for (const auto& [piece, id] : vocab.items()) table.put(piece, id);
  for (const AddedToken& token : added) {
    const auto inVocabulary = vocab.find(token.piece);
    if (inVocabulary == vocab.end()) {
      table.put(token.piece, token.id);
    } else if (*inVocabulary != token.id) {
      throw Error(
          "tokenizer.added_token_conflict",
          {{"file", root.file()}, {"piece", token.piece}, {"id", token.id.dump()}, {"other", inVocabulary->dump()}});
    }
  }
  return table.take();
}

nlohmann::ordered_json addedTokenJson(const WordLevelTokenizer& tokenizer, TokenId id) {
  return {{"id", id},
          {"content", tokenizer.piece(id)},
          {"single_word", false},
          {"lstrip", false},
          {"rstrip", false},
          {"normalized", false},
          {"special", true}};
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

std::shared_ptr<const WordLevelTokenizer> readTokenizerJson(std::string_view bytes, std::string_view fileName) {
  const nlohmann::json value = json::parseGuarded(bytes, fileName);
  const json::ObjectReader root(value, fileName);
  const json::ObjectReader model = root.object("model");
  const std::string type = model.string("type");
  if (type != "WordLevel") notSupported(root, "model.type", type, "WordLevel");
  requireAbsent(root, "truncation");
  requireAbsent(root, "padding");
  requireAbsent(root, "post_processor");
  requireAbsent(root, "decoder");
  checkNormalizer(root);

  WordLevelOptions options;
  options.split = readPreTokenizer(root);
  options.unknownPiece = model.string("unk_token");
  const std::vector<AddedToken> added = readAddedTokens(root);
  std::vector<std::string> addedPieces;
  for (const AddedToken& token : added) addedPieces.push_back(token.piece);
  options.addedPieces = std::move(addedPieces);

  const nlohmann::json& vocab = model.object("vocab").json();
  std::vector<std::string> pieces = readVocabulary(root, vocab, added);
  if (std::find(pieces.begin(), pieces.end(), options.unknownPiece) == pieces.end()) {
    throw Error("json.missing_field", {{"file", root.file()}, {"field", "model.vocab." + options.unknownPiece}});
  }
  return std::make_shared<const WordLevelTokenizer>(std::move(pieces), std::move(options));
}

std::string tokenizerJson(const WordLevelTokenizer& tokenizer) {
  nlohmann::ordered_json added = nlohmann::ordered_json::array();
  for (const TokenId id : tokenizer.addedTokens()) added.push_back(addedTokenJson(tokenizer, id));
  // written by hand: ordered_json looks through all keys at every insertion
  std::string vocab = "{";
  for (TokenId id = 0; id < tokenizer.vocabSize(); ++id) {
    vocab += id == 0 ? "\n" : ",\n";
    vocab += "      " + nlohmann::json(tokenizer.piece(id)).dump() + ": " + std::to_string(id);
  }
  vocab += "\n    }";

  std::string text = "{\n  \"version\": \"1.0\",\n  \"truncation\": null,\n  \"padding\": null,\n";
  text += "  \"added_tokens\": " + added.dump() + ",\n";
  text += "  \"normalizer\": " + controlsAsSpaces().dump() + ",\n";
  text += "  \"pre_tokenizer\": " + preTokenizerJson(tokenizer.split()).dump() + ",\n";
  text += "  \"post_processor\": null,\n  \"decoder\": null,\n";
  text += "  \"model\": {\n    \"type\": \"WordLevel\",\n    \"vocab\": " + vocab + ",\n";
  text += "    \"unk_token\": " + nlohmann::json(tokenizer.unknownPiece()).dump() + "\n  }\n}\n";
  return text;
}

}  // namespace headlight
