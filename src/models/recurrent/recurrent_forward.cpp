#include "models/recurrent/recurrent_forward.h"

#include <algorithm>
#include <array>

#include "nn/embedding.h"
#include "nn/gru_cell.h"
#include "nn/linear.h"
#include "nn/lstm_cell.h"
#include "nn/rnn_cell.h"

namespace headlight {

namespace {

// In the order of their columns.
constexpr std::array<CellPoint, 4> kLstmGates = {"hook_gate_i", "hook_gate_f", "hook_gate_g", "hook_gate_o"};
constexpr std::array<CellPoint, 3> kGruGates = {"hook_gate_r", "hook_gate_z", "hook_candidate"};

}  // namespace

void RecurrentForward::run(std::span<const TokenId> tokens, std::span<float> logits) {
  m_rows = static_cast<Index>(tokens.size());
  HookRun hooks(m_hookTable, m_options, {.firstPosition = m_state.length(), .rows = m_rows, .source = 0});
  const auto output = [&](int number) {
    return MatrixMap<float>(m_scratch.outputs[number % 2].data(), m_rows, m_config.dHidden);
  };
  MatrixMap<float> embedding(m_scratch.embedding.data(), m_rows, m_config.dModel);
  embeddingForward<float>(tokens, m_weights.embedding, embedding);
  hooks.offer(m_points.embedding["hook_embed"], embedding.data());
  const auto layers = static_cast<int>(m_config.nLayers);
  for (int number = 0; number < layers; ++number) {
    layer(number, number == 0 ? embedding : output(number - 1), output(number), hooks);
  }
  unembed(output(layers - 1), logits, hooks);
}

std::span<const float> RecurrentForward::biasOf(const RecurrentLayerViews& weights) {
  const std::size_t both =
      weights.inputBias.size() - static_cast<std::size_t>(m_config.kind == ModelKind::Gru ? m_config.dHidden : 0);
  const std::span<float> bias = m_scratch.bias.span();
  std::copy(weights.inputBias.begin(), weights.inputBias.end(), bias.begin());
  for (std::size_t i = 0; i < both; ++i) bias[i] += weights.hiddenBias[i];
  return bias;
}

void RecurrentForward::layer(int number, MatrixMap<float> in, MatrixMap<float> out, HookRun& hooks) {
  const RecurrentLayerViews& weights = m_weights.layers[static_cast<std::size_t>(number)];
  hooks.offer(pointOf(number, "hook_in"), in.data());
  MatrixMap<float> gates(m_scratch.gates.data(), m_rows, weights.inputWeight.cols());
  linearForward<float>(in, weights.inputWeight, biasOf(weights), gates, m_options.pool);
  for (Index t = 0; t < m_rows; ++t) {
    float* const row = out.data() + t * m_config.dHidden;
    switch (m_config.kind) {
      case ModelKind::Lstm:
        lstmStep(number, t, row, hooks);
        break;
      case ModelKind::Gru:
        gruStep(number, t, row, hooks);
        break;
      default:
        rnnStep(number, t, row, hooks);
        break;
    }
    hooks.change(pointOf(number, "hook_h"), t, row);
    std::copy_n(row, m_config.dHidden, m_state.hidden(number));
  }
  showLayer(number, out.data(), hooks);
}

void RecurrentForward::addHidden(int number, Index first, Index n, float* y) {
  const MatrixMap<float>& weights = m_weights.layers[static_cast<std::size_t>(number)].hiddenWeight;
  linearForward<float>(ConstMatrixMap<float>(m_state.hidden(number), 1, m_config.dHidden), weights.middleCols(first, n),
                       {y, static_cast<std::size_t>(n)}, MatrixMap<float>(y, 1, n), m_options.pool);
}

void RecurrentForward::lstmStep(int number, Index t, float* out, HookRun& hooks) {
  const Index H = m_config.dHidden;
  MatrixMap<float> gates(m_scratch.gates.data() + t * 4 * H, 1, 4 * H);
  addHidden(number, 0, 4 * H, gates.data());
  lstmGatesForward<float>(gates);
  for (std::size_t gate = 0; gate < kLstmGates.size(); ++gate) {
    hooks.change(pointOf(number, kLstmGates[gate]), t, gates.data() + static_cast<Index>(gate) * H);
  }
  MatrixMap<float> cell(m_scratch.cell.data() + t * H, 1, H);
  lstmCellForward<float>(gates, MatrixMap<float>(m_state.cell(number), 1, H), cell);
  hooks.change(pointOf(number, "hook_c"), t, cell.data());
  std::copy_n(cell.data(), H, m_state.cell(number));
  lstmHiddenForward<float>(gates, cell, MatrixMap<float>(m_scratch.tanhCell.data(), 1, H), MatrixMap<float>(out, 1, H));
}

void RecurrentForward::gruStep(int number, Index t, float* out, HookRun& hooks) {
  const Index H = m_config.dHidden;
  MatrixMap<float> gates(m_scratch.gates.data() + t * 3 * H, 1, 3 * H);
  MatrixMap<float> inner(m_scratch.inner.data(), 1, H);
  addHidden(number, 0, 2 * H, gates.data());
  std::copy_n(m_weights.layers[static_cast<std::size_t>(number)].hiddenBias.data() + 2 * H, H, inner.data());
  addHidden(number, 2 * H, H, inner.data());
  gruGatesForward<float>(gates);
  hooks.change(pointOf(number, "hook_gate_r"), t, gates.data());
  hooks.change(pointOf(number, "hook_gate_z"), t, gates.data() + H);
  gruCandidateForward<float>(inner, gates);
  hooks.change(pointOf(number, "hook_candidate"), t, gates.data() + 2 * H);
  gruHiddenForward<float>(gates, MatrixMap<float>(m_state.hidden(number), 1, H), MatrixMap<float>(out, 1, H));
}

void RecurrentForward::rnnStep(int number, Index t, float* out, HookRun& hooks) {
  const Index H = m_config.dHidden;
  MatrixMap<float> sums(m_scratch.gates.data() + t * H, 1, H);
  addHidden(number, 0, H, sums.data());
  hooks.change(pointOf(number, "hook_pre"), t, sums.data());
  rnnForward<float>(sums, MatrixMap<float>(out, 1, H));
}

void RecurrentForward::showLayer(int number, float* out, HookRun& hooks) {
  switch (m_config.kind) {
    case ModelKind::Lstm:
      showGates(number, kLstmGates, hooks);
      hooks.show(pointOf(number, "hook_c"), m_scratch.cell.data());
      break;
    case ModelKind::Gru:
      showGates(number, kGruGates, hooks);
      break;
    default:
      hooks.show(pointOf(number, "hook_pre"), m_scratch.gates.data());
      break;
  }
  hooks.show(pointOf(number, "hook_h"), out);
}

void RecurrentForward::showGates(int number, std::span<const CellPoint> gates, HookRun& hooks) {
  for (std::size_t gate = 0; gate < gates.size(); ++gate) {
    showGate(pointOf(number, gates[gate]), static_cast<Index>(gate), hooks);
  }
}

void RecurrentForward::showGate(int point, Index gate, HookRun& hooks) {
  const Index H = m_config.dHidden;
  if (m_rows == 1) return hooks.show(point, m_scratch.gates.data() + gate * H);
  if (!hooks.observed(point)) return;
  const MatrixMap<float> gates(m_scratch.gates.data(), m_rows, gateCount(m_config.kind) * H);
  const Matrix<float> values = gates.middleCols(gate * H, H);
  hooks.show(point, values.data());
}

void RecurrentForward::head(const ConstMatrixRef<float>& in, MatrixRef<float> logits) {
  headForward<float>(in, m_weights.head, logits, m_options.pool);
  logits.rowwise() += ConstRowVectorMap<float>(m_weights.headBias.data(), m_config.dVocab);
}

void RecurrentForward::unembed(MatrixMap<float> in, std::span<float> logits, HookRun& hooks) {
  hooks.offer(m_points.unembed["unembed.hook_in"], in.data());
  const Index V = m_config.dVocab;
  MatrixMap<float> last(logits.data(), 1, V);
  head(in.bottomRows(1), last);
  if (!hooks.touched(m_points.unembed["unembed.hook_out"])) return;
  if (m_rows == 1) return hooks.offer(m_points.unembed["unembed.hook_out"], logits.data());
  // Somebody looks at every position's logits. The last row keeps the bits that it has when nobody looks.
  Matrix<float> all(m_rows, V);
  head(in.topRows(m_rows - 1), all.topRows(m_rows - 1));
  all.bottomRows(1) = last;
  hooks.offer(m_points.unembed["unembed.hook_out"], all.data());
  last = all.bottomRows(1);
}

}  // namespace headlight
