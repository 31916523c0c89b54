#include "models/token_embeddings.h"

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

}  // namespace headlight
