#include "models/encoder/encoder_hooks.h"

namespace headlight {

HookTable encoderHookTable(const ModelConfig& config, EncoderPoints& points) {
  using enum Axis;
  HookDeclaration declare(config);
  points.embed = declare.add(hook_names::kBertEmbed, {Pos, DModel});
  points.posEmbed = declare.add(hook_names::kBertPosEmbed, {Pos, DModel});
  points.tokenTypeEmbed = declare.add(hook_names::kTokenTypeEmbed, {Pos, DModel});
  points.embedNorm = declareNorm(declare, "embed.ln");
  points.fullEmbed = declare.add(hook_names::kFullEmbed, {Pos, DModel});
  points.layers.clear();
  for (int layer = 0; layer < config.nLayers; ++layer) {
    points.layers.push_back(declarePostNormLayer(declare, layer, hook_names::Stack::Blocks));
  }
  points.headNorm = declareNorm(declare, "mlm_head.ln");
  points.unembedIn = declare.add(hook_names::kUnembedIn, {Pos, DModel});
  points.unembedOut = declare.add(hook_names::kUnembedOut, {Pos, DVocabOut});
  return declare.take();
}

}  // namespace headlight
