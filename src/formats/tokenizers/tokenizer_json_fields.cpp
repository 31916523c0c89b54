#include "formats/tokenizers/tokenizer_json_fields.h"

#include <algorithm>
#include <set>
#include <utility>

namespace headlight::tokenizer_json {
namespace {

[[noreturn]] void badId(const std::string& file, const std::string& piece, const nlohmann::json& id, std::size_t last) {
  throw Error("tokenizer.bad_id",
              {{"file", file}, {"piece", piece}, {"id", id.dump()}, {"last", std::to_string(last)}});
}

}  // namespace

void notSupported(const json::ObjectReader& root, std::string_view part, const std::string& value,
                  std::string_view known) {
  constexpr std::size_t kLongestShown = 64;
  throw Error("tokenizer.not_supported", {{"file", root.file()},
                                          {"part", std::string(part)},
                                          {"value", value.substr(0, kLongestShown)},
                                          {"known", std::string(known)}});
}

std::vector<json::ObjectReader> objectsOf(const json::ObjectReader& parent, std::string_view field) {
  const nlohmann::json& list = parent.at(field);
  if (!list.is_array()) parent.wrongType(field, "array");
  std::vector<json::ObjectReader> objects;
  for (std::size_t i = 0; i < list.size(); ++i)
    objects.emplace_back(list[i], parent.file(), parent.placeOf(field) + "[" + std::to_string(i) + "]");
  return objects;
}

AddedToken readAddedTokenFlags(const json::ObjectReader& each) {
  constexpr std::size_t kLongest = 1024;  // each is looked for at every place of a text
  AddedToken token;
  token.content = each.string("content");
  if (token.content.size() > kLongest)
    notSupported(each, each.placeOf("content"), token.content, "at most 1024 bytes of text");
  token.singleWord = each.boolean("single_word", false);
  token.lstrip = each.boolean("lstrip", false);
  token.rstrip = each.boolean("rstrip", false);
  token.special = each.boolean("special", false);
  token.normalized = each.boolean("normalized", !token.special);
  return token;
}

std::vector<AddedToken> readAddedTokens(const json::ObjectReader& root) {
  std::vector<AddedToken> added;
  if (!root.has("added_tokens")) return added;
  std::set<std::string> contents;
  for (const json::ObjectReader& each : objectsOf(root, "added_tokens")) {
    AddedToken token = readAddedTokenFlags(each);
    const nlohmann::json& id = each.at("id");
    if (!id.is_number_unsigned() || id.get<std::uint64_t>() > 0x7FFFFFFFU)
      badId(root.file(), token.content, id, 0x7FFFFFFFU);
    token.id = id.get<TokenId>();
    const bool isNew = !token.content.empty() && contents.insert(token.content).second;
    if (isNew) added.push_back(std::move(token));
  }
  return added;
}

void VocabularyTable::put(const std::string& piece, const nlohmann::json& id) {
  if (!id.is_number_unsigned() || id.get<std::uint64_t>() > m_most) badId(m_file, piece, id, m_most);
  const auto place = id.get<std::size_t>();
  if (place >= m_pieces.size()) m_pieces.resize(place + 1);
  std::string& taken = m_pieces[place];
  if (!taken.empty() && taken != piece) {
    throw Error("tokenizer.duplicate_id",
                {{"file", m_file}, {"first", taken}, {"second", piece}, {"id", std::to_string(place)}});
  }
  taken = piece;
}

std::vector<std::string> VocabularyTable::take() {
  while (!m_pieces.empty() && m_pieces.back().empty()) m_pieces.pop_back();
  return std::move(m_pieces);
}

std::shared_ptr<const Vocabulary> withAdded(std::string_view file, const std::shared_ptr<const Vocabulary>& vocabulary,
                                            const std::vector<AddedToken>& added) {
  const auto isThere = [&](const AddedToken& token) { return vocabulary->find(token.content) == token.id; };
  if (std::all_of(added.begin(), added.end(), isThere)) return vocabulary;
  VocabularyTable table(std::string(file), vocabulary->pieces().size() + added.size());
  for (TokenId id = 0; id < vocabulary->size(); ++id) table.put(vocabulary->piece(id), static_cast<std::uint64_t>(id));
  std::vector<TokenId> found;
  for (const AddedToken& token : added) {
    table.put(token.content, static_cast<std::uint64_t>(token.id));
    found.push_back(token.id);
  }
  return std::make_shared<const Vocabulary>(SparsePieces{table.take(), std::move(found)});
}

ReadVocabulary withAdded(std::string_view file, std::vector<std::string> pieces, const std::vector<AddedToken>& added) {
  // a model without pieces of its own has those that were added
  const bool hasOwn =
      std::any_of(pieces.begin(), pieces.end(), [](const std::string& piece) { return !piece.empty(); });
  if (!hasOwn && !added.empty()) {
    VocabularyTable table(std::string(file), pieces.size() + added.size());
    for (const AddedToken& token : added) table.put(token.content, static_cast<std::uint64_t>(token.id));
    const auto all = std::make_shared<const Vocabulary>(SparsePieces{table.take()});
    return {all, all};
  }
  const auto model = std::make_shared<const Vocabulary>(SparsePieces{std::move(pieces)});
  return {model, withAdded(file, model, added)};
}

ReadVocabulary readVocabulary(const json::ObjectReader& root, const nlohmann::json& vocab,
                              const std::vector<AddedToken>& added) {
  VocabularyTable table(root.file(), vocab.size());
  for (const auto& [piece, id] : vocab.items()) table.put(piece, id);
  return withAdded(root.file(), table.take(), added);
}

nlohmann::ordered_json addedTokenJson(const AddedToken& token) {
  return {{"id", token.id},          {"content", token.content}, {"single_word", token.singleWord},
          {"lstrip", token.lstrip},  {"rstrip", token.rstrip},   {"normalized", token.normalized},
          {"special", token.special}};
}

std::string vocabularyJson(const Vocabulary& vocabulary) {
  // written by hand: ordered_json looks through all keys at every insertion
  std::string text = "{";
  bool isFirst = true;
  for (TokenId id = 0; id < vocabulary.size(); ++id) {
    if (!vocabulary.has(id) || vocabulary.find(vocabulary.piece(id)) != id) continue;
    text += isFirst ? "\n" : ",\n";
    text += "      " + nlohmann::json(vocabulary.piece(id)).dump() + ": " + std::to_string(id);
    isFirst = false;
  }
  return text + "\n    }";
}

}  // namespace headlight::tokenizer_json
