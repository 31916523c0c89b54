#pragma once
// The numbers behind one cell of attention, from a run.

#include "analysis/attention/cell_arithmetic.h"
#include "figures/attention/attention_terms.h"
#include "figures/figure_run.h"

namespace headlight {

/// Query `query`, key `key` of one head, as the model recorded them. Labels as the figures have them. Throws what
/// attentionFigure() throws; Error "figure.no_such_cell" for a place that the text lacks, "internal.failure" for a mean
/// of heads, which has no arithmetic of its own.
[[nodiscard]] CellArithmetic cellArithmetic(const FigureRun& run, const HeadChoice& choice, Index query, Index key);

}  // namespace headlight
