// The functions of trainable_model.h that choose by kind.

#include <string>
#include <utility>

#include "models/decoder.h"
#include "models/decoder_parameters.h"
#include "models/recurrent.h"
#include "models/trainable_model.h"
#include "tensor/error.h"

namespace headlight {

namespace {

[[noreturn]] void refuseKind(ModelKind kind) {
  throw Error("model.kind_not_supported", {{"kind", std::string(modelKindName(kind))}});
}

}  // namespace

ParameterLayout parameterLayout(const ModelConfig& config) {
  validate(config);
  if (config.isRecurrent()) return recurrentParameterLayout(config);
  if (config.kind != ModelKind::Decoder) refuseKind(config.kind);
  return decoderParameterLayout(config);
}

Parameters initialParameters(const ModelConfig& config, std::uint64_t seed) {
  validate(config);
  if (config.isRecurrent()) return initialRecurrentParameters(config, seed);
  if (config.kind != ModelKind::Decoder) refuseKind(config.kind);
  return initialDecoderParameters(config, seed);
}

std::unique_ptr<TrainableModel> makeModel(const ModelConfig& config, Parameters parameters) {
  validate(config);
  if (config.isRecurrent()) return std::make_unique<Recurrent>(config, std::move(parameters));
  if (config.kind != ModelKind::Decoder) refuseKind(config.kind);
  return std::make_unique<Decoder>(config, std::move(parameters));
}

}  // namespace headlight
