#pragma once
// The unigram language model of pieces (Kudo 2018): of all ways to cut a pre-token the likeliest, by Viterbi.

#include <array>
#include <memory>
#include <vector>

#include "text/piece_trie.h"
#include "text/token_model.h"
#include "text/vocabulary.h"

namespace headlight {

class UnigramModel : public TokenModel {
 public:
  /// `scores` are natural logarithms of probabilities, of the ids 0, 1, …; ids beyond them are no pieces of the model.
  /// Characters that no piece covers become `unknown`, side by side one token, with SentencePiece's penalty (the lowest
  /// score less 10); with `byteFallback` they become the pieces <0x00> to <0xFF> where the vocabulary has them.
  /// Throws Error "text.score_not_finite", "text.unknown_piece_missing".
  UnigramModel(std::shared_ptr<const Vocabulary> vocabulary, std::vector<double> scores, TokenId unknown,
               bool byteFallback = false);

  [[nodiscard]] std::unique_ptr<PieceEncoder> newEncoder() const override;
  [[nodiscard]] const std::vector<double>& scores() const { return m_scores; }
  [[nodiscard]] TokenId unknown() const { return m_unknown; }
  [[nodiscard]] bool byteFallback() const { return m_byteFallback; }

  [[nodiscard]] const PieceTrie& trie() const { return m_trie; }
  [[nodiscard]] double unknownScore() const { return m_unknownScore; }
  /// -1: the vocabulary has none.
  [[nodiscard]] TokenId byteToken(char byte) const { return m_byteTokens[static_cast<unsigned char>(byte)]; }

 private:
  std::shared_ptr<const Vocabulary> m_vocabulary;
  std::vector<double> m_scores;
  TokenId m_unknown;
  bool m_byteFallback;
  double m_unknownScore = 0;
  PieceTrie m_trie;
  std::array<TokenId, 256> m_byteTokens{};
};

}  // namespace headlight
