#pragma once
// Attention beyond weights. Each says in its badge what it is.

#include "figures/attention/attention_figure.h"
#include "figures/attention/attention_terms.h"
#include "figures/attention/heads_figure.h"
#include "figures/figure_run.h"
#include "figures/figure_source.h"

namespace headlight {

/// Weight times what it carries (Kobayashi and others 2020, "Attention is Not Only a Weight"): cell (q, k) is
/// A[q, k] · ‖v_k W_O‖, the length of what key k adds to the head's output at q; in the units of the residual stream,
/// not bounded by 1. `choice.head` -1: the mean over the layer's heads. Throws what attentionFigure() throws; Error
/// "session.needs_model" of a recorded run, which has no weights.
[[nodiscard]] AttentionFigure valueWeightedAttention(const FigureRun& run, const HeadChoice& choice,
                                                     FigureSource source);

/// The same of one head after another; what a layer's heads share is computed once while the layer stays the same.
class ValueWeights {
 public:
  /// `run` must outlive it.
  ValueWeights(const FigureRun& run, AttentionSide side) : m_run(run), m_side(side) {}
  /// [query, key] of one head (not -1). Throws what valueWeightedAttention() throws.
  [[nodiscard]] Matrix<float> of(const HeadPlace& place);

 private:
  const FigureRun& m_run;
  AttentionSide m_side;
  int m_layer = -1;
  Matrix<float> m_lengths;  ///< of m_layer: [key, head]
};

/// Of every layer and head. Throws Error "figure.no_attention".
[[nodiscard]] HeadsFigure valueWeightedHeads(const FigureRun& run, AttentionSide side, FigureSource source);

/// Attention rolled out from the first layer to `layer` (analysis/attention/rollout.h), heads averaged; of an attention
/// within one text. Throws Error "figure.no_rollout" for cross-attention, and what attentionFigure() throws.
[[nodiscard]] AttentionFigure rolloutAttention(const FigureRun& run, AttentionSide side, int layer,
                                               FigureSource source);

}  // namespace headlight
