#include "reference/block_reference.h"

#include <cmath>
#include <utility>

namespace headlight::reference {

using hook_names::Stack;

struct BlockPlan {
  bool normsBefore = false;  ///< before the sublayers; else behind the sums
  NormKind norm = NormKind::LayerNorm;
  bool causal = false;   ///< a query sees no later key
  bool residual = true;  ///< false: a sublayer's output replaces the stream
  bool scaled = true;    ///< scores divided by sqrt(d_head)
  bool byLayer = false;  ///< scores divided by the layer's number too, counted from 1
};

namespace {

BlockPlan planOf(const ModelConfig& config, Stack stack) {
  if (config.kind != ModelKind::Decoder) return {.causal = stack == Stack::Decoder};
  return {.normsBefore = true,
          .norm = config.norm,
          .causal = config.causalMask,
          .residual = config.residual,
          .scaled = config.scaledScores,
          .byLayer = config.scaledByLayer};
}

/// 3 of "blocks.3.attn.".
int layerOf(const std::string& hook) {
  return std::stoi(hook.substr(hook.find('.') + 1));
}

}  // namespace

Rows BlockReference::block(const std::string& prefix, Stack stack, const BlockParameters& names, Rows stream,
                           const Rows* source) {
  const BlockPlan plan = planOf(m_config, stack);
  const bool before = plan.normsBefore;
  const auto normed = [&](const std::string& parameter, const std::string& hook) {
    return norm(plan.norm, stream, parameter, prefix + hook);
  };
  const auto join = [&](const Rows& what) {
    if (plan.residual)
      add(stream, what);
    else
      stream = what;
  };
  m_values.keep(prefix + "hook_resid_pre", stream);
  const Rows x = before ? normed(names.self.norm, "ln1") : stream;
  const Rows own = attention(prefix + "attn.", names.self, plan, x, x);
  m_values.keep(prefix + "hook_attn_out", own);
  join(own);
  m_values.keep(prefix + "hook_resid_mid", stream);
  if (!before) stream = normed(names.self.norm, "ln1");
  if (source) {
    const Rows y = before ? normed(names.cross.norm, "ln2") : stream;
    const Rows cross = attention(prefix + "cross_attn.", names.cross, {}, y, *source);
    m_values.keep(prefix + "hook_cross_attn_out", cross);
    join(cross);
    m_values.keep(prefix + "hook_resid_mid_cross", stream);
    if (!before) stream = normed(names.cross.norm, "ln2");
  }
  const char* last = source ? "ln3" : "ln2";
  join(mlp(prefix, names, before ? normed(names.mlpNorm, last) : stream));
  m_values.keep(prefix + "hook_resid_post", stream);
  if (before) return stream;
  stream = normed(names.mlpNorm, last);
  m_values.keep(prefix + "hook_normalized_resid_post", stream);
  return stream;
}

Rows BlockReference::norm(NormKind kind, const Rows& x, const std::string& parameter, const std::string& hook) {
  Norm norm = reference::norm(kind, x, m_parameters, parameter, static_cast<double>(m_config.layerNormEpsilon));
  if (norm.scale.empty()) return std::move(norm.out);
  m_values.keep(hook + ".hook_scale", norm.scale);
  m_values.keep(hook + ".hook_normalized", norm.normalized);
  return std::move(norm.out);
}

Rows BlockReference::project(const Rows& x, const AttentionParameters& names, Index part) const {
  if (!names.qkv.empty()) return linear(x, m_parameters, names.qkv, part * m_config.dModel, m_config.dModel);
  return linear(x, m_parameters, part == 0 ? names.q : part == 1 ? names.k : names.v);
}

/// softmax(q · kᵀ / sqrt(d_head)) · v in every head; in a causal block each query sees itself and what stands before it
/// (a lesson may take the division or the mask out).
Rows BlockReference::attention(const std::string& hook, const AttentionParameters& names, const BlockPlan& plan,
                               const Rows& queries, const Rows& keys) {
  const Index H = m_config.nHeads;
  const Index D = m_config.dHead();
  const auto T = static_cast<Index>(queries.size());
  const auto S = static_cast<Index>(keys.size());
  const Rows q = project(queries, names, 0);
  const Rows k = project(keys, names, 1);
  const Rows v = project(keys, names, 2);
  m_values.keep(hook + "hook_q", q, {T, H, D});
  m_values.keep(hook + "hook_k", k, {S, H, D});
  m_values.keep(hook + "hook_v", v, {S, H, D});
  const double root = plan.scaled ? std::sqrt(static_cast<double>(D)) : 1.0;
  const double divisor = plan.byLayer ? root * (layerOf(hook) + 1) : root;
  const Attention attention =
      attend(q, k, v, H, divisor, [&](std::size_t query, std::size_t key) { return !plan.causal || key <= query; });
  m_values.keep(hook + "hook_attn_scores", attention.scores, {H, T, S});
  m_values.keep(hook + "hook_pattern", attention.pattern, {H, T, S});
  m_values.keep(hook + "hook_z", attention.z, {T, H, D});
  m_values.keep(hook + "hook_result", headResults(attention.z, m_parameters, names.out, H), {T, H, H * D});
  return linear(attention.z, m_parameters, names.out);
}

Rows BlockReference::mlp(const std::string& prefix, const BlockParameters& names, const Rows& x) {
  Rows hidden = linear(x, m_parameters, names.mlpIn);
  m_values.keep(prefix + "mlp.hook_pre", hidden);
  for (Row& row : hidden) {
    for (double& value : row) value = activate(m_config.activation, value);
  }
  m_values.keep(prefix + "mlp.hook_post", hidden);
  Rows out = linear(hidden, m_parameters, names.mlpOut);
  m_values.keep(prefix + "hook_mlp_out", out);
  return out;
}

}  // namespace headlight::reference
