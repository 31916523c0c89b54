#pragma once
// How much what comes next depends on what was read before, word by word, and how far back a gradient reaches. Part of
// figure_data.h.

#include <cstdint>
#include <string>
#include <vector>

#include "figures/figure_source.h"
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

/// How the gradient of a word's loss fades (or grows) on its way back through time: mean length of the gradient with
/// respect to what a layer handed on so many positions earlier.
struct GradientTimeFigure {
  struct Point {
    double mean = 0;
    double standardError = 0;  ///< of the mean; 0 for fewer than two sentences
    Index sentences = 0;       ///< that are long enough
  };
  /// A model as it is, or as it was before it learned anything.
  struct Curve {
    std::string model;
    std::string kind;  ///< modelKindName()
    bool trained = true;
    std::vector<std::vector<Point>> layers;  ///< [layers] of [distances]
  };
  FigureSource source;
  /// The layer that is drawn: hidden states of a recurrent net, the residual stream behind a Transformer's block.
  int layer = 0;
  Index sentences = 0;        ///< measured so far
  Index wanted = 0;           ///< when it is done
  std::uint64_t seed = 1;     ///< of the weights at the beginning
  std::vector<Curve> curves;  ///< of each model its beginning, then as it is

  /// Distances 0 … reach: of the curve with the most points.
  [[nodiscard]] std::size_t distances() const {
    std::size_t most = 0;
    for (const Curve& curve : curves) {
      if (!curve.layers.empty() && curve.layers.front().size() > most) most = curve.layers.front().size();
    }
    return most;
  }
};

}  // namespace headlight
