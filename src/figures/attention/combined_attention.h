#pragma once
// Several heads put together to one pattern.

#include <vector>

#include "figures/attention/attention_figure.h"
#include "figures/attention/attention_terms.h"
#include "figures/figure_run.h"
#include "figures/figure_source.h"
#include "models/model_config.h"

namespace headlight {

/// What becomes of the weights of several heads in one cell.
enum class Combination { Mean, Maximum };

/// `members` of one attention put together cell by cell, a mean in double precision: their weights, or their weights
/// times values. Rows of a mean of weights sum to 1, those of a maximum do not. The badge says which heads, or, where
/// every head of some layers takes part, which layers. Throws what attentionFigure() and valueWeightedAttention()
/// throw; Error "internal.failure" without members and for a rollout, in which all heads take part already.
[[nodiscard]] AttentionFigure combinedAttention(const FigureRun& run, AttentionSide side,
                                                const std::vector<HeadPlace>& members, Combination combination,
                                                FigureSource source,
                                                AttentionMeasure measure = AttentionMeasure::Weights);

/// Every head of one layer, or (layer -1) of all layers.
[[nodiscard]] std::vector<HeadPlace> headPlaces(const ModelConfig& config, AttentionSide side, int layer);

}  // namespace headlight
