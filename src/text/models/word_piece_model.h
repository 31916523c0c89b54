#pragma once
// WordPiece (Schuster and Nakajima 2012) as BERT has it: of each word the longest piece of the vocabulary that fits,
// from the left; pieces inside a word are spelled with a prefix.

#include <cstddef>
#include <memory>
#include <string>

#include "text/models/piece_trie.h"
#include "text/token_model.h"
#include "text/vocabulary.h"

namespace headlight {

class WordPieceModel : public TokenModel {
 public:
  /// A word of more than `longestWord` characters, or one that cannot be cut, becomes `unknown` as a whole.
  WordPieceModel(std::shared_ptr<const Vocabulary> vocabulary, TokenId unknown, std::string prefix = "##",
                 std::size_t longestWord = 100);

  [[nodiscard]] std::unique_ptr<PieceEncoder> newEncoder() const override;
  /// Appends the tokens of one word.
  void encodeWord(std::string_view word, std::vector<ModelToken>& tokens) const;

  /// The longest piece at a place of a word, reached from its begin; empty if there is no piece.
  [[nodiscard]] ModelToken longestAt(std::string_view word, std::size_t at) const;
  /// Whether it is short enough to be looked at.
  [[nodiscard]] bool takes(std::string_view word) const;

  [[nodiscard]] const Vocabulary& vocabulary() const { return *m_vocabulary; }
  [[nodiscard]] TokenId unknown() const { return m_unknown; }
  [[nodiscard]] const std::string& prefix() const { return m_prefix; }
  [[nodiscard]] std::size_t longestWord() const { return m_longestWord; }

 private:
  std::shared_ptr<const Vocabulary> m_vocabulary;
  TokenId m_unknown;
  std::string m_prefix;
  std::size_t m_longestWord;
  PieceTrie m_beginnings;
  PieceTrie m_continuations;  ///< without their prefix
};

}  // namespace headlight
