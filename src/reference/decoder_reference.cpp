#include "reference/decoder_reference.h"

#include <cmath>
#include <string>
#include <utility>

#include "reference/reference_math.h"
#include "tensor/error.h"

namespace headlight {

namespace {

using namespace reference;

class DecoderRun {
 public:
  DecoderRun(const ModelConfig& config, const Parameters& parameters, std::span<const TokenId> tokens)
      : m_config(config), m_parameters(parameters), m_tokens(tokens), m_T(static_cast<Index>(tokens.size())) {}

  std::vector<ReferenceValue> run() {
    Rows stream = embed();
    for (Index layer = 0; layer < m_config.nLayers; ++layer) {
      const std::string h = "h." + std::to_string(layer) + ".";
      const std::string block = "blocks." + std::to_string(layer) + ".";
      keep(block + "hook_resid_pre", stream);
      addTo(stream, attention(h, block, norm(stream, h + "ln_1", block + "ln1")));
      keep(block + "hook_resid_mid", stream);
      addTo(stream, mlp(h, block, norm(stream, h + "ln_2", block + "ln2")));
      keep(block + "hook_resid_post", stream);
    }
    const Rows x = norm(stream, "ln_f", "ln_final");
    keep("unembed.hook_in", x);
    keep("unembed.hook_out", unembed(x, m_parameters, m_config.tiedHead ? "wte.weight" : "lm_head.weight", ""));
    return m_values.take();
  }

 private:
  void keep(std::string name, const Rows& rows) { m_values.keep(std::move(name), rows); }
  void keep(std::string name, const Rows& rows, std::vector<Index> extents) {
    m_values.keep(std::move(name), rows, std::move(extents));
  }

  /// A sublayer adds to the stream; in a model without the residual stream it replaces it.
  void addTo(Rows& stream, const Rows& what) const {
    if (m_config.residual)
      add(stream, what);
    else
      stream = what;
  }

  [[nodiscard]] double position(Index t, Index c) const {
    if (m_config.positions == Positions::Sinusoidal) return sinusoid(t, c, m_config.dModel);
    return static_cast<double>(m_parameters.matrix("wpe.weight")(t, c));
  }

  /// A token's vector plus its position's vector.
  Rows embed() {
    Rows tokenRows;
    Rows positionRows;
    const auto wte = m_parameters.matrix("wte.weight");
    for (Index t = 0; t < m_T; ++t) {
      const TokenId token = m_tokens[static_cast<std::size_t>(t)];
      auto& tokenRow = tokenRows.emplace_back();
      auto& positionRow = positionRows.emplace_back();
      for (Index c = 0; c < m_config.dModel; ++c) {
        tokenRow.push_back(wte(token, c));
        positionRow.push_back(m_config.positions == Positions::None ? 0 : position(t, c));
      }
    }
    keep("hook_embed", tokenRows);
    if (m_config.positions == Positions::None) return tokenRows;
    keep("hook_pos_embed", positionRows);
    add(tokenRows, positionRows);
    return tokenRows;
  }

  Rows norm(const Rows& x, const std::string& parameter, const std::string& hook) {
    if (m_config.norm == NormKind::None) return x;
    Norm norm = layerNorm(x, m_parameters, parameter, static_cast<double>(m_config.layerNormEpsilon));
    keep(hook + ".hook_scale", norm.scale);
    keep(hook + ".hook_normalized", norm.normalized);
    return std::move(norm.out);
  }

  /// softmax(q · kᵀ / sqrt(d_head)) · v in every head, each query seeing itself and what stands before it (a lesson may
  /// take the division or the mask out).
  Rows attention(const std::string& h, const std::string& block, const Rows& x) {
    const Index C = m_config.dModel;
    const Index H = m_config.nHeads;
    const Index D = m_config.dHead();
    const Rows q = linear(x, m_parameters, h + "attn.c_attn", 0, C);
    const Rows k = linear(x, m_parameters, h + "attn.c_attn", C, C);
    const Rows v = linear(x, m_parameters, h + "attn.c_attn", 2 * C, C);
    keep(block + "attn.hook_q", q, {m_T, H, D});
    keep(block + "attn.hook_k", k, {m_T, H, D});
    keep(block + "attn.hook_v", v, {m_T, H, D});

    const double divisor = m_config.scaledScores ? std::sqrt(static_cast<double>(D)) : 1.0;
    const auto sees = [&](std::size_t query, std::size_t key) { return !m_config.causalMask || key <= query; };
    const Attention attention = attend(q, k, v, H, divisor, sees);
    keep(block + "attn.hook_attn_scores", attention.scores, {H, m_T, m_T});
    keep(block + "attn.hook_pattern", attention.pattern, {H, m_T, m_T});
    keep(block + "attn.hook_z", attention.z, {m_T, H, D});
    keep(block + "attn.hook_result", headResults(attention.z, m_parameters, h + "attn.c_proj", H), {m_T, H, C});
    Rows out = linear(attention.z, m_parameters, h + "attn.c_proj");
    keep(block + "hook_attn_out", out);
    return out;
  }

  Rows mlp(const std::string& h, const std::string& block, const Rows& x) {
    Rows hidden = linear(x, m_parameters, h + "mlp.c_fc");
    keep(block + "mlp.hook_pre", hidden);
    for (Row& row : hidden) {
      for (double& value : row) value = activate(m_config.activation, value);
    }
    keep(block + "mlp.hook_post", hidden);
    Rows out = linear(hidden, m_parameters, h + "mlp.c_proj");
    keep(block + "hook_mlp_out", out);
    return out;
  }

  const ModelConfig& m_config;
  const Parameters& m_parameters;
  std::span<const TokenId> m_tokens;
  Index m_T;
  Values m_values;
};

}  // namespace

std::vector<ReferenceValue> decoderReference(const ModelConfig& config, const Parameters& parameters,
                                             std::span<const TokenId> tokens) {
  if (config.kind != ModelKind::Decoder) {
    throw Error("model.kind_not_supported", {{"kind", std::string(modelKindName(config.kind))}});
  }
  return DecoderRun(config, parameters, tokens).run();
}

}  // namespace headlight
