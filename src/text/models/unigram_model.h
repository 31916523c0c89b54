#pragma once
// The unigram language model of pieces (Kudo 2018): of all ways to cut a pre-token the likeliest, by Viterbi.

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "text/models/piece_trie.h"
#include "text/token_model.h"
#include "text/vocabulary.h"

namespace headlight {

class UnigramModel : public TokenModel {
 public:
  static constexpr TokenId kNoUnknown = -1;
  /// `scores` are natural logarithms of probabilities, of the ids 0, 1, …; ids beyond them are no pieces of the model.
  /// Characters that no piece covers become `unknown`, side by side one token, with SentencePiece's penalty (the lowest
  /// score less 10); with `byteFallback` they become the pieces <0x00> to <0xFF> where the vocabulary has them.
  /// Without an unknown token (kNoUnknown) encoding throws Error "text.no_unknown_token" {text} for what no piece
  /// covers, as Hugging Face's library does. Throws Error "text.score_not_finite", "text.unknown_piece_missing".
  UnigramModel(std::shared_ptr<const Vocabulary> vocabulary, std::vector<double> scores, TokenId unknown,
               bool byteFallback = false);

  /// A piece with a vocabulary of its own, as in Marian's folders: what the vocabulary calls it is `id`.
  struct Piece {
    std::string text;
    double score = 0;
    TokenId id = 0;
  };
  /// Of pieces in any order; several may have the id `unknown`. Throws as above, "text.added_piece_missing" for an id
  /// outside the vocabulary.
  UnigramModel(std::shared_ptr<const Vocabulary> vocabulary, const std::vector<Piece>& pieces, TokenId unknown,
               bool byteFallback = false);

  [[nodiscard]] std::unique_ptr<PieceEncoder> newEncoder() const override;
  /// By piece, as the trie counts them: without pieces of their own these are ids.
  [[nodiscard]] const std::vector<double>& scores() const { return m_scores; }
  [[nodiscard]] TokenId idOf(std::int32_t piece) const {
    return m_ids.empty() ? piece : m_ids[static_cast<std::size_t>(piece)];
  }
  /// For every id its score, to write it into a list of the vocabulary's pieces; what is no piece has a score at which
  /// it is never chosen.
  [[nodiscard]] std::vector<double> scoresById() const;

  /// A piece that fits at a place of a pre-token.
  struct Edge {
    ModelToken token;
    double score = 0;
    double pathScore = 0;  ///< of the best path from the begin through this edge
    bool isBest = false;   ///< on the best path of the whole
  };
  /// Every edge by its begin, then its end: what encoding looks at. Unknown characters are not yet set side by side.
  [[nodiscard]] std::vector<Edge> lattice(std::string_view preToken) const;

  [[nodiscard]] TokenId unknown() const { return m_unknown; }
  [[nodiscard]] bool byteFallback() const { return m_byteFallback; }

  [[nodiscard]] const PieceTrie& trie() const { return m_trie; }
  [[nodiscard]] double unknownScore() const { return m_unknownScore; }
  /// -1: the vocabulary has none.
  [[nodiscard]] TokenId byteToken(char byte) const { return m_byteTokens[static_cast<unsigned char>(byte)]; }

 private:
  void insertPiece(std::size_t index, const std::string& piece);
  void fillByteTokens();

  std::shared_ptr<const Vocabulary> m_vocabulary;
  std::vector<double> m_scores;
  std::vector<TokenId> m_ids;  ///< empty: the pieces are the ids 0, 1, …
  TokenId m_unknown;
  bool m_byteFallback;
  double m_unknownScore = 0;
  PieceTrie m_trie;
  std::array<TokenId, 256> m_byteTokens{};
};

}  // namespace headlight
