// The functions of trainable_model.h that choose by kind.

#include <utility>

#include "models/decoder/decoder.h"
#include "models/encoder/encoder.h"
#include "models/encoder_decoder/encoder_decoder.h"
#include "models/recurrent/recurrent.h"

namespace headlight {

ParameterLayout parameterLayout(const ModelConfig& config) {
  validate(config);
  if (config.isRecurrent()) return recurrentParameterLayout(config);
  if (config.kind == ModelKind::Encoder) return encoderParameterLayout(config);
  if (config.kind == ModelKind::EncoderDecoder) return encoderDecoderParameterLayout(config);
  return decoderParameterLayout(config);
}

Parameters initialParameters(const ModelConfig& config, std::uint64_t seed) {
  validate(config);
  if (config.isRecurrent()) return initialRecurrentParameters(config, seed);
  if (config.kind == ModelKind::Encoder) return initialEncoderParameters(config, seed);
  if (config.kind == ModelKind::EncoderDecoder) return initialEncoderDecoderParameters(config, seed);
  return initialDecoderParameters(config, seed);
}

std::unique_ptr<TrainableModel> makeModel(const ModelConfig& config, Parameters parameters) {
  validate(config);
  if (config.isRecurrent()) return std::make_unique<Recurrent>(config, std::move(parameters));
  if (config.kind == ModelKind::Encoder) return std::make_unique<Encoder>(config, std::move(parameters));
  if (config.kind == ModelKind::EncoderDecoder) return std::make_unique<EncoderDecoder>(config, std::move(parameters));
  return std::make_unique<Decoder>(config, std::move(parameters));
}

}  // namespace headlight
