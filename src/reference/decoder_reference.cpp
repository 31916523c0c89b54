#include "reference/decoder_reference.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

#include "tensor/error.h"

namespace headlight {

namespace {

/// Rows of numbers, one a position.
using Rows = std::vector<std::vector<double>>;

class Reference {
 public:
  Reference(const ModelConfig& config, const Parameters& parameters, std::span<const TokenId> tokens)
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
    unembed(norm(stream, "ln_f", "ln_final"));
    return std::move(m_values);
  }

 private:
  [[nodiscard]] double weight(const std::string& name, Index row, Index column) const {
    return m_parameters.matrix(name)(row, column);
  }

  void keep(std::string name, const Rows& rows) {
    keep(std::move(name), rows, {static_cast<Index>(rows.size()), static_cast<Index>(rows.front().size())});
  }

  void keep(std::string name, const Rows& rows, std::vector<Index> extents) {
    ReferenceValue value{std::move(name), std::move(extents), {}};
    for (const std::vector<double>& row : rows) value.values.insert(value.values.end(), row.begin(), row.end());
    m_values.push_back(std::move(value));
  }

  static void add(Rows& to, const Rows& what) {
    for (std::size_t t = 0; t < to.size(); ++t) {
      for (std::size_t c = 0; c < to[t].size(); ++c) to[t][c] += what[t][c];
    }
  }

  /// A sublayer adds to the stream; in a model without the residual stream it replaces it.
  void addTo(Rows& stream, const Rows& what) const {
    if (m_config.residual)
      add(stream, what);
    else
      stream = what;
  }

