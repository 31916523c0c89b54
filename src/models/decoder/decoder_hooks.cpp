#include "models/decoder/decoder_hooks.h"

namespace headlight {

HookTable decoderHookTable(const ModelConfig& config, DecoderPoints& points) {
  HookDeclaration declaration(config);
  points.embedding = declaration.add<hook_rows::kDecoderEmbedding>("");
  points.blocks = declareBlocks(declaration, hook_names::Stack::Blocks, config.nLayers);
  points.finalNorm = declaration.add<hook_rows::kFinalNorm>("");
  points.unembed = declaration.add<hook_rows::kUnembed>("");
  return declaration.take();
}

}  // namespace headlight
