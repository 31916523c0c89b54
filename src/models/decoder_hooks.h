#pragma once
// The hook points of the GPT-2 architecture, declared once.

#include "hooks/hook_point.h"
#include "models/model_config.h"

namespace headlight {

/// Places of one block's points, counted from the block's first, in the order of the run.
enum class BlockPoint {
  ResidPre,
  Ln1Scale,
  Ln1Normalized,
  Q,
  K,
  V,
  AttnScores,
  Pattern,
  Z,
  Result,
  AttnOut,
  ResidMid,
  Ln2Scale,
  Ln2Normalized,
  MlpPre,
  MlpPost,
  MlpOut,
  ResidPost,
  Count
};

/// Places of the points outside the blocks.
struct DecoderPoints {
  static constexpr int kEmbed = 0;
  static constexpr int kPosEmbed = 1;
  int finalScale = 0;
  int finalNormalized = 0;
  int unembedIn = 0;
  int unembedOut = 0;

  explicit DecoderPoints(int layers);
  [[nodiscard]] static int inBlock(int layer, BlockPoint point) {
    return 2 + layer * static_cast<int>(BlockPoint::Count) + static_cast<int>(point);
  }
};

[[nodiscard]] HookTable decoderHookTable(const ModelConfig& config);

}  // namespace headlight
