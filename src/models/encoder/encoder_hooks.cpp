#include "models/encoder/encoder_hooks.h"

namespace headlight {

HookTable encoderHookTable(const ModelConfig& config, EncoderPoints& points) {
  HookDeclaration declaration(config);
  points.embedding = declaration.add<hook_rows::kEncoderEmbedding>("");
  points.blocks = declareBlocks(declaration, hook_names::Stack::Blocks, config.nLayers);
  if (!config.hasHead) return declaration.take();
  points.head = declaration.add<hook_rows::kMaskedWordHead>("");
  points.unembed = declaration.add<hook_rows::kUnembed>("");
  return declaration.take();
}

}  // namespace headlight
