#include "models/post_norm/post_norm_hooks.h"

namespace headlight {

namespace {

using enum Axis;
using hook_names::Stack;

/// The points of one layer under its prefix.
class LayerDeclaration {
 public:
  LayerDeclaration(HookDeclaration& points, int layer, Stack stack)
      : m_points(points), m_layer(layer), m_stack(stack), m_onSource(stack == Stack::Encoder) {}

  int add(const char* part, std::vector<Axis> axes) { return add(part, std::move(axes), m_onSource); }

  NormPoints norm(const char* part) {
    return declareNorm(m_points, hook_names::block(m_layer, part, m_stack), m_layer, m_onSource);
  }

  AttentionPoints selfAttention() {
    AttentionPoints points;
    points.q = add("attn.hook_q", {Pos, Head, DHead});
    points.k = add("attn.hook_k", {Pos, Head, DHead});
    points.v = add("attn.hook_v", {Pos, Head, DHead});
    points.scores = add("attn.hook_attn_scores", {Head, QueryPos, KeyPos});
    points.pattern = add("attn.hook_pattern", {Head, QueryPos, KeyPos});
    points.z = add("attn.hook_z", {Pos, Head, DHead});
    points.result = add("attn.hook_result", {Pos, Head, DModel});
    points.out = add("hook_attn_out", {Pos, DModel});
    return points;
  }

  AttentionPoints crossAttention() {
    AttentionPoints points;
    points.q = add("cross_attn.hook_q", {DecoderPos, Head, DHead});
    points.k = add("cross_attn.hook_k", {EncoderPos, Head, DHead}, true);
    points.v = add("cross_attn.hook_v", {EncoderPos, Head, DHead}, true);
    points.scores = add("cross_attn.hook_attn_scores", {Head, DecoderPos, EncoderPos});
    points.pattern = add("cross_attn.hook_pattern", {Head, DecoderPos, EncoderPos});
    points.z = add("cross_attn.hook_z", {DecoderPos, Head, DHead});
    points.result = add("cross_attn.hook_result", {DecoderPos, Head, DModel});
    points.out = add("hook_cross_attn_out", {DecoderPos, DModel});
    return points;
  }

 private:
  int add(const char* part, std::vector<Axis> axes, bool onSource) {
    return m_points.add(hook_names::block(m_layer, part, m_stack), std::move(axes), m_layer, onSource);
  }

  HookDeclaration& m_points;
  int m_layer;
  Stack m_stack;
  bool m_onSource;
};

}  // namespace

NormPoints declareNorm(HookDeclaration& points, const std::string& prefix, int layer, bool onSource) {
  NormPoints norm;
  norm.scale = points.add(prefix + ".hook_scale", {Pos, One}, layer, onSource);
  norm.normalized = points.add(prefix + ".hook_normalized", {Pos, DModel}, layer, onSource);
  return norm;
}

PostNormPoints declarePostNormLayer(HookDeclaration& points, int layer, Stack stack) {
  LayerDeclaration declare(points, layer, stack);
  PostNormPoints places;
  places.residPre = declare.add("hook_resid_pre", {Pos, DModel});
  places.self = declare.selfAttention();
  places.residMid = declare.add("hook_resid_mid", {Pos, DModel});
  places.selfNorm = declare.norm("ln1");
  if (stack == Stack::Decoder) {
    places.cross = declare.crossAttention();
    places.residMidCross = declare.add("hook_resid_mid_cross", {DecoderPos, DModel});
    places.crossNorm = declare.norm("ln2");
  }
  places.mlpPre = declare.add("mlp.hook_pre", {Pos, DMlp});
  places.mlpPost = declare.add("mlp.hook_post", {Pos, DMlp});
  places.mlpOut = declare.add("hook_mlp_out", {Pos, DModel});
  places.residPost = declare.add("hook_resid_post", {Pos, DModel});
  places.mlpNorm = declare.norm(stack == Stack::Decoder ? "ln3" : "ln2");
  places.normalizedResidPost = declare.add("hook_normalized_resid_post", {Pos, DModel});
  return places;
}

}  // namespace headlight
