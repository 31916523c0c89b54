#pragma once
// The hook points of a decoder outside its blocks, declared once.

#include <vector>

#include "models/block/block_hooks.h"

namespace headlight {

namespace hook_rows {

constexpr bool hasPositions(const PointPlace& place) {
  return place.config.positions != Positions::None;
}
constexpr bool hasFinalNorm(const PointPlace& place) {
  return partsOf(finalNorm(place.config)).scale;
}

inline constexpr auto kDecoderEmbedding = std::to_array<PointRow>({
    {"hook_embed", {Pos, DModel}},
    {"hook_pos_embed", {Pos, DModel}, hasPositions},
});

inline constexpr auto kFinalNorm = std::to_array<PointRow>({
    {"ln_final.hook_scale", {Pos, One}, hasFinalNorm},
    {"ln_final.hook_normalized", {Pos, DModel}, hasFinalNorm},
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
