#pragma once
// Attention for two prompts, subtracted where both have the tokens.

#include <vector>

#include "figures/figure_data.h"

namespace headlight {

/// first − second of every head, on the grid that the alignments give (analysis/text/token_alignment.h): a cell is
/// first(q₁, k₁) − second(q₂, k₂), NaN where one of the prompts lacks its row or column, 0 where both mask it. The
/// heads stand by their change, the mean of |first − second| over the cells that both prompts have and do not mask (0
/// where there is none), largest first, equal ones by layer and head. `first` and `second` show the same heads of one
/// model; throws Error "internal.failure" if they do not, or if an alignment does not fit.
[[nodiscard]] AttentionDifferenceFigure attentionDifference(const HeadsFigure& first, const HeadsFigure& second,
                                                            std::vector<AttentionDifferenceFigure::Pair> queries,
                                                            std::vector<AttentionDifferenceFigure::Pair> keys);

/// The same figure with chosen heads only, by their change. A head of -1 is the mean over its layer's heads (which is
/// the difference of the means). Throws Error "internal.failure" for a head that the figure does not have.
[[nodiscard]] AttentionDifferenceFigure chosenHeads(const AttentionDifferenceFigure& figure,
                                                    const std::vector<HeadPlace>& places);

}  // namespace headlight
