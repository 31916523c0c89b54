#pragma once
// The hook points of the encoder-decoder, declared once, in the order of hook_points.md section 6.

#include <vector>

#include "models/post_norm/post_norm_hooks.h"

namespace headlight {

struct EncoderDecoderPoints {
  int encoderEmbed = 0, encoderPosEmbed = 0;
  std::vector<PostNormPoints> encoder;
  int decoderEmbed = 0, decoderPosEmbed = 0;
  std::vector<PostNormPoints> decoder;
  int unembedIn = 0, unembedOut = 0;
};

/// Fills `points` with the places in the table. The encoder's points and cross_attn.hook_k and hook_v are on the
/// source: a prefill alone offers them.
[[nodiscard]] HookTable encoderDecoderHookTable(const ModelConfig& config, EncoderDecoderPoints& points);

}  // namespace headlight
