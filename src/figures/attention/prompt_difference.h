#pragma once
// The difference of two prompts' attention, from two runs of one model.

#include "figures/attention/attention_difference.h"
#include "figures/run_figures.h"

namespace headlight {

/// first − second of every head of one of the model's attentions, aligned by token ids (alignTokens). Both runs are of
/// the same model; their caches must be present. Throws Error "figure.no_attention", "figure.no_such_layer"; "internal.
/// failure" for runs of two models.
[[nodiscard]] AttentionDifferenceFigure attentionDifference(const FigureRun& first, const FigureRun& second,
                                                            AttentionSide side, FigureSource firstSource,
                                                            FigureSource secondSource);

}  // namespace headlight
