#pragma once
// What the readers of all kinds of tokenizer.json share: errors, added tokens, the table of ids.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "formats/json/guarded_json.h"
#include "text/stages/added_tokens.h"
#include "text/vocabulary.h"

namespace headlight::tokenizer_json {

/// Throws Error "tokenizer.not_supported" {file, part, value, known}; long values are shortened.
[[noreturn]] void notSupported(const json::ObjectReader& root, std::string_view part, const std::string& value,
                               std::string_view known);

/// The elements of a list of objects. Throws Error "json.wrong_type".
[[nodiscard]] std::vector<json::ObjectReader> objectsOf(const json::ObjectReader& parent, std::string_view field);

/// The flags of an added token, and its content; `content` may be empty. At most 1024 bytes. The id is not read.
[[nodiscard]] AddedToken readAddedTokenFlags(const json::ObjectReader& token);

/// "added_tokens" as the file lists them, without those of no content and repeated ones; ids are as given, checked by
/// VocabularyTable.
[[nodiscard]] std::vector<AddedToken> readAddedTokens(const json::ObjectReader& root);

/// Pieces by id while they are collected. An id may be taken once; ids may be left out, but not so many that a short
/// file would ask for much memory: the last id is at most twice the number of pieces, plus 65,536.
class VocabularyTable {
 public:
  /// `pieces`: how many there will be. `file` is named in errors.
  VocabularyTable(std::string file, std::size_t pieces) : m_file(std::move(file)), m_most(2 * pieces + 65'536) {}

  /// Throws Error "tokenizer.bad_id" or "tokenizer.duplicate_id". The same piece under its id again changes nothing.
  void put(const std::string& piece, const nlohmann::json& id);
  /// By id; without a piece: empty. The last one has a piece.
  [[nodiscard]] std::vector<std::string> take();

 private:
  std::string m_file;
  std::size_t m_most;
  std::vector<std::string> m_pieces;
};

/// A vocabulary as the model has it, and with the added tokens. The two are one where the model has every added token
/// under its id. Where it has one under another id, the added token's own id holds.
struct ReadVocabulary {
  std::shared_ptr<const Vocabulary> model;
  std::shared_ptr<const Vocabulary> all;
};

/// `pieces` of the model in id order (empty: none) with added tokens. Throws as VocabularyTable, naming `file`.
[[nodiscard]] ReadVocabulary withAdded(std::string_view file, std::vector<std::string> pieces,
                                       const std::vector<AddedToken>& added);
[[nodiscard]] std::shared_ptr<const Vocabulary> withAdded(std::string_view file,
                                                          const std::shared_ptr<const Vocabulary>& vocabulary,
                                                          const std::vector<AddedToken>& added);

/// Of {"piece": id, …}. Throws as VocabularyTable.
[[nodiscard]] ReadVocabulary readVocabulary(const json::ObjectReader& root, const nlohmann::json& vocab,
                                            const std::vector<AddedToken>& added);

[[nodiscard]] nlohmann::ordered_json addedTokenJson(const AddedToken& token);

/// {"piece": id, …} of the ids that have a piece and are found by it, a line each.
[[nodiscard]] std::string vocabularyJson(const Vocabulary& vocabulary);

}  // namespace headlight::tokenizer_json
