#pragma once
// What the readers of all kinds of tokenizer.json share: errors, added tokens, the table of ids.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/json/guarded_json.h"
#include "text/stages/added_tokens.h"

namespace headlight::tokenizer_json {

/// Throws Error "tokenizer.not_supported" {file, part, value, known}; long values are shortened.
[[noreturn]] void notSupported(const json::ObjectReader& root, std::string_view part, const std::string& value,
                               std::string_view known);

/// Throws "tokenizer.not_supported" if the field is there and not null.
void requireAbsent(const json::ObjectReader& root, std::string_view part);

/// The elements of a list of objects. Throws Error "json.wrong_type".
[[nodiscard]] std::vector<json::ObjectReader> objectsOf(const json::ObjectReader& parent, std::string_view field);

/// "added_tokens" as the file lists them; ids are as given, checked by VocabularyTable. At most 1000 of at most 1024
/// bytes each, because each is looked for at every place of a text.
[[nodiscard]] std::vector<AddedToken> readAddedTokens(const json::ObjectReader& root);

/// Pieces by id while they are collected; every id may be taken once.
class VocabularyTable {
 public:
  VocabularyTable(const json::ObjectReader& root, std::size_t size) : m_root(root), m_pieces(size) {}

  /// Throws Error "tokenizer.bad_id" or "tokenizer.duplicate_id".
  void put(const std::string& piece, const nlohmann::json& id);
  /// Every id is taken once as many pieces as places were put.
  [[nodiscard]] std::vector<std::string> take();

 private:
  [[noreturn]] void badId(const std::string& piece, const std::string& id) const;

  const json::ObjectReader& m_root;
  std::vector<std::optional<std::string>> m_pieces;
};

/// The pieces of {"piece": id, …} and of the added tokens, in id order. Throws the errors of VocabularyTable and
/// "tokenizer.added_token_conflict".
[[nodiscard]] std::vector<std::string> readVocabulary(const json::ObjectReader& root, const nlohmann::json& vocab,
                                                      const std::vector<AddedToken>& added);

[[nodiscard]] nlohmann::ordered_json addedTokenJson(const AddedToken& token);

/// {"piece": id, …} of the pieces for which `isListed` is not false, a line each.
[[nodiscard]] std::string vocabularyJson(const std::vector<std::string>& pieces, const std::vector<bool>& isListed);

}  // namespace headlight::tokenizer_json
