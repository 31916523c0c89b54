#pragma once
// The hook points of a post-norm layer, declared once for the encoder and both sides of an encoder-decoder.

#include <optional>

#include "hooks/hook_names.h"
#include "models/parts/hook_declaration.h"

namespace headlight {

/// Indices into the model's hook table.
struct AttentionPoints {
  int q = 0, k = 0, v = 0, scores = 0, pattern = 0, z = 0, result = 0, out = 0;
};

struct NormPoints {
  int scale = 0, normalized = 0;
};

struct PostNormPoints {
  int residPre = 0;
  AttentionPoints self;
  int residMid = 0;  ///< the sum before ln1
  NormPoints selfNorm;
  std::optional<AttentionPoints> cross;
  int residMidCross = 0;  ///< the sum before ln2; with cross-attention only
  NormPoints crossNorm;
  int mlpPre = 0, mlpPost = 0, mlpOut = 0;
  int residPost = 0;   ///< the sum before the last norm
  NormPoints mlpNorm;  ///< ln2, behind cross-attention ln3
  int normalizedResidPost = 0;
};

[[nodiscard]] NormPoints declareNorm(HookDeclaration& points, const std::string& prefix, int layer = -1,
                                     bool onSource = false);
/// Encoder layers of an encoder-decoder are on the source, its decoder layers have cross-attention.
[[nodiscard]] PostNormPoints declarePostNormLayer(HookDeclaration& points, int layer, hook_names::Stack stack);

}  // namespace headlight
