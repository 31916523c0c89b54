#pragma once
// Figures of a run: what the views draw and `headlight export` writes, made from steps, tokens and a distribution by
// pure functions. Both use these, so the window and the command line show the same numbers.

#include <string>
#include <vector>

#include "analysis/figure_data.h"
#include "generate/generation.h"
#include "generate/sequence.h"

namespace headlight {

/// One head's pattern [T, T] of the whole sequence, or with `head` == -1 the mean over the layer's heads (badge:
/// MeanOfHeads). The path's caches must be present (Generation::path() sees to that).
/// Throws Error "figure.no_such_head" for a layer or head that the model lacks, "figure.no_attention" for a model
/// without attention.
[[nodiscard]] AttentionFigure attentionFigure(const StepPath& path, const HookTable& hooks,
                                              const std::vector<Token>& tokens, int layer, int head,
                                              FigureSource source);

/// Every layer and head. Throws Error "figure.no_attention".
[[nodiscard]] HeadsFigure headsFigure(const StepPath& path, const HookTable& hooks, const std::vector<Token>& tokens,
                                      FigureSource source);

/// The `top` likeliest candidates, and after them `chosen` (the token that a step takes or took; -1: none) where it is
/// not among them. `position` is the number of tokens before the predicted one.
[[nodiscard]] PredictionFigure predictionFigure(const Distribution& distribution, const Tokenizer& tokenizer,
                                                TokenId chosen, Index position, int top, FigureSource source);

/// One chip a token; those from `promptLength` on were generated.
[[nodiscard]] TokensFigure tokensFigure(const std::vector<Token>& tokens, Index promptLength, FigureSource source);

/// One pattern of a layer as the model computed it: the rows of one head, or the mean over all for `head` == -1, of a
/// value [H, T, T] (SequenceActivation of attn.hook_pattern).
[[nodiscard]] Matrix<float> headPattern(const SequenceActivation& pattern, int head);

/// Labels of an axis that runs over tokens (analysis/token_label.h).
[[nodiscard]] std::vector<std::string> tokenLabels(const std::vector<Token>& tokens);

}  // namespace headlight
