#include "generate/embedding_figure.h"

#include <algorithm>
#include <set>

#include "analysis/token_label.h"

namespace headlight {

const char* tokenEmbeddingName(ModelKind kind) {
  switch (kind) {
    case ModelKind::Decoder:
      return "wte.weight";
    case ModelKind::Encoder:
      return "bert.embeddings.word_embeddings.weight";
    case ModelKind::EncoderDecoder:
      return "model.shared.weight";
    case ModelKind::Rnn:
    case ModelKind::Lstm:
    case ModelKind::Gru:
      return "embedding.weight";
  }
  return "";
}

ConstMatrixMap<float> tokenEmbeddings(const LanguageModel& model, Matrix<float>& room) {
  const char* const name = tokenEmbeddingName(model.config().kind);
  const ParameterInfo* info = model.parameters().layout().find(name);
  if (!info || !info->isCompact()) return model.parameters().matrix(name);
  room = model.parameters().floats(*info);
  return {room.data(), room.rows(), room.cols()};
}

EmbeddingFigure embeddingFigure(const ProjectedPoints& points, const Tokenizer& tokenizer,
                                const std::vector<Token>& tokens, FigureSource source) {
  EmbeddingFigure figure;
  figure.source = std::move(source);
  figure.badge = points.badge;
  figure.method = points.method;
  figure.axes = points.axes;
  figure.variance = points.variance;
  figure.coordinates = points.coordinates;
  const auto size = static_cast<TokenId>(std::min<Index>(points.coordinates.rows(), tokenizer.vocabSize()));
  for (TokenId id = 0; id < size; ++id) {
    figure.ids.push_back(id);
    figure.labels.push_back(tokenLabel(tokenOf(tokenizer, id)));
  }
  for (const auto& [id, label] : partLabels(tokens)) {
    if (id >= 0 && id < size) figure.labels[static_cast<std::size_t>(id)] = label;
  }
  figure.coordinates.conservativeResize(size, Eigen::NoChange);
  std::set<int> highlighted;
  for (const Token& token : tokens) highlighted.insert(token.id);
  figure.highlighted.assign(highlighted.begin(), highlighted.end());
  return figure;
}

}  // namespace headlight
