// The backward half of RecurrentTraining.

#include <algorithm>

#include "models/recurrent/recurrent_training.h"
#include "nn/embedding.h"
#include "nn/gru_cell.h"
#include "nn/linear.h"
#include "nn/lstm_cell.h"
#include "nn/rnn_cell.h"

namespace headlight {

void RecurrentTraining::backward(Parameters& gradients) {
  RecurrentViews& d =
      m_space.gradientViews.of(gradients, [&](Parameters& block) { return viewRecurrent(m_config, block); });
  parallelFor(m_pool, m_groups, 1, [&](Index number, Index) {
    const Group own = group(number);
    headBackward(own);
    for (Index layer = m_config.nLayers - 1; layer >= 0; --layer) layerBackward(own, layer);
    dropAgain(own, m_space.embedMask, m_space.dEmbedding);
  });
  headGradients(d);
  for (Index layer = 0; layer < m_config.nLayers; ++layer) {
    layerGradients(layer, d.layers[static_cast<std::size_t>(layer)]);
  }
  if (!m_config.tiedHead) d.embedding.setZero();  // tied: the head's gradient stands there already
  const auto tokens = std::span<const TokenId>(m_space.inputs).first(static_cast<std::size_t>(m_R));
  embeddingBackward<float>(tokens, m_space.dEmbedding.rows(0, m_R), d.embedding);
}

InputGradients RecurrentTraining::inputGradients(const EndValue& end) {
  sortTokens();
  packWeights(true);
  const Group own = group(0);
  embed(own);
  const Index top = m_config.nLayers - 1;
  for (Index layer = 0; layer <= top; ++layer) layerForward(own, layer);
  InputGradients result;
  rowsOf(m_space.dOutput, own).setZero();
  result.value = endValueGradient(end, rowsAt(space(top).output, own, m_T - 1), m_weights.head, m_weights.headBias,
                                  rowsAt(m_space.dOutput, own, m_T - 1), m_pool);
  result.states.assign(static_cast<std::size_t>(m_config.nLayers), Matrix<float>(m_T, m_H));
  m_states = &result.states;
  for (Index layer = top; layer >= 0; --layer) layerBackward(own, layer);
  m_states = nullptr;
  result.embedding = rowsOf(m_space.dEmbedding, own);
  return result;
}

void RecurrentTraining::headBackward(const Group& own) {
  headBackwardInput<float>(rowsOf(m_space.logits, own), m_weights.head, rowsOf(m_space.dOutput, own));
}

void RecurrentTraining::layerBackward(const Group& own, Index layer) {
  RecurrentLayerSpace& kept = space(layer);
  dropAgain(own, kept.mask, m_space.dOutput);
  // nothing flows back from behind the last position: there the gradient is cut
  m_space.dHidden.rows(own.first, own.size).setZero();
  m_space.dCell.rows(own.first, own.size).setZero();
  for (Index t = m_T - 1; t >= 0; --t) stepBackward(own, layer, t);
  PaddedMatrix& dInput = layer == 0 ? m_space.dEmbedding : m_space.dOutput;
  linearBackwardInput<float>(rowsOf(kept.gates, own), kept.inputAcross, rowsOf(dInput, own));
}

void RecurrentTraining::stepBackward(const Group& own, Index layer, Index t) {
  RecurrentLayerSpace& kept = space(layer);
  MatrixRef<float> gates = rowsAt(kept.gates, own, t);
  MatrixRef<float> dHidden = m_space.dHidden.rows(own.first, own.size);
  dHidden += rowsAt(m_space.dOutput, own, t);  // the output goes up and to the next position
  if (m_states != nullptr) (*m_states)[static_cast<std::size_t>(layer)].row(t) = dHidden.row(0);
  auto mode = ProductMode::Overwrite;
  switch (m_config.kind) {
    case ModelKind::Lstm: {
      MatrixRef<float> dCell = m_space.dCell.rows(own.first, own.size);
      lstmBackward<float>(rowsAt(kept.cellIn, own, t), rowsAt(kept.tanhCell, own, t), dHidden, dCell, gates);
      applyResets(own, t, dCell);
      break;
    }
    case ModelKind::Gru: {
      MatrixRef<float> inner = rowsAt(kept.inner, own, t);
      gruBackward<float>(rowsAt(kept.hiddenIn, own, t), dHidden, gates, inner);
      kept.acrossInner.multiply(own.size, {inner.data(), inner.outerStride(), 1}, dHidden.data(), dHidden.outerStride(),
                                ProductMode::Add);
      mode = ProductMode::Add;
      break;
    }
    default:
      rnnBackward<float>(gates, dHidden, gates);
      break;
  }
  kept.across.multiply(own.size, {gates.data(), gates.outerStride(), 1}, dHidden.data(), dHidden.outerStride(), mode);
  applyResets(own, t, dHidden);
}

void RecurrentTraining::layerGradients(Index layer, const RecurrentLayerViews& d) {
  RecurrentLayerSpace& kept = space(layer);
  const MatrixRef<float> dGates = kept.gates.rows(0, m_R);
  const MatrixRef<float> hidden = kept.hiddenIn.rows(0, m_R);
  linearBackwardWeights<float>(inputOf(layer).rows(0, m_R), dGates, d.inputWeight, d.inputBias, m_pool);
  if (m_config.kind != ModelKind::Gru) {
    linearBackwardWeights<float>(hidden, dGates, d.hiddenWeight, {}, m_pool);
    std::copy(d.inputBias.begin(), d.inputBias.end(), d.hiddenBias.begin());
    return;
  }
  const auto together = static_cast<std::size_t>(2 * m_H);
  MatrixMap<float> dHidden = d.hiddenWeight;
  linearBackwardWeights<float>(hidden, dGates.leftCols(2 * m_H), dHidden.leftCols(2 * m_H), {}, m_pool);
  std::copy_n(d.inputBias.begin(), together, d.hiddenBias.begin());
  linearBackwardWeights<float>(hidden, kept.inner.rows(0, m_R), dHidden.rightCols(m_H), d.hiddenBias.subspan(together),
                               m_pool);
}

void RecurrentTraining::headGradients(RecurrentViews& d) {
  const MatrixRef<float> dLogits = m_space.logits.rows(0, m_R);
  headBackwardWeights<float>(space(m_config.nLayers - 1).output.rows(0, m_R), dLogits, d.head, m_pool);
  constexpr Index grain = 128;
  parallelFor(m_pool, m_config.dVocab, grain, [&](Index begin, Index end) {
    Eigen::Map<RowVector<float>> sums(d.headBias.data() + begin, end - begin);
    sums.setZero();
    for (Index r = 0; r < m_R; ++r) sums += dLogits.row(r).segment(begin, end - begin);
  });
}

}  // namespace headlight
