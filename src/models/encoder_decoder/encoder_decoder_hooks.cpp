#include "models/encoder_decoder/encoder_decoder_hooks.h"

namespace headlight {

HookTable encoderDecoderHookTable(const ModelConfig& config, EncoderDecoderPoints& points) {
  using enum Axis;
  using hook_names::Stack;
  HookDeclaration declare(config);
  const bool onSource = true;
  points.encoderEmbed = declare.add(hook_names::kEncoderEmbed, {Pos, DModel}, -1, onSource);
  points.encoderPosEmbed = declare.add(hook_names::kEncoderPosEmbed, {Pos, DModel}, -1, onSource);
  points.encoder.clear();
  for (int layer = 0; layer < config.nLayers; ++layer) {
    points.encoder.push_back(declarePostNormLayer(declare, layer, Stack::Encoder));
  }
  points.decoderEmbed = declare.add(hook_names::kDecoderEmbed, {Pos, DModel});
  points.decoderPosEmbed = declare.add(hook_names::kDecoderPosEmbed, {Pos, DModel});
  points.decoder.clear();
  for (int layer = 0; layer < config.nDecoderLayers; ++layer) {
    points.decoder.push_back(declarePostNormLayer(declare, layer, Stack::Decoder));
  }
  points.unembedIn = declare.add(hook_names::kUnembedIn, {Pos, DModel});
  points.unembedOut = declare.add(hook_names::kUnembedOut, {Pos, DVocabOut});
  return declare.take();
}

}  // namespace headlight
