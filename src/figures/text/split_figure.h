#pragma once
// How a text was split, at one moment of the splitting, as plain data to draw: characters over their bytes, and the
// pieces that stand under them then. Made from a trace (text/split_trace.h); the same trace gives every moment.

#include "figures/figure_data.h"
#include "text/split_trace.h"

namespace headlight {

/// Moments of a trace: 0 is before the first action, the last one is the finished split. The words are gone through one
/// by one: BPE a merge a moment; Unigram a place a moment, then the best path; WordPiece a candidate a moment; whole
/// words a word a moment.
[[nodiscard]] Index splitSteps(const SplitTrace& trace);

/// `step` is clamped to 0 … splitSteps(). Pure; time linear in the trace.
[[nodiscard]] SplitFigure splitFigure(const SplitTrace& trace, Index step, FigureSource source);

}  // namespace headlight
