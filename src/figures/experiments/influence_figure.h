#pragma once
// How much what comes next depends on what was read before, word by word.

#include <cstdint>
#include <string>
#include <vector>

#include "figures/figure_files.h"
#include "tensor/matrix.h"
#include "tensor/token_id.h"

namespace headlight {

/// What each model's next word depends on: a row a model, a place in it a token.
struct InfluenceFigure {
  /// Gradient: the length of the gradient of the next token's logit with respect to the embedding at that place, as a
  /// share of the sum over all places. Replacement: how far the distribution of the next word moves, in bits, where the
  /// word is replaced by each other word of its class; the mean over those.
  enum class Measure { Gradient, Replacement };

  struct Replacement {
    std::string wordClass;  ///< "animal"; empty: the word's class is not known
    Index words = 0;        ///< other words of it that were put there; 0: none
    double meanBits = 0;    ///< Jensen-Shannon divergence, 0 to 1, mean over them
    double largestBits = 0;
    std::string largestWord;  ///< the one that moves the distribution most
  };
  struct Row {
    std::string model;
    std::string kind;                 ///< modelKindName()
    std::vector<std::string> tokens;  ///< [T] labels
    std::vector<TokenId> ids;         ///< [T]
    std::string next;                 ///< label of the token whose logit is differentiated
    TokenId nextId = -1;
    double logit = 0;
    double probability = 0;
    std::vector<double> norms;              ///< [T] lengths of the gradients
    std::vector<double> shares;             ///< [T] of their sum; sum to 1
    std::vector<Replacement> replacements;  ///< [T]; empty: not measured
    std::string problem;                    ///< an English sentence instead of all this
  };
  FigureSource source;
  Measure measure = Measure::Gradient;
  std::vector<Row> rows;

  [[nodiscard]] static double value(const Row& row, std::size_t place, Measure measure) {
    return measure == Measure::Gradient ? row.shares[place] : row.replacements[place].meanBits;
  }
};

// What every kind of figure can say of itself (figures/export/figure_table.h).
[[nodiscard]] std::string fileNameOf(const InfluenceFigure& figure);
[[nodiscard]] std::string csvOf(const InfluenceFigure& figure);
[[nodiscard]] NamedFiles npyFiles(const InfluenceFigure& figure, const std::string& name);
[[nodiscard]] std::vector<FigureToken> tokensOf(const InfluenceFigure& figure);
[[nodiscard]] Badge badgeOf(const InfluenceFigure& figure);

}  // namespace headlight
