#pragma once
// A model's token embeddings, and where a prompt's words are among points.

#include <vector>

#include "analysis/vectors/word_index.h"
#include "figures/embedding/point_space.h"
#include "text/tokenizer.h"

namespace headlight {

/// The parameter that tokenEmbeddings() borrows.
[[nodiscard]] const char* tokenEmbeddingName(ModelKind kind);

/// W_E [V, C], borrowed from the model, or from `room`, into which a compact one is widened. Throws Error
/// "internal.failure" for a model without token embeddings.
[[nodiscard]] ConstMatrixMap<float> tokenEmbeddings(const LanguageModel& model, Matrix<float>& room);

/// The points of `tokens` (a prompt) in a vocabulary, or of their words in a table; rising, each once.
[[nodiscard]] std::vector<int> pointsOfTokens(const PointSpace& space, const WordIndex& words,
                                              const std::vector<Token>& tokens);

/// Of a vocabulary's figure: tokens that are parts of characters in this text get their labels (partLabels()).
void namePartsOfCharacters(EmbeddingFigure& figure, const std::vector<Token>& tokens);

}  // namespace headlight
