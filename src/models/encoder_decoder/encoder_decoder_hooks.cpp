#include "models/encoder_decoder/encoder_decoder_hooks.h"

namespace headlight {

HookTable encoderDecoderHookTable(const ModelConfig& config, EncoderDecoderPoints& points) {
  using hook_names::Stack;
  HookDeclaration declaration(config);
  const auto declareSide = [&](const char* prefix, Stack stack, Index layers, SidePoints& side) {
    side.embedding = declaration.add<hook_rows::kSideEmbedding>(prefix, stack);
    side.blocks = declareBlocks(declaration, stack, layers);
  };
  declareSide("encoder.", Stack::Encoder, config.nLayers, points.encoder);
  declareSide("decoder.", Stack::Decoder, config.nDecoderLayers, points.decoder);
  points.unembed = declaration.add<hook_rows::kUnembed>("");
  return declaration.take();
}

}  // namespace headlight
