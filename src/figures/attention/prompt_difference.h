#pragma once
// The difference of two prompts' attention, from two runs of one model.

#include "figures/attention/difference_figure.h"
#include "figures/figure_source.h"

namespace headlight {

struct FigureRun;

/// first − second of every head of one of the model's attentions, aligned by token ids (alignTokens). Both runs are of
/// the same model; their caches must be present. Throws Error "figure.no_attention", "figure.no_such_layer"; "internal.
/// failure" for runs of two models.
[[nodiscard]] AttentionDifferenceFigure attentionDifference(const FigureRun& first, const FigureRun& second,
                                                            AttentionSide side, FigureSource firstSource,
                                                            FigureSource secondSource);

}  // namespace headlight
