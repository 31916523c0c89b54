#pragma once
// The hook points of the BERT architecture outside its blocks, declared once.

#include <vector>

#include "models/block/block_hooks.h"

namespace headlight {

namespace hook_rows {

inline constexpr auto kEncoderEmbedding = std::to_array<PointRow>({
    {"embed.hook_embed", {Pos, DModel}},
    {"embed.hook_pos_embed", {Pos, DModel}},
    {"embed.hook_token_type_embed", {Pos, DModel}},
    {"embed.ln.hook_scale", {Pos, One}},
    {"embed.ln.hook_normalized", {Pos, DModel}},
    {"hook_full_embed", {Pos, DModel}},
});

inline constexpr auto kMaskedWordHead = std::to_array<PointRow>({
    {"mlm_head.ln.hook_scale", {Pos, One}},
    {"mlm_head.ln.hook_normalized", {Pos, DModel}},
});

}  // namespace hook_rows

struct EncoderPoints {
  Points<hook_rows::kEncoderEmbedding> embedding;
  std::vector<BlockPoints> blocks;
  Points<hook_rows::kMaskedWordHead> head;
  Points<hook_rows::kUnembed> unembed;
};

/// Fills `points` with the places in the table.
[[nodiscard]] HookTable encoderHookTable(const ModelConfig& config, EncoderPoints& points);

}  // namespace headlight
