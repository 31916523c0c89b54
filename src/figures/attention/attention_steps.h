#pragma once
// One query of one head, step by step.

#include "figures/run_figures.h"

namespace headlight {

/// Everything from query and keys to the residual stream, as recorded. `stage` and `key` are left at their defaults.
/// Throws what attentionFigure() throws; Error "figure.no_such_cell" for a query that the text lacks,
/// "internal.failure" for a mean of heads.
[[nodiscard]] StepsFigure stepsFigure(const FigureRun& run, const HeadChoice& choice, Index query, FigureSource source);

}  // namespace headlight
