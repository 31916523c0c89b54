#include "models/recurrent/recurrent_hooks.h"

namespace headlight {

HookTable recurrentHookTable(const ModelConfig& config, RecurrentPoints& points) {
  HookDeclaration declaration(config);
  points.embedding = declaration.add<hook_rows::kRecurrentEmbedding>("");
  points.cells.clear();
  for (int layer = 0; layer < config.nLayers; ++layer) {
    points.cells.push_back(
        declaration.add<hook_rows::kCell>(hook_names::cell(layer, ""), hook_names::Stack::Blocks, layer));
  }
  points.unembed = declaration.add<hook_rows::kRecurrentUnembed>("");
  return declaration.take();
}

}  // namespace headlight
