#include "golden/faults/faulty_recurrent.h"

#include <cmath>

namespace headlight::test {

namespace {

using Rows = Matrix<double>;
using Row = RowVector<double>;
using Fault = RecurrentFault;

Row sigmoid(const Row& x) {
  return (1.0 + (-x.array()).exp()).inverse();
}
Row squashed(const Row& x) {
  return x.array().tanh();
}

class FaultyRecurrent {
 public:
  FaultyRecurrent(const GoldenFile& golden, Fault fault)
      : m_config(golden.config), m_weights(golden.weights()), m_tokens(golden.tokens()), m_fault(fault) {}

  std::map<std::string, std::vector<double>> run() {
    const auto T = static_cast<Index>(m_tokens.size());
    Rows x(T, m_config.dModel);
    for (Index t = 0; t < T; ++t) x.row(t) = weight("embedding.weight").row(m_tokens[static_cast<std::size_t>(t)]);
    keep("hook_embed", x);
    for (Index layer = 0; layer < m_config.nLayers; ++layer) {
      m_layer = layer;
      Rows out(T, m_config.dHidden);
      Row h = Row::Zero(m_config.dHidden);
      Row c = h;
      for (Index t = 0; t < T; ++t) {
        if (m_fault == Fault::StateForgotten) h.setZero(), c.setZero();
        if (m_fault == Fault::StateOfLayerBelow && x.cols() == h.cols()) h = x.row(t);
        step(x.row(t), h, c);
        out.row(t) = h;
      }
      x = out;
      keep("cells." + std::to_string(layer) + ".hook_h", x);
    }
    Rows logits = x * weight(m_config.tiedHead ? "embedding.weight" : "head.weight").transpose();
    if (m_fault != Fault::NoHeadBias) logits.rowwise() += Row(weight("head.bias").row(0));
    keep("unembed.hook_out", logits);
    return m_values;
  }

 private:
  [[nodiscard]] Rows weight(const std::string& name) const { return m_weights.matrix(name).cast<double>(); }
  [[nodiscard]] Rows ofLayer(const std::string& name) const { return weight("rnn." + name + std::to_string(m_layer)); }
  void keep(const std::string& name, const Rows& rows) {
    m_values[name] = std::vector<double>(rows.data(), rows.data() + rows.size());
  }

  [[nodiscard]] Row fromInput(const Row& x, Index gate) const {
    const Index H = m_config.dHidden;
    Row y = x * ofLayer("weight_ih_l").middleCols(gate * H, H);
    if (m_fault != Fault::NoInputBias) y += ofLayer("bias_ih_l").middleCols(gate * H, H);
    return y;
  }
  [[nodiscard]] Row hiddenBias(Index gate) const {
    const Index H = m_config.dHidden;
    if (m_fault == Fault::NoHiddenBias) return Row::Zero(H);
    return ofLayer("bias_hh_l").middleCols(gate * H, H);
  }
  [[nodiscard]] Row timesHidden(const Row& h, Index gate) const {
    const Index H = m_config.dHidden;
    const Rows u = ofLayer("weight_hh_l").middleCols(gate * H, H);
    if (m_fault == Fault::TransposedHidden) return h * u.transpose();
    return h * u;
  }
  [[nodiscard]] Row sum(const Row& x, const Row& h, Index gate) const {
    if (m_fault == Fault::FirstGatesSwapped && gate < 2) gate = 1 - gate;
    if (m_fault == Fault::LastGatesSwapped && gate > 1) gate = 5 - gate;
    return fromInput(x, gate) + timesHidden(h, gate) + hiddenBias(gate);
  }
  [[nodiscard]] Row candidate(const Row& x) const {
    return m_fault == Fault::CandidateBySigmoid ? sigmoid(x) : squashed(x);
  }

  void step(const Row& x, Row& h, Row& c) const {
    if (m_config.kind == ModelKind::Lstm) {
      const Row i = sigmoid(sum(x, h, 0)), f = sigmoid(sum(x, h, 1)), g = candidate(sum(x, h, 2));
      const Row o = sigmoid(sum(x, h, 3));
      c = f.cwiseProduct(c) + i.cwiseProduct(g);
      h = o.cwiseProduct(m_fault == Fault::NoTanhOfCell ? c : squashed(c));
    } else if (m_config.kind == ModelKind::Gru) {
      const Row r = sigmoid(sum(x, h, 0)), z = sigmoid(sum(x, h, 1));
      Row inner = r.cwiseProduct(timesHidden(h, 2) + hiddenBias(2));
      if (m_fault == Fault::ResetBeforeProduct) inner = timesHidden(r.cwiseProduct(h), 2) + hiddenBias(2);
      if (m_fault == Fault::ResetOutsideBias) inner = r.cwiseProduct(timesHidden(h, 2)) + hiddenBias(2);
      const Row n = candidate(fromInput(x, 2) + inner);
      const Row keep = m_fault == Fault::UpdateTheWrongWay ? Row(1.0 - z.array()) : z;
      h = n + keep.cwiseProduct(h - n);
    } else {
      h = candidate(sum(x, h, 0));
    }
  }

  ModelConfig m_config;
  Parameters m_weights;
  std::vector<TokenId> m_tokens;
  Fault m_fault;
  Index m_layer = 0;
  std::map<std::string, std::vector<double>> m_values;
};

}  // namespace

bool applies(RecurrentFault fault, const ModelConfig& config) {
  switch (fault) {
    case Fault::FirstGatesSwapped:
      return config.kind != ModelKind::Rnn;
    case Fault::LastGatesSwapped:
    case Fault::NoTanhOfCell:
      return config.kind == ModelKind::Lstm;
    case Fault::UpdateTheWrongWay:
    case Fault::ResetBeforeProduct:
    case Fault::ResetOutsideBias:
      return config.kind == ModelKind::Gru;
    default:
      return true;
  }
}

std::map<std::string, std::vector<double>> runFaultyRecurrent(const GoldenFile& golden, RecurrentFault fault) {
  return FaultyRecurrent(golden, fault).run();
}

}  // namespace headlight::test
