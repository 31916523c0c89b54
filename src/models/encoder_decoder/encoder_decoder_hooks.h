#pragma once
// The hook points of the encoder-decoder outside its blocks, declared once.

#include <vector>

#include "models/block/block_hooks.h"

namespace headlight {

namespace hook_rows {

/// Of each side, under "encoder." and "decoder.".
inline constexpr auto kSideEmbedding = std::to_array<PointRow>({
    {"hook_embed", {Pos, DModel}},
    {"hook_pos_embed", {Pos, DModel}},
});

}  // namespace hook_rows

/// One side's points.
struct SidePoints {
  Points<hook_rows::kSideEmbedding> embedding;
  std::vector<BlockPoints> blocks;
};

struct EncoderDecoderPoints {
  SidePoints encoder, decoder;
  Points<hook_rows::kUnembed> unembed;
};

/// Fills `points` with the places in the table. The encoder's points and cross_attn.hook_k and hook_v are on the
/// source: a prefill alone offers them.
[[nodiscard]] HookTable encoderDecoderHookTable(const ModelConfig& config, EncoderDecoderPoints& points);

}  // namespace headlight
