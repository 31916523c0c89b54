#pragma once
// The figure of the token embeddings: the window's 3D view, its exports and `headlight export` take the same numbers.

#include <span>
#include <vector>

#include "analysis/figure_data.h"
#include "analysis/pca.h"
#include "models/language_model.h"
#include "text/tokenizer.h"

namespace headlight {

/// The learned token embeddings of the whole vocabulary, W_E: [V, C]. A view of the model's own memory.
/// Throws Error "internal.failure" for a model without them.
[[nodiscard]] ConstMatrixMap<float> tokenEmbeddings(const LanguageModel& model);

/// The whole vocabulary on its first three principal components; nothing highlighted. Worth keeping while the model
/// stays. Labels are the tokens' texts, white space as it is; badge: Projected with the share of variance kept.
[[nodiscard]] EmbeddingFigure embeddingFigure(const LanguageModel& model, const Tokenizer& tokenizer,
                                              FigureSource source);

/// Rows of the figure for the tokens of a text: each once, in the order of the text.
[[nodiscard]] std::vector<int> highlightedRows(std::span<const Token> tokens);

}  // namespace headlight
