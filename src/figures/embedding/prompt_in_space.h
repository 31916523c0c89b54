#pragma once
// Where a prompt's words are among points.

#include <vector>

#include "analysis/vectors/word_index.h"
#include "figures/embedding/point_space.h"
#include "text/tokenizer.h"

namespace headlight {

/// The points of `tokens` (a prompt) in a vocabulary, or of their words in a table; rising, each once.
[[nodiscard]] std::vector<int> pointsOfTokens(const PointSpace& space, const WordIndex& words,
                                              const std::vector<Token>& tokens);

/// Of a vocabulary's figure: tokens that are parts of characters in this text get their labels (partLabels()).
void namePartsOfCharacters(EmbeddingFigure& figure, const std::vector<Token>& tokens);

}  // namespace headlight
