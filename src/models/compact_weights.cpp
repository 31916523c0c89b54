#include "models/compact_weights.h"

#include "models/trainable_model.h"

namespace headlight {

ParameterLayout layoutForFile(const ModelConfig& config,
                              const std::function<NumberType(const ParameterInfo&)>& typeInFile, std::size_t worth) {
  ParameterLayout floats = parameterLayout(config);
  return floats.bytes() < worth ? floats : floats.withTypes(typeInFile);
}

}  // namespace headlight
