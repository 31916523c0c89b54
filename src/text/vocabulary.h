#pragma once
// Pieces and their ids, both ways.

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tensor/token_id.h"
#include "text/tokenizer.h"

namespace headlight {

/// Immutable; any thread.
class Vocabulary {
 public:
  /// `pieces` in id order. Throws Error "text.vocabulary_empty", "text.vocabulary_duplicate",
  /// "text.vocabulary_invalid_utf8".
  explicit Vocabulary(std::vector<std::string> pieces);
  Vocabulary(const Vocabulary&) = delete;  // the table of ids points into the pieces
  Vocabulary& operator=(const Vocabulary&) = delete;

  [[nodiscard]] std::int32_t size() const { return static_cast<std::int32_t>(m_pieces.size()); }
  [[nodiscard]] bool has(TokenId id) const { return id >= 0 && id < size(); }
  [[nodiscard]] const std::string& piece(TokenId id) const { return m_pieces.at(static_cast<std::size_t>(id)); }
  [[nodiscard]] const std::vector<std::string>& pieces() const { return m_pieces; }
  [[nodiscard]] std::optional<TokenId> find(std::string_view piece) const;

 private:
  std::vector<std::string> m_pieces;
  std::unordered_map<std::string_view, TokenId> m_ids;  ///< keys point into m_pieces
};

/// The special tokens among `pieces` (the added tokens of a tokenizer) by their usual spellings: [PAD] before <pad>,
/// <|endoftext|> before </s>, and so on. `unknownPiece`, if not empty, is the model's own.
[[nodiscard]] SpecialTokens findSpecialTokens(const Vocabulary& vocabulary, const std::vector<std::string>& pieces,
                                              const std::string& unknownPiece);

}  // namespace headlight
