#pragma once
// Attention for two prompts, subtracted where both have the tokens.

#include <string>
#include <vector>

#include "analysis/text/token_alignment.h"
#include "figures/attention/attention_terms.h"
#include "figures/figure_files.h"

namespace headlight {

struct HeadsFigure;

/// Attention for one prompt minus attention for another, cell by cell where both have the tokens (first − second).
struct AttentionDifferenceFigure {
  using Pair = TokenPair;
  struct Head {
    HeadPlace place;
    double change = 0;         ///< mean |difference| over the cells that both prompts have
    Matrix<float> difference;  ///< [queries.size(), keys.size()]; NaN where one prompt has no such cell
  };
  FigureSource source;  ///< of the first prompt
  std::string secondPrompt;
  AttentionSide side = AttentionSide::Own;
  int layers = 0, headsPerLayer = 0;  ///< of the model; `heads` may be some of them
  std::vector<std::string> firstQueryLabels, firstKeyLabels, secondQueryLabels, secondKeyLabels;
  std::vector<Pair> queries, keys;           ///< rows and columns of `difference`
  std::vector<Head> heads;                   ///< the one that changed most first
  bool causal = true;                        ///< cells with column > row of the aligned grid are masked in both
  ColorLimits limits = ColorLimits::Fitted;  ///< Fixed: -1 to 1; Fitted: symmetric, to the largest |difference|
};

/// first − second of every head, on the grid that the alignments give (analysis/text/token_alignment.h): a cell is
/// first(q₁, k₁) − second(q₂, k₂), NaN where one of the prompts lacks its row or column, 0 where both mask it. The
/// heads stand by their change, the mean of |first − second| over the cells that both prompts have and do not mask (0
/// where there is none), largest first, equal ones by layer and head. `first` and `second` show the same heads of one
/// model; throws Error "internal.failure" if they do not, or if an alignment does not fit.
[[nodiscard]] AttentionDifferenceFigure attentionDifference(const HeadsFigure& first, const HeadsFigure& second,
                                                            std::vector<TokenPair> queries,
                                                            std::vector<TokenPair> keys);

/// The same figure with chosen heads only, by their change. A head of -1 is the mean over its layer's heads (which is
/// the difference of the means). Throws Error "internal.failure" for a head that the figure does not have.
[[nodiscard]] AttentionDifferenceFigure chosenHeads(const AttentionDifferenceFigure& figure,
                                                    const std::vector<HeadPlace>& places);

// What every kind of figure can say of itself (figures/export/figure_table.h).
[[nodiscard]] std::string fileNameOf(const AttentionDifferenceFigure& figure);
[[nodiscard]] std::string csvOf(const AttentionDifferenceFigure& figure);
[[nodiscard]] NamedFiles npyFiles(const AttentionDifferenceFigure& figure, const std::string& name);
[[nodiscard]] std::vector<FigureToken> tokensOf(const AttentionDifferenceFigure& figure);
[[nodiscard]] Badge badgeOf(const AttentionDifferenceFigure& figure);

}  // namespace headlight
