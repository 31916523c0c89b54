#pragma once
// The hook points of a Transformer's block, declared once for every model that has blocks: the decoder, whose norms
// stand before what they feed (pre-norm), the encoder and both sides of an encoder-decoder, whose norms stand behind
// the sums (post-norm).

#include "models/block/block_shape.h"
#include "models/block/norm_rows.h"
#include "models/parts/hook_declaration.h"

namespace headlight {

namespace hook_rows {

/// Norms before attention and MLP.
constexpr bool isPreNorm(const PointPlace& place) {
  const BlockShape shape = blockShape(place.config, place.stack);
  return shape.place == NormPlace::Before && partsOf(shape.norm).scale;
}
/// Norms behind the sums.
constexpr bool isPostNorm(const PointPlace& place) {
  return blockShape(place.config, place.stack).place == NormPlace::Behind;
}
constexpr bool hasCross(const PointPlace& place) {
  return blockShape(place.config, place.stack).hasCross;
}
constexpr bool isPostNormWithoutCross(const PointPlace& place) {
  return isPostNorm(place) && !hasCross(place);
}

inline constexpr auto kBlock = std::to_array<PointRow>({
    {"hook_resid_pre", {Pos, DModel}},
    {"ln1.hook_scale", {Pos, One}, isPreNorm},
    {"ln1.hook_normalized", {Pos, DModel}, isPreNorm},
    {"attn.hook_q", {Pos, Head, DHead}},
    {"attn.hook_k", {Pos, Head, DHead}},
    {"attn.hook_v", {Pos, Head, DHead}},
    {"attn.hook_attn_scores", {Head, QueryPos, KeyPos}},
    {"attn.hook_pattern", {Head, QueryPos, KeyPos}},
    {"attn.hook_z", {Pos, Head, DHead}},
    {"attn.hook_result", {Pos, Head, DModel}},
    {"hook_attn_out", {Pos, DModel}},
    {"hook_resid_mid", {Pos, DModel}},
    {"ln1.hook_scale", {Pos, One}, isPostNorm},
    {"ln1.hook_normalized", {Pos, DModel}, isPostNorm},

    {"cross_attn.hook_q", {DecoderPos, Head, DHead}, hasCross},
    {"cross_attn.hook_k", {EncoderPos, Head, DHead}, hasCross, true},
    {"cross_attn.hook_v", {EncoderPos, Head, DHead}, hasCross, true},
    {"cross_attn.hook_attn_scores", {Head, DecoderPos, EncoderPos}, hasCross},
    {"cross_attn.hook_pattern", {Head, DecoderPos, EncoderPos}, hasCross},
    {"cross_attn.hook_z", {DecoderPos, Head, DHead}, hasCross},
    {"cross_attn.hook_result", {DecoderPos, Head, DModel}, hasCross},
    {"hook_cross_attn_out", {DecoderPos, DModel}, hasCross},
    {"hook_resid_mid_cross", {DecoderPos, DModel}, hasCross},
    {"ln2.hook_scale", {Pos, One}, hasCross},
    {"ln2.hook_normalized", {Pos, DModel}, hasCross},

    {"ln2.hook_scale", {Pos, One}, isPreNorm},
    {"ln2.hook_normalized", {Pos, DModel}, isPreNorm},
    {"mlp.hook_pre", {Pos, DMlp}},
    {"mlp.hook_post", {Pos, DMlp}},
    {"hook_mlp_out", {Pos, DModel}},
    {"hook_resid_post", {Pos, DModel}},
    {"ln2.hook_scale", {Pos, One}, isPostNormWithoutCross},
    {"ln2.hook_normalized", {Pos, DModel}, isPostNormWithoutCross},
    {"ln3.hook_scale", {Pos, One}, hasCross},
    {"ln3.hook_normalized", {Pos, DModel}, hasCross},
    {"hook_normalized_resid_post", {Pos, DModel}, isPostNorm},
});

}  // namespace hook_rows

using BlockPoints = Points<hook_rows::kBlock>;

/// The same point of both attentions: "hook_q" is attn.hook_q and cross_attn.hook_q.
struct AttentionName {
  PointName<hook_rows::kBlock> self, cross;
  consteval AttentionName(const char* part) : self("attn.", part), cross("cross_attn.", part) {}
};

/// The points of one of a block's attentions.
struct AttentionPoints {
  const BlockPoints& block;
  bool isCross = false;
  [[nodiscard]] int operator[](AttentionName name) const { return block[isCross ? name.cross : name.self]; }
};

/// The points of `count` blocks of one stack, in order.
[[nodiscard]] std::vector<BlockPoints> declareBlocks(HookDeclaration& declaration, hook_names::Stack stack,
                                                     Index count);

}  // namespace headlight