  /// Number c of the vector of position t.
  [[nodiscard]] double position(Index t, Index c) const {
    if (m_config.positions == Positions::Learned) return weight("wpe.weight", t, c);
    // Sinusoidal: sin and cos of t / 10000^(2i / d_model), the sines first, then the cosines.
    const Index sines = (m_config.dModel + 1) / 2;
    const auto i = static_cast<double>(c < sines ? c : c - sines);
    const double angle = static_cast<double>(t) / std::pow(10000.0, 2 * i / static_cast<double>(m_config.dModel));
    return c < sines ? std::sin(angle) : std::cos(angle);
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

  /// (x − mean) / sqrt(variance + epsilon) · weight + bias, each row by itself.
  Rows norm(const Rows& x, const std::string& parameter, const std::string& hook) {
    if (!m_config.layerNorm) return x;
    Rows scales;
    Rows normalized;
    Rows out;
    for (const std::vector<double>& row : x) {
      const auto C = static_cast<double>(row.size());
      double mean = 0;
      for (const double value : row) mean += value / C;
      double variance = 0;
      for (const double value : row) variance += (value - mean) * (value - mean) / C;
      const double scale = std::sqrt(variance + static_cast<double>(m_config.layerNormEpsilon));
      scales.push_back({scale});
      auto& normalizedRow = normalized.emplace_back();
      auto& outRow = out.emplace_back();
      for (std::size_t c = 0; c < row.size(); ++c) {
        const auto column = static_cast<Index>(c);
        normalizedRow.push_back((row[c] - mean) / scale);
        outRow.push_back(normalizedRow[c] * weight(parameter + ".weight", 0, column) +
                         weight(parameter + ".bias", 0, column));
      }
    }
    keep(hook + ".hook_scale", scales);
    keep(hook + ".hook_normalized", normalized);
    return out;
  }

  /// x · W + b for `columns` columns of W from `firstColumn`.
  Rows linear(const Rows& x, const std::string& parameter, Index firstColumn, Index columns) {
    const auto w = m_parameters.matrix(parameter + ".weight");
    const auto b = m_parameters.matrix(parameter + ".bias");
    Rows y;
    for (const std::vector<double>& row : x) {
      auto& out = y.emplace_back();
      for (Index n = firstColumn; n < firstColumn + columns; ++n) {
        double sum = b(0, n);
        for (std::size_t k = 0; k < row.size(); ++k) sum += row[k] * static_cast<double>(w(static_cast<Index>(k), n));
        out.push_back(sum);
      }
    }
    return y;
  }

  /// softmax(q · kᵀ / sqrt(d_head)) · v in every head, each query seeing itself and what stands before it (a lesson may
  /// take the division or the mask out).
  Rows attention(const std::string& h, const std::string& block, const Rows& x) {
    const Index C = m_config.dModel;
    const Index H = m_config.nHeads;
    const Index D = m_config.dHead();
    const Rows q = linear(x, h + "attn.c_attn", 0, C);
    const Rows k = linear(x, h + "attn.c_attn", C, C);
    const Rows v = linear(x, h + "attn.c_attn", 2 * C, C);
    keep(block + "attn.hook_q", q, {m_T, H, D});
    keep(block + "attn.hook_k", k, {m_T, H, D});
    keep(block + "attn.hook_v", v, {m_T, H, D});

    Rows scores;   // H · T rows of T
    Rows pattern;  // likewise
    Rows z(static_cast<std::size_t>(m_T), std::vector<double>(static_cast<std::size_t>(C), 0.0));
    for (Index head = 0; head < H; ++head) {
      for (Index query = 0; query < m_T; ++query) {
        scores.push_back(scoresOf(q, k, head, query));
        pattern.push_back(softmax(scores.back()));
        for (Index key = 0; key < keysOf(query); ++key) {
          for (Index d = head * D; d < (head + 1) * D; ++d) {
            z[at(query)][at(d)] += pattern.back()[at(key)] * v[at(key)][at(d)];
          }
        }
      }
    }
    keep(block + "attn.hook_attn_scores", scores, {H, m_T, m_T});
    keep(block + "attn.hook_pattern", pattern, {H, m_T, m_T});
    keep(block + "attn.hook_z", z, {m_T, H, D});
    keep(block + "attn.hook_result", results(h, z), {m_T, H, C});
    const Rows out = linear(z, h + "attn.c_proj", 0, C);
    keep(block + "hook_attn_out", out);
    return out;
  }

  /// How many keys a query sees: itself and what stands before it, or without a mask all.
  [[nodiscard]] Index keysOf(Index query) const { return m_config.causalMask ? query + 1 : m_T; }

  [[nodiscard]] std::vector<double> scoresOf(const Rows& q, const Rows& k, Index head, Index query) const {
    const Index D = m_config.dHead();
    std::vector<double> scores(static_cast<std::size_t>(m_T), -std::numeric_limits<double>::infinity());
    const double divisor = m_config.scaledScores ? std::sqrt(static_cast<double>(D)) : 1.0;
    for (Index key = 0; key < keysOf(query); ++key) {
      double dot = 0;
      for (Index d = head * D; d < (head + 1) * D; ++d) dot += q[at(query)][at(d)] * k[at(key)][at(d)];
      scores[at(key)] = dot / divisor;
    }
    return scores;
  }

  static std::vector<double> softmax(const std::vector<double>& scores) {
    const double largest = *std::max_element(scores.begin(), scores.end());
    double sum = 0;
    for (const double score : scores) sum += std::exp(score - largest);
    std::vector<double> pattern;
    for (const double score : scores) pattern.push_back(std::exp(score - largest) / sum);
    return pattern;
  }

  /// What each head alone adds: its part of z through its rows of the output matrix, without the bias.
  Rows results(const std::string& h, const Rows& z) {
    const auto w = m_parameters.matrix(h + "attn.c_proj.weight");
    const Index D = m_config.dHead();
    Rows all;
    for (const std::vector<double>& row : z) {
      auto& out = all.emplace_back();
      for (Index head = 0; head < m_config.nHeads; ++head) {
        for (Index c = 0; c < m_config.dModel; ++c) {
          double sum = 0;
          for (Index d = head * D; d < (head + 1) * D; ++d) sum += row[at(d)] * static_cast<double>(w(d, c));
          out.push_back(sum);
        }
      }
    }
    return all;
  }

  [[nodiscard]] double activate(double x) const {
    switch (m_config.activation) {
      case Activation::GeluNew:
        return 0.5 * x * (1.0 + std::tanh(std::sqrt(2.0 / std::numbers::pi) * (x + 0.044715 * x * x * x)));
      case Activation::Gelu:
        return 0.5 * x * (1.0 + std::erf(x / std::numbers::sqrt2));
      case Activation::Relu:
        return std::max(x, 0.0);
      case Activation::Swish:
        return x / (1.0 + std::exp(-x));
    }
    return x;
  }

  Rows mlp(const std::string& h, const std::string& block, const Rows& x) {
    Rows hidden = linear(x, h + "mlp.c_fc", 0, m_config.dMlp);
    keep(block + "mlp.hook_pre", hidden);
    for (std::vector<double>& row : hidden) {
      for (double& value : row) value = activate(value);
    }
    keep(block + "mlp.hook_post", hidden);
    const Rows out = linear(hidden, h + "mlp.c_proj", 0, m_config.dModel);
    keep(block + "hook_mlp_out", out);
    return out;
  }

  void unembed(const Rows& x) {
    keep("unembed.hook_in", x);
    const auto w = m_parameters.matrix(m_config.tiedHead ? "wte.weight" : "lm_head.weight");
    Rows logits;
    for (const std::vector<double>& row : x) {
      auto& out = logits.emplace_back();
      for (Index token = 0; token < m_config.dVocab; ++token) {
        double dot = 0;
        for (Index c = 0; c < m_config.dModel; ++c) dot += row[at(c)] * static_cast<double>(w(token, c));
        out.push_back(dot);
      }
    }
    keep("unembed.hook_out", logits);
  }

  static std::size_t at(Index index) { return static_cast<std::size_t>(index); }

  const ModelConfig& m_config;
  const Parameters& m_parameters;
  std::span<const TokenId> m_tokens;
  Index m_T;
  std::vector<ReferenceValue> m_values;
};

}  // namespace

std::vector<ReferenceValue> decoderReference(const ModelConfig& config, const Parameters& parameters,
                                             std::span<const TokenId> tokens) {
  if (config.kind != ModelKind::Decoder) {
    throw Error("model.kind_not_supported", {{"kind", std::string(modelKindName(config.kind))}});
  }
  return Reference(config, parameters, tokens).run();
}

}  // namespace headlight
