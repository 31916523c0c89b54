#include "models/recurrent/recurrent_training.h"

#include <algorithm>

#include "models/token_check.h"
#include "nn/cross_entropy.h"
#include "nn/embedding.h"
#include "nn/gru_cell.h"
#include "nn/linear.h"
#include "nn/lstm_cell.h"
#include "nn/rnn_cell.h"
#include "tensor/error.h"

namespace headlight {

namespace {

// Eight rows keep the multipliers busy while the weights stream through them from the second cache; fewer when there
// would be but one group, so that two threads have work.
constexpr Index kLargestGroup = 8;

Index groupSizeOf(Index batch) {
  return std::clamp<Index>((batch + 1) / 2, 1, kLargestGroup);
}

}  // namespace

RecurrentTraining::RecurrentTraining(const ModelConfig& config, const RecurrentViews& weights,
                                     const TrainingBatch& batch, RecurrentWorkspace& workspace, const Dropout& dropout,
                                     ThreadPool* pool)
    : m_config(config),
      m_weights(weights),
      m_batch(batch),
      m_space(workspace),
      m_dropout(dropout),
      m_pool(pool),
      m_T(batch.length),
      m_R(batch.batch * batch.length),
      m_H(config.dHidden),
      m_groupSize(groupSizeOf(batch.batch)),
      m_groups((batch.batch + m_groupSize - 1) / m_groupSize) {
  checkBatch();
  if (m_dropout.rate > 0) m_space.makeRoomForMasks();
}

void RecurrentTraining::checkBatch() const {
  const auto rows = static_cast<std::size_t>(m_R);
  if (m_batch.batch > m_space.batch || m_batch.length > m_space.length || rows == 0 || m_batch.inputs.size() != rows ||
      m_batch.targets.size() != rows || (!m_batch.resets.empty() && m_batch.resets.size() != rows)) {
    throw Error("internal.failure", {{"what", "a training batch that does not fit its workspace"}});
  }
  checkTokens(m_config, m_batch.inputs);
  checkTokens(m_config, m_batch.targets, -1);
}

RecurrentTraining::Group RecurrentTraining::group(Index number) const {
  const Index first = number * m_groupSize;
  return {number, first, std::min(m_groupSize, m_batch.batch - first), first * m_T};
}

template <class Body>
void RecurrentTraining::eachGroup(const Body& body) {
  parallelFor(m_pool, m_groups, 1, [&](Index number, Index) { body(group(number)); });
}

PaddedMatrix& RecurrentTraining::inputOf(Index layer) {
  return layer == 0 ? m_space.embedding : space(layer - 1).output;
}

void RecurrentTraining::sortTokens() {
  m_counted = 0;
  std::size_t row = 0;
  for (Index number = 0; number < m_groups; ++number) {
    const Group own = group(number);
    for (Index t = 0; t < m_T; ++t) {
      for (Index s = 0; s < own.size; ++s, ++row) {
        const auto from = static_cast<std::size_t>((own.first + s) * m_T + t);
        m_space.inputs[row] = m_batch.inputs[from];
        m_space.targets[row] = m_batch.targets[from];
        m_counted += m_batch.targets[from] >= 0;
      }
    }
  }
}

void RecurrentTraining::packWeights(bool forGradients) {
  const Index layers = m_config.nLayers;
  constexpr Index headGrain = 128;
  const Index headChunks = m_space.headTransposed.size() > 0 ? (m_config.dVocab + headGrain - 1) / headGrain : 0;
  const auto body = [&](Index chunk, Index) {
    if (chunk < layers) return packLayer(chunk, forGradients);
    const Index first = (chunk - layers) * headGrain;
    const Index count = std::min(headGrain, m_config.dVocab - first);
    m_space.headTransposed.middleCols(first, count) = m_weights.head.middleRows(first, count).transpose();
  };
  parallelFor(m_pool, layers + headChunks, 1, body);
}

void RecurrentTraining::packLayer(Index layer, bool forGradients) {
  const RecurrentLayerViews& weights = m_weights.layers[static_cast<std::size_t>(layer)];
  RecurrentLayerSpace& own = space(layer);
  const bool gru = m_config.kind == ModelKind::Gru;
  const Index together = gru ? 2 * m_H : weights.hiddenWeight.cols();
  const Operand<float> hidden{weights.hiddenWeight.data(), weights.hiddenWeight.cols(), 1};
  const Operand<float> inner{hidden.data + 2 * m_H, hidden.rowStride, 1};
  own.hidden.pack(hidden);
  if (gru) own.hiddenInner.pack(inner);
  for (std::size_t i = 0; i < own.bias.size(); ++i) {
    own.bias[i] = weights.inputBias[i] + (static_cast<Index>(i) < together ? weights.hiddenBias[i] : 0.0F);
  }
  if (!forGradients) return;
  own.across.pack(hidden.transposed());
  if (gru) own.acrossInner.pack(inner.transposed());
  own.inputAcross = weights.inputWeight.transpose();
}

double RecurrentTraining::forward(bool forGradients) {
  sortTokens();
  packWeights(forGradients);
  eachGroup([&](const Group& own) {
    embed(own);
    for (Index layer = 0; layer < m_config.nLayers; ++layer) layerForward(own, layer);
    lossOf(own, forGradients);
  });
  double total = 0;
  for (Index number = 0; number < m_groups; ++number) total += m_space.losses[static_cast<std::size_t>(number)];
  return m_counted > 0 ? total / static_cast<double>(m_counted) : 0.0;
}

void RecurrentTraining::drop(const Group& own, std::uint32_t site, std::vector<std::uint8_t>& masks,
                             PaddedMatrix& values) {
  if (m_dropout.rate <= 0) return;
  const Index offset = own.first * maskStride(m_T * values.columns());
  const auto cells = static_cast<std::size_t>(own.size * m_T * values.columns());
  dropoutMask({m_dropout.seed, m_dropout.step, site}, m_dropout.rate, offset, {masks.data() + offset, cells});
  dropAgain(own, masks, values);
}

void RecurrentTraining::dropAgain(const Group& own, const std::vector<std::uint8_t>& masks, PaddedMatrix& values) {
  if (m_dropout.rate <= 0) return;
  const auto columns = static_cast<std::size_t>(values.columns());
  const std::uint8_t* mask = masks.data() + own.first * maskStride(m_T * values.columns());
  MatrixRef<float> rows = rowsOf(values, own);
  for (Index r = 0; r < rows.rows(); ++r, mask += columns) {
    const std::span<float> row(rows.data() + r * rows.outerStride(), columns);
    dropoutForward<float>(row, {mask, columns}, m_dropout.rate, row);
  }
}

void RecurrentTraining::embed(const Group& own) {
  const auto tokens = std::span<const TokenId>(m_space.inputs)
                          .subspan(static_cast<std::size_t>(own.firstRow), static_cast<std::size_t>(own.size * m_T));
  embeddingForward<float>(tokens, m_weights.embedding, rowsOf(m_space.embedding, own));
  drop(own, 0, m_space.embedMask, m_space.embedding);
}

void RecurrentTraining::applyResets(const Group& own, Index t, MatrixRef<float> rows) const {
  if (m_batch.resets.empty()) return;
  for (Index s = 0; s < own.size; ++s) {
    if (m_batch.resets[static_cast<std::size_t>((own.first + s) * m_T + t)]) rows.row(s).setZero();
  }
}

void RecurrentTraining::layerForward(const Group& own, Index layer) {
  const RecurrentLayerViews& weights = m_weights.layers[static_cast<std::size_t>(layer)];
  RecurrentLayerSpace& kept = space(layer);
  linearForward<float>(rowsOf(inputOf(layer), own), weights.inputWeight, kept.bias, rowsOf(kept.gates, own));
  for (Index t = 0; t < m_T; ++t) stepForward(own, layer, t);
  drop(own, static_cast<std::uint32_t>(layer + 1), kept.mask, kept.output);
}

void RecurrentTraining::stepForward(const Group& own, Index layer, Index t) {
  RecurrentLayerSpace& kept = space(layer);
  const MatrixRef<float> gates = rowsAt(kept.gates, own, t);
  MatrixRef<float> before = rowsAt(kept.hiddenIn, own, t);
  MatrixRef<float> output = rowsAt(kept.output, own, t);
  MatrixMap<float> hidden = m_space.state(layer, 0, own.first, own.size);
  before = hidden;
  applyResets(own, t, before);
  const Operand<float> left{before.data(), before.outerStride(), 1};
  kept.hidden.multiply(own.size, left, rowsAt(kept.gates, own, t).data(), gates.outerStride(), ProductMode::Add);
  switch (m_config.kind) {
    case ModelKind::Lstm: {
      MatrixRef<float> cellBefore = rowsAt(kept.cellIn, own, t);
      MatrixMap<float> cell = m_space.state(layer, 1, own.first, own.size);
      cellBefore = cell;
      applyResets(own, t, cellBefore);
      lstmForward<float>(gates, cellBefore, cell, rowsAt(kept.tanhCell, own, t), output);
      break;
    }
    case ModelKind::Gru: {
      MatrixRef<float> inner = rowsAt(kept.inner, own, t);
      const std::span<const float> bias = m_weights.layers[static_cast<std::size_t>(layer)].hiddenBias;
      inner.rowwise() = ConstRowVectorMap<float>(bias.data() + 2 * m_H, m_H);
      kept.hiddenInner.multiply(own.size, left, inner.data(), inner.outerStride(), ProductMode::Add);
      gruForward<float>(gates, inner, before, output);
      break;
    }
    default:
      rnnForward<float>(gates, gates);
      output = gates;
      break;
  }
  hidden = output;
}

void RecurrentTraining::lossOf(const Group& own, bool forGradients) {
  MatrixRef<float> logits = rowsOf(m_space.logits, own);
  linearForward<float>(rowsOf(space(m_config.nLayers - 1).output, own), m_space.headTransposed, m_weights.headBias,
                       logits);
  const auto targets = std::span<const TokenId>(m_space.targets)
                           .subspan(static_cast<std::size_t>(own.firstRow), static_cast<std::size_t>(own.size * m_T));
  m_space.losses[static_cast<std::size_t>(own.number)] =
      crossEntropyForward<float>(logits, targets, logits, m_dropout.labelSmoothing);
  if (!forGradients) return;
  const float factor = m_counted > 0 ? 1.0F / static_cast<float>(m_counted) : 0.0F;
  crossEntropyBackward<float>(logits, targets, factor, logits, m_dropout.labelSmoothing);
}

}  // namespace headlight
