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

/// The pieces of a file that leaves ids out or gives one piece several ids.
struct SparsePieces {
  std::vector<std::string> pieces;  ///< in id order; an empty text: the id has no piece
  std::vector<TokenId> found{};     ///< ids under which their pieces are found, before all others
};

/// Immutable; any thread.
class Vocabulary {
 public:
  /// `pieces` in id order. Throws Error "text.vocabulary_empty", "text.vocabulary_duplicate",
  /// "text.vocabulary_invalid_utf8".
  explicit Vocabulary(std::vector<std::string> pieces);
  /// Ids may have no piece. A piece with several ids is found under the last, or under the one that `found` names.
  /// Throws Error "text.vocabulary_empty" if no id has a piece, "text.vocabulary_invalid_utf8".
  explicit Vocabulary(SparsePieces sparse);
  Vocabulary(const Vocabulary&) = delete;  // the table of ids points into the pieces
  Vocabulary& operator=(const Vocabulary&) = delete;

  [[nodiscard]] std::int32_t size() const { return static_cast<std::int32_t>(m_pieces.size()); }
  /// Whether there is such an id, and it has a piece.
  [[nodiscard]] bool has(TokenId id) const { return id >= 0 && id < size() && !isHole(id); }
  /// Whether an id below size() has no piece.
  [[nodiscard]] bool hasHoles() const { return m_holes > 0; }
  [[nodiscard]] const std::string& piece(TokenId id) const { return m_pieces.at(static_cast<std::size_t>(id)); }
  [[nodiscard]] const std::vector<std::string>& pieces() const { return m_pieces; }
  [[nodiscard]] std::optional<TokenId> find(std::string_view piece) const;

 private:
  [[nodiscard]] bool isHole(TokenId id) const { return hasHoles() && piece(id).empty(); }

  std::vector<std::string> m_pieces;
  std::size_t m_holes = 0;
  std::unordered_map<std::string_view, TokenId> m_ids;  ///< keys point into m_pieces
};

/// The special tokens among `pieces` (the added tokens of a tokenizer) as the files of this program spell them: [PAD]
/// or <pad>, <|endoftext|> or </s>, and so on. Only for a tokenizer of which no file says more; a model's folder does
/// (formats/tokenizers/tokenizer_settings.h). `unknownPiece`, if not empty, is the model's own.
[[nodiscard]] SpecialTokens findSpecialTokens(const Vocabulary& vocabulary, const std::vector<std::string>& pieces,
                                              const std::string& unknownPiece);

}  // namespace headlight
