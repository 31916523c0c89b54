#pragma once
// The vocabulary's token embeddings in three dimensions.

#include <vector>

#include "analysis/figure_data.h"
#include "analysis/projection/projected_points.h"
#include "models/language_model.h"
#include "text/tokenizer.h"

namespace headlight {

/// The parameter that tokenEmbeddings() borrows.
[[nodiscard]] const char* tokenEmbeddingName(ModelKind kind);

/// W_E [V, C], borrowed from the model, or from `room`, into which a compact one is widened. Throws Error
/// "internal.failure" for a model without token embeddings.
[[nodiscard]] ConstMatrixMap<float> tokenEmbeddings(const LanguageModel& model, Matrix<float>& room);

/// Of `points`, a projection of tokenEmbeddings(model, …) to three dimensions. `highlighted` are the distinct ids of `tokens` (a prompt).
[[nodiscard]] EmbeddingFigure embeddingFigure(const ProjectedPoints& points, const Tokenizer& tokenizer,
                                              const std::vector<Token>& tokens, FigureSource source);

}  // namespace headlight
