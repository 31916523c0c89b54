#include "models/encoder_decoder/encoder_decoder_parameters.h"

#include <string>

namespace headlight {

namespace {

constexpr const char* kShared = "model.shared.weight";
constexpr const char* kFinalLogitsBias = "final_logits_bias";

AttentionNames attentionNames(const std::string& attention, const std::string& norm) {
  return {attention + ".q_proj", attention + ".k_proj", attention + ".v_proj", attention + ".out_proj", norm};
}

BlockNames namesOf(const char* side, Index layer, bool withCross) {
  const std::string prefix = std::string("model.") + side + ".layers." + std::to_string(layer) + ".";
  const auto at = [&](const char* part) { return prefix + part; };
  BlockNames names;
  names.self = attentionNames(at("self_attn"), at("self_attn_layer_norm"));
  if (withCross) names.cross = attentionNames(at("encoder_attn"), at("encoder_attn_layer_norm"));
  names.mlpIn = at("fc1");
  names.mlpOut = at("fc2");
  names.mlpNorm = at("final_layer_norm");
  return names;
}

BlockNames encoderNames(Index layer) {
  return namesOf("encoder", layer, false);
}

BlockNames decoderNames(Index layer) {
  return namesOf("decoder", layer, true);
}

}  // namespace

ParameterLayout encoderDecoderParameterLayout(const ModelConfig& config) {
  const Index C = config.dModel;
  const Index M = config.dMlp;
  ParameterLayout layout;
  layout.addMatrix(kShared, config.dVocab, C);
  for (Index layer = 0; layer < config.nLayers; ++layer) addPostNormBlock(layout, encoderNames(layer), C, M);
  for (Index layer = 0; layer < config.nDecoderLayers; ++layer) addPostNormBlock(layout, decoderNames(layer), C, M);
  layout.addVector(kFinalLogitsBias, config.dVocab);
  return layout;
}

Parameters initialEncoderDecoderParameters(const ModelConfig& config, std::uint64_t seed) {
  return normalParameters(encoderDecoderParameterLayout(config), seed,
                          [](std::string_view name) { return name.ends_with("layer_norm.weight"); });
}

bool encoderDecoderStoresTransposed(const ParameterInfo& info) {
  return !info.isVector && info.name != kShared;
}

EncoderDecoderViews viewEncoderDecoder(const ModelConfig& config, Parameters& parameters) {
  std::vector<BlockViews> encoder;
  for (Index layer = 0; layer < config.nLayers; ++layer) {
    encoder.push_back(viewBlock(parameters, encoderNames(layer)));
  }
  std::vector<BlockViews> decoder;
  for (Index layer = 0; layer < config.nDecoderLayers; ++layer) {
    decoder.push_back(viewBlock(parameters, decoderNames(layer)));
  }
  return {.shared = parameters.matrix(kShared),
          .encoder = std::move(encoder),
          .decoder = std::move(decoder),
          .finalLogitsBias = viewVector(parameters, kFinalLogitsBias)};
}

std::string translatorAttentionOutput(hook_names::Stack stack, bool isCross, Index layer) {
  if (stack == hook_names::Stack::Encoder) return encoderNames(layer).self.out;
  return isCross ? decoderNames(layer).cross->out : decoderNames(layer).self.out;
}

}  // namespace headlight
