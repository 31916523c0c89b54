#pragma once
// The hook points of a decoder outside its blocks, declared once.

#include <vector>

#include "models/block/block_hooks.h"

namespace headlight {

namespace hook_rows {

constexpr bool hasPositions(const PointPlace& place) {
  return place.config.positions != Positions::None;
}
constexpr bool hasNorms(const PointPlace& place) {
  return place.config.norm != NormKind::None;
}

inline constexpr auto kDecoderEmbedding = std::to_array<PointRow>({
    {"hook_embed", {Pos, DModel}},
    {"hook_pos_embed", {Pos, DModel}, hasPositions},
});

inline constexpr auto kFinalNorm = std::to_array<PointRow>({
    {"ln_final.hook_scale", {Pos, One}, hasNorms},
    {"ln_final.hook_normalized", {Pos, DModel}, hasNorms},
});

}  // namespace hook_rows

struct DecoderPoints {
  Points<hook_rows::kDecoderEmbedding> embedding;
  std::vector<BlockPoints> blocks;
  Points<hook_rows::kFinalNorm> finalNorm;
  Points<hook_rows::kUnembed> unembed;
};

/// Fills `points` with the places in the table.
[[nodiscard]] HookTable decoderHookTable(const ModelConfig& config, DecoderPoints& points);

}  // namespace headlight
