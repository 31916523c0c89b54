#include "analysis/pca_figure.h"

#include <algorithm>

#include "analysis/token_label.h"

namespace headlight {

ConstMatrixMap<float> tokenEmbeddings(const LanguageModel& model) {
  return model.parameters().matrix("wte.weight");
}

EmbeddingFigure embeddingFigure(const LanguageModel& model, const Tokenizer& tokenizer, FigureSource source) {
  const ConstMatrixMap<float> embeddings = tokenEmbeddings(model);
  PcaResult space = pca(embeddings, 3);
  EmbeddingFigure figure;
  figure.source = std::move(source);
  figure.badge = {Badge::Kind::Projected, 0, space.keptShare()};
  figure.method = "PCA";
  std::copy(space.shares.begin(), space.shares.end(), figure.variance.begin());
  figure.coordinates = std::move(space.coordinates);
  // A head wider than the tokenizer (padded rows) is shown whole; rows without a token have a number for a label.
  for (Index row = 0; row < embeddings.rows(); ++row) {
    const auto id = static_cast<TokenId>(row);
    figure.ids.push_back(id);
    figure.labels.push_back(id < tokenizer.vocabSize() ? tokenLabel(tokenOf(tokenizer, id)) : std::to_string(id));
  }
  return figure;
}

std::vector<int> highlightedRows(std::span<const Token> tokens) {
  std::vector<int> rows;
  for (const Token& token : tokens) {
    if (std::find(rows.begin(), rows.end(), token.id) == rows.end()) rows.push_back(token.id);
  }
  return rows;
}

}  // namespace headlight
