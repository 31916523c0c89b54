#include "reference/post_norm_reference.h"

#include <cmath>
#include <utility>

namespace headlight::reference {

Rows PostNormReference::layer(const std::string& prefix, const PostNormParameters& names, Rows stream, bool causal,
                              const Rows* source) {
  m_values.keep(prefix + "hook_resid_pre", stream);
  add(stream, attention(prefix + "attn.", prefix + "hook_attn_out", names.self, stream, stream, causal));
  m_values.keep(prefix + "hook_resid_mid", stream);
  stream = norm(stream, names.self.norm, prefix + "ln1");
  if (source) {
    add(stream, attention(prefix + "cross_attn.", prefix + "hook_cross_attn_out", names.cross, stream, *source, false));
    m_values.keep(prefix + "hook_resid_mid_cross", stream);
    stream = norm(stream, names.cross.norm, prefix + "ln2");
  }
  add(stream, mlp(prefix, names, stream));
  m_values.keep(prefix + "hook_resid_post", stream);
  stream = norm(stream, names.mlpNorm, prefix + (source ? "ln3" : "ln2"));
  m_values.keep(prefix + "hook_normalized_resid_post", stream);
  return stream;
}

Rows PostNormReference::norm(const Rows& x, const std::string& parameter, const std::string& hook) {
  Norm norm = layerNorm(x, m_parameters, parameter, static_cast<double>(m_config.layerNormEpsilon));
  m_values.keep(hook + ".hook_scale", norm.scale);
  m_values.keep(hook + ".hook_normalized", norm.normalized);
  return std::move(norm.out);
}

Rows PostNormReference::attention(const std::string& hook, const std::string& outHook, const AttentionParameters& names,
                                  const Rows& queries, const Rows& keys, bool causal) {
  const Index H = m_config.nHeads;
  const Index D = m_config.dHead();
  const auto T = static_cast<Index>(queries.size());
  const auto S = static_cast<Index>(keys.size());
  const Rows q = linear(queries, m_parameters, names.q);
  const Rows k = linear(keys, m_parameters, names.k);
  const Rows v = linear(keys, m_parameters, names.v);
  m_values.keep(hook + "hook_q", q, {T, H, D});
  m_values.keep(hook + "hook_k", k, {S, H, D});
  m_values.keep(hook + "hook_v", v, {S, H, D});
  const Attention attention = attend(q, k, v, H, std::sqrt(static_cast<double>(D)),
                                     [&](std::size_t query, std::size_t key) { return !causal || key <= query; });
  m_values.keep(hook + "hook_attn_scores", attention.scores, {H, T, S});
  m_values.keep(hook + "hook_pattern", attention.pattern, {H, T, S});
  m_values.keep(hook + "hook_z", attention.z, {T, H, D});
  m_values.keep(hook + "hook_result", headResults(attention.z, m_parameters, names.out, H), {T, H, H * D});
  Rows out = linear(attention.z, m_parameters, names.out);
  m_values.keep(outHook, out);
  return out;
}

Rows PostNormReference::mlp(const std::string& prefix, const PostNormParameters& names, const Rows& x) {
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
