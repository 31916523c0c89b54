#pragma once
// The hook points of the GPT-2 architecture, declared once.

#include <array>

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

/// Where each point stands in the table. What a configuration leaves out (positions, norms) is -1 and never offered.
struct DecoderPoints {
  static constexpr int kEmbed = 0;
  int posEmbed = -1;
  int finalScale = -1;
  int finalNormalized = -1;
  int unembedIn = 0;
  int unembedOut = 0;

  explicit DecoderPoints(const ModelConfig& config);
  [[nodiscard]] int inBlock(int layer, BlockPoint point) const {
    return m_firstBlock + layer * m_perBlock + m_places[static_cast<std::size_t>(point)];
  }
  /// False for the norms' points in a model without norms.
  [[nodiscard]] static bool exists(const ModelConfig& config, BlockPoint point);

 private:
  int m_firstBlock = 0;
  int m_perBlock = 0;
  std::array<int, static_cast<std::size_t>(BlockPoint::Count)> m_places{};
};

[[nodiscard]] HookTable decoderHookTable(const ModelConfig& config);

}  // namespace headlight
