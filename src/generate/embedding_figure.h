#pragma once
// The vocabulary's token embeddings in three dimensions.

#include <vector>

#include "analysis/figure_data.h"
#include "analysis/pca.h"
#include "models/language_model.h"
#include "text/tokenizer.h"

namespace headlight {

/// The parameter that tokenEmbeddings() borrows.
[[nodiscard]] const char* tokenEmbeddingName(ModelKind kind);

/// W_E [V, C], borrowed from the model, or from `room`, into which a compact one is widened. Throws Error
/// "internal.failure" for a model without token embeddings.
[[nodiscard]] ConstMatrixMap<float> tokenEmbeddings(const LanguageModel& model, Matrix<float>& room);

/// Of `projection` = pca(tokenEmbeddings(model, …), 3). `highlighted` are the distinct ids of `tokens` (a prompt).
[[nodiscard]] EmbeddingFigure embeddingFigure(const PcaResult& projection, const Tokenizer& tokenizer,
                                              const std::vector<Token>& tokens, FigureSource source);

}  // namespace headlight
