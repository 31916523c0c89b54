#pragma once
// Heads as lines between the tokens of a sentence.

#include <string>
#include <vector>

#include "figures/badge.h"
#include "figures/figure_files.h"

namespace headlight {

struct FigureRun;

/// The sentence twice (or the two sentences of cross-attention), lines between them as wide as the weights.
struct ArcsFigure {
  struct Head {
    HeadPlace place;
    Matrix<float> weights;  ///< [query, key]
  };
  enum class Layout { AboveBelow, LeftRight };
  FigureSource source;
  Badge badge;
  AttentionSide side = AttentionSide::Own;
  std::vector<std::string> queryLabels;
  std::vector<std::string> keyLabels;
  std::vector<Head> heads;  ///< each in a colour and with a letter of its own, in this order
  Index leftOut = 0;        ///< heads that were chosen and are not drawn, said so
  bool causal = true;
  AttentionMeasure measure = AttentionMeasure::Weights;
  bool sinkHidden = false;  ///< no lines to key 0, said so; widths are then shares "of the rest"
  double threshold = 0.05;  ///< lines of smaller weights are not drawn, and how many is said
  Layout layout = Layout::AboveBelow;
  // Only the lines of one token are drawn where one of these is not -1.
  Index onlyQuery = -1;
  Index onlyKey = -1;
};

/// Heads (-1: a layer's mean) of one attention, lines instead of cells. Throws what attentionFigure() throws.
[[nodiscard]] ArcsFigure arcsFigure(const FigureRun& run, AttentionSide side, const std::vector<HeadPlace>& places,
                                    FigureSource source);

// What every kind of figure can say of itself (figures/export/figure_table.h).
[[nodiscard]] std::string fileNameOf(const ArcsFigure& figure);
[[nodiscard]] std::string csvOf(const ArcsFigure& figure);
[[nodiscard]] NamedFiles npyFiles(const ArcsFigure& figure, const std::string& name);
[[nodiscard]] std::vector<FigureToken> tokensOf(const ArcsFigure& figure);
[[nodiscard]] Badge badgeOf(const ArcsFigure& figure);

}  // namespace headlight
