#include "models/block/block_hooks.h"

namespace headlight {

std::vector<BlockPoints> declareBlocks(HookDeclaration& declaration, hook_names::Stack stack, Index count) {
  std::vector<BlockPoints> blocks;
  for (int layer = 0; layer < count; ++layer) {
    blocks.push_back(declaration.add<hook_rows::kBlock>(hook_names::block(layer, "", stack), stack, layer));
  }
  return blocks;
}

}  // namespace headlight
