#include "formats/tokenizers/tokenizer_json_fields.h"

#include <unordered_map>
#include <utility>

namespace headlight::tokenizer_json {

void notSupported(const json::ObjectReader& root, std::string_view part, const std::string& value,
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

std::vector<json::ObjectReader> objectsOf(const json::ObjectReader& parent, std::string_view field) {
  const nlohmann::json& list = parent.at(field);
  if (!list.is_array()) parent.wrongType(field, "array");
  std::vector<json::ObjectReader> objects;
  for (std::size_t i = 0; i < list.size(); ++i)
    objects.emplace_back(list[i], parent.file(), parent.placeOf(field) + "[" + std::to_string(i) + "]");
  return objects;
}

std::vector<AddedToken> readAddedTokens(const json::ObjectReader& root) {
  constexpr std::size_t kMost = 1000;
  constexpr std::size_t kLongest = 1024;
  std::vector<AddedToken> added;
  if (!root.has("added_tokens")) return added;
  const std::vector<json::ObjectReader> list = objectsOf(root, "added_tokens");
  if (list.size() > kMost) notSupported(root, "added_tokens", std::to_string(list.size()), "at most 1000");
  for (const json::ObjectReader& each : list) {
    AddedToken token;
    token.content = each.string("content");
    if (token.content.empty() || token.content.size() > kLongest)
      notSupported(root, each.placeOf("content"), token.content, "1 to 1024 bytes of text");
    const nlohmann::json& id = each.at("id");
    if (!id.is_number_unsigned() || id.get<std::uint64_t>() > 0x7FFFFFFFU) {
      throw Error("tokenizer.bad_id", {{"file", root.file()},
                                       {"piece", token.content},
                                       {"id", id.dump()},
                                       {"size", "2147483648"},
                                       {"last", "2147483647"}});
    }
    token.id = id.get<TokenId>();
    token.singleWord = each.boolean("single_word", false);
    token.lstrip = each.boolean("lstrip", false);
    token.rstrip = each.boolean("rstrip", false);
    token.special = each.boolean("special", false);
    token.normalized = each.boolean("normalized", !token.special);
    added.push_back(std::move(token));
  }
  return added;
}

void VocabularyTable::put(const std::string& piece, const nlohmann::json& id) {
  if (!id.is_number_unsigned() || id.get<std::uint64_t>() >= m_pieces.size()) badId(piece, id.dump());
  std::optional<std::string>& place = m_pieces[id.get<std::size_t>()];
  if (place) {
    throw Error("tokenizer.duplicate_id",
                {{"file", m_root.file()}, {"first", *place}, {"second", piece}, {"id", id.dump()}});
  }
  place = piece;
}

std::vector<std::string> VocabularyTable::take() {
  std::vector<std::string> pieces;
  pieces.reserve(m_pieces.size());
  for (std::optional<std::string>& piece : m_pieces) pieces.push_back(std::move(piece).value());
  return pieces;
}

void VocabularyTable::badId(const std::string& piece, const std::string& id) const {
  const std::string size = std::to_string(m_pieces.size());
  throw Error("tokenizer.bad_id", {{"file", m_root.file()},
                                   {"piece", piece},
                                   {"id", id},
                                   {"size", size},
                                   {"last", std::to_string(m_pieces.size() - 1)}});
}

std::vector<std::string> readVocabulary(const json::ObjectReader& root, const nlohmann::json& vocab,
                                        const std::vector<AddedToken>& added) {
  std::size_t size = vocab.size();
  for (const AddedToken& token : added) size += vocab.contains(token.content) ? 0 : 1;
  VocabularyTable table(root, size);
  for (const auto& [piece, id] : vocab.items()) table.put(piece, id);
  for (const AddedToken& token : added) {
    const auto inVocabulary = vocab.find(token.content);
    if (inVocabulary == vocab.end()) {
      table.put(token.content, static_cast<std::uint64_t>(token.id));
    } else if (*inVocabulary != token.id) {
      throw Error("tokenizer.added_token_conflict", {{"file", root.file()},
                                                     {"piece", token.content},
                                                     {"id", std::to_string(token.id)},
                                                     {"other", inVocabulary->dump()}});
    }
  }
  return table.take();
}

nlohmann::ordered_json addedTokenJson(const AddedToken& token) {
  return {{"id", token.id},          {"content", token.content}, {"single_word", token.singleWord},
          {"lstrip", token.lstrip},  {"rstrip", token.rstrip},   {"normalized", token.normalized},
          {"special", token.special}};
}

std::string vocabularyJson(const std::vector<std::string>& pieces, const std::vector<bool>& isListed) {
  // written by hand: ordered_json looks through all keys at every insertion
  std::string text = "{";
  bool isFirst = true;
  for (std::size_t id = 0; id < pieces.size(); ++id) {
    if (!isListed[id]) continue;
    text += isFirst ? "\n" : ",\n";
    text += "      " + nlohmann::json(pieces[id]).dump() + ": " + std::to_string(id);
    isFirst = false;
  }
  return text + "\n    }";
}

}  // namespace headlight::tokenizer_json
