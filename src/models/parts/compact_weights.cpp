#include "models/parts/compact_weights.h"

#include <utility>

#include "tensor/error.h"

namespace headlight {

ParameterLayout layoutForFile(const ModelConfig& config,
                              const std::function<NumberType(const ParameterInfo&)>& typeInFile, std::size_t worth) {
  ParameterLayout floats = parameterLayout(config);
  return floats.bytes() < worth ? floats : floats.withTypes(typeInFile);
}

std::shared_ptr<const TrainableModel> withFloats(std::shared_ptr<const TrainableModel> model) {
  if (!model->parameters().layout().anyCompact()) return model;
  return makeModel(model->config(), model->parameters().toFloat32());
}

namespace {

void refuseCompact(const ParameterLayout& layout, const char* code) {
  for (const ParameterInfo& info : layout.all()) {
    if (info.isCompact()) throw Error(code, {{"tensor", info.name}, {"type", std::string(numberTypeWord(info.type))}});
  }
}

}  // namespace

void mustBeFloats(const ParameterLayout& layout) {
  refuseCompact(layout, "model.compact_weights");
}

void mustBeDifferentiable(const ParameterLayout& layout) {
  refuseCompact(layout, "gradient.compact_weights");
}

}  // namespace headlight
