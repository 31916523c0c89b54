#include "models/token_embeddings.h"

#include "models/family.h"

namespace headlight {

ConstMatrixMap<float> tokenEmbeddings(const LanguageModel& model, Matrix<float>& room) {
  const char* const name = familyOf(model.config().kind).tokenEmbedding;
  const ParameterInfo* info = model.parameters().layout().find(name);
  if (!info || !info->isCompact()) return model.parameters().matrix(name);
  room = model.parameters().floats(*info);
  return {room.data(), room.rows(), room.cols()};
}

}  // namespace headlight
