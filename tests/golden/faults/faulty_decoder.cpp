#include "golden/faults/faulty_decoder.h"

#include <cmath>
#include <limits>
#include <numbers>

namespace headlight::test {

namespace {

using Rows = Matrix<double>;

class FaultyDecoder {
 public:
  FaultyDecoder(const GoldenFile& golden, Fault fault)
      : m_config(golden.config), m_weights(golden.weights()), m_tokens(golden.tokens()), m_fault(fault) {}

  std::map<std::string, std::vector<double>> run() {
    const auto T = static_cast<Index>(m_tokens.size());
    Rows x(T, m_config.dModel);
    for (Index t = 0; t < T; ++t) {
      x.row(t) = weight("wte.weight").row(m_tokens[static_cast<std::size_t>(t)]);
      if (m_fault != Fault::NoPositions) x.row(t) += weight("wpe.weight").row(t);
    }
    for (Index layer = 0; layer < m_config.nLayers; ++layer) {
      m_h = "h." + std::to_string(layer) + ".";
      m_block = "blocks." + std::to_string(layer) + ".";
      keep("hook_resid_pre", x);
      if (m_fault == Fault::PostNorm) {
        x = norm(x + attention(x), "ln_1");
        keep("hook_resid_mid", x);
        x = norm(x + mlp(x), "ln_2");
      } else {
        x += attention(norm(x, "ln_1"));
        keep("hook_resid_mid", x);
        x += mlp(norm(x, "ln_2"));
      }
      keep("hook_resid_post", x);
    }
    m_h.clear();
    m_block.clear();
    if (m_fault != Fault::NoFinalNorm) x = norm(x, "ln_f");
    Rows head = weight(m_config.tiedHead ? "wte.weight" : "lm_head.weight");
    if (m_fault == Fault::WrongHead) head = m_config.tiedHead ? Rows(head.colwise().reverse()) : weight("wte.weight");
    keep("unembed.hook_out", x * head.transpose());
    return m_values;
  }

 private:
  [[nodiscard]] Rows weight(const std::string& name) const { return m_weights.matrix(m_h + name).cast<double>(); }

  void keep(const std::string& name, const Rows& rows) {
    m_values[m_block + name] = std::vector<double>(rows.data(), rows.data() + rows.size());
  }

  Rows norm(const Rows& x, const std::string& name) {
    const double epsilon = m_fault == Fault::WrongEpsilon ? 1e-3 : static_cast<double>(m_config.layerNormEpsilon);
    const double divisor = static_cast<double>(x.cols()) - (m_fault == Fault::SampleVariance ? 1.0 : 0.0);
    Rows y = x;
    for (Index t = 0; t < x.rows(); ++t) {
      y.row(t).array() -= x.row(t).mean();
      y.row(t) /= std::sqrt(y.row(t).squaredNorm() / divisor + epsilon);
    }
    y = y.array().rowwise() * weight(name + ".weight").row(0).array();
    if (m_fault != Fault::NoNormBias) y.rowwise() += weight(name + ".bias").row(0);
    return y;
  }

  [[nodiscard]] Rows linear(const Rows& x, const std::string& name) const {
    Rows w = weight(name + ".weight");
    if (m_fault == Fault::TransposedProjection && name == "attn.c_proj") w.transposeInPlace();
    return (x * w).rowwise() + weight(name + ".bias").row(0);
  }

  Rows attention(const Rows& x) {
    const Index C = m_config.dModel;
    const Index D = m_config.dHead();
    const Index H = m_config.nHeads;
    const Index T = x.rows();
    const Rows qkv = linear(x, "attn.c_attn");
    Rows q = qkv.leftCols(C);
    Rows k = qkv.middleCols(C, C);
    if (m_fault == Fault::QueriesForKeys) q.swap(k);
    Rows z(T, C);
    Rows allScores(H * T, T);
    Rows allPatterns(H * T, T);
    double scaling = std::sqrt(static_cast<double>(D));
    if (m_fault == Fault::NoScoreScaling) scaling = 1;
    if (m_fault == Fault::ScaledByModelWidth) scaling = std::sqrt(static_cast<double>(C));
    for (Index head = 0; head < H; ++head) {
      Rows scores = q.middleCols(head * D, D) * k.middleCols(head * D, D).transpose() / scaling;
      mask(scores);
      Rows pattern = scores.array().exp();
      if (m_fault == Fault::SoftmaxOverQueries) {
        pattern = (pattern.array().rowwise() / pattern.colwise().sum().array()).eval();
      } else {
        pattern = (pattern.array().colwise() / pattern.rowwise().sum().array()).eval();
      }
      const Index to = m_fault == Fault::SwappedHeads && head < 2 ? 1 - head : head;
      z.middleCols(to * D, D) = pattern * qkv.middleCols(2 * C + head * D, D);
      allScores.middleRows(head * T, T) = scores;
      allPatterns.middleRows(head * T, T) = pattern;
    }
    keep("attn.hook_q", q);
    keep("attn.hook_attn_scores", allScores);
    keep("attn.hook_pattern", allPatterns);
    keep("attn.hook_z", z);
    const Rows out = linear(z, "attn.c_proj");
    keep("hook_attn_out", out);
    return out;
  }

  void mask(Rows& scores) const {
    if (m_fault == Fault::NoMask) return;
    const Index peek = m_fault == Fault::MaskPeeksAhead ? 1 : 0;
    for (Index query = 0; query < scores.rows(); ++query) {
      for (Index key = query + 1 + peek; key < scores.cols(); ++key) {
        scores(query, key) = -std::numeric_limits<double>::infinity();
      }
    }
  }

  [[nodiscard]] double gelu(double x) const {
    if (m_fault == Fault::ExactGelu) return 0.5 * x * (1 + std::erf(x / std::numbers::sqrt2));
    return 0.5 * x * (1 + std::tanh(std::sqrt(2 / std::numbers::pi) * (x + 0.044715 * x * x * x)));
  }

  Rows mlp(const Rows& x) {
    Rows hidden = linear(x, "mlp.c_fc");
    keep("mlp.hook_pre", hidden);
    hidden = hidden.unaryExpr([this](double value) { return gelu(value); }).eval();
    keep("mlp.hook_post", hidden);
    const Rows out = linear(hidden, "mlp.c_proj");
    keep("hook_mlp_out", out);
    return out;
  }

  ModelConfig m_config;
  Parameters m_weights;
  std::vector<TokenId> m_tokens;
  Fault m_fault;
  std::string m_h;
  std::string m_block;
  std::map<std::string, std::vector<double>> m_values;
};

}  // namespace

std::map<std::string, std::vector<double>> runFaulty(const GoldenFile& golden, Fault fault) {
  return FaultyDecoder(golden, fault).run();
}

}  // namespace headlight::test
