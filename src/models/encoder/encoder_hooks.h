#pragma once
// The hook points of the BERT architecture, declared once, in the order of hook_points.md section 2.

#include <vector>

#include "models/post_norm/post_norm_hooks.h"

namespace headlight {

struct EncoderPoints {
  int embed = 0, posEmbed = 0, tokenTypeEmbed = 0;
  NormPoints embedNorm;
  int fullEmbed = 0;
  std::vector<PostNormPoints> layers;
  NormPoints headNorm;
  int unembedIn = 0, unembedOut = 0;
};

/// Fills `points` with the places in the table.
[[nodiscard]] HookTable encoderHookTable(const ModelConfig& config, EncoderPoints& points);

}  // namespace headlight
