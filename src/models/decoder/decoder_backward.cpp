// The backward half of DecoderTraining.

#include <algorithm>

#include "models/decoder/decoder_training.h"
#include "models/parts/activation.h"
#include "nn/attention.h"
#include "nn/embedding.h"
#include "nn/layer_norm.h"
#include "nn/linear.h"
#include "nn/softmax.h"

namespace headlight {

namespace {}  // namespace

void DecoderTraining::transposeWeights() {
  for (std::size_t layer = 0; layer < m_weights.blocks.size(); ++layer) {
    const DecoderBlockViews& weights = m_weights.blocks[layer];
    TransposedBlock& across = m_space.transposed[layer];
    across.qkv = weights.qkvWeight.floats.transpose();
    across.attnOut = weights.attnOutWeight.floats.transpose();
    across.mlpIn = weights.mlpInWeight.floats.transpose();
    across.mlpOut = weights.mlpOutWeight.floats.transpose();
  }
  m_space.headTransposed = m_weights.head.floats.transpose();
}

void DecoderTraining::backward(Parameters& gradients) {
  DecoderViews& d =
      m_space.gradientViews.of(gradients, [&](Parameters& block) { return viewDecoder(m_config, block); });
  const auto eachSequence = [&](auto&& body) {
    parallelFor(m_pool, m_batch.batch, 1, [&](Index sequence, Index) { body(sequence); });
  };
  eachSequence([&](Index sequence) { headBackward(sequence); });
  headBackwardWeights<float>(m_space.finalOut.rows(0, m_R), m_space.logits.rows(0, m_R), d.head.floats, m_pool);
  if (m_config.norm != NormKind::None)
    layerNormBackwardWeights<float>(m_space.dNormOut1.rows(0, m_R), m_space.finalNormalized.rows(0, m_R), d.finalWeight,
                                    d.finalBias);
  for (Index layer = m_config.nLayers - 1; layer >= 0; --layer) {
    eachSequence([&](Index sequence) {
      mlpBackward(sequence, layer);
      attentionBackward(sequence, layer);
    });
    blockGradients(layer, d.blocks[static_cast<std::size_t>(layer)]);
  }
  eachSequence([&](Index sequence) { dropAgain(sequence, m_space.embedMask, rowsOf(m_space.dStream, sequence)); });
  embeddingGradients(d);
}

InputGradients DecoderTraining::inputGradients(const EndValue& end) {
  embed(0);
  for (Index layer = 0; layer < m_config.nLayers; ++layer) {
    attention(0, layer);
    mlp(0, layer);
  }
  InputGradients result;
  result.value = endBackward(end);
  result.states.resize(static_cast<std::size_t>(m_config.nLayers));
  for (Index layer = m_config.nLayers - 1; layer >= 0; --layer) {
    result.states[static_cast<std::size_t>(layer)] = rowsOf(m_space.dStream, 0);
    mlpBackward(0, layer);
    attentionBackward(0, layer);
  }
  result.embedding = rowsOf(m_space.dStream, 0);  // positions are added to it: the same gradient
  return result;
}

double DecoderTraining::endBackward(const EndValue& end) {
  const Index last = m_T - 1;
  MatrixRef<float> out = m_space.finalOut.rows(last, 1);
  MatrixRef<float> normalized = m_space.finalNormalized.rows(last, 1);
  const std::span<float> scale = std::span(m_space.finalScale).subspan(static_cast<std::size_t>(last), 1);
  norm(m_space.stream.rows(last, 1), m_weights.finalWeight, m_weights.finalBias, normalized, scale, out);
  MatrixRef<float> dOut = m_space.dNormOut1.rows(last, 1);
  const double value = endValueGradient(end, out, m_weights.head.floats, {}, dOut, m_pool);
  m_space.dStream.rows(0, m_T).setZero();
  normBackward(dOut, normalized, scale, m_weights.finalWeight, m_space.dStream.rows(last, 1));
  return value;
}

void DecoderTraining::linearBackward(const ConstMatrixRef<float>& dy, const WeightView& weights,
                                     const Matrix<float>& transposed, MatrixRef<float> dx) const {
  if (transposed.size() > 0)
    linearBackwardInput<float>(dy, transposed, dx);
  else
    headForward<float>(dy, weights.floats, dx, m_pool);
}

void DecoderTraining::addBackward(MatrixRef<float> dStream, MatrixRef<float> dAdded) const {
  dAdded = dStream;
  if (!m_config.residual) dStream.setZero();  // nothing went on beside the sublayer
}

void DecoderTraining::normBackward(const ConstMatrixRef<float>& dOut, const ConstMatrixRef<float>& normalized,
                                   std::span<const float> scale, std::span<const float> weight,
                                   MatrixRef<float> dStream) const {
  if (m_config.norm != NormKind::None)
    layerNormBackwardInput<float>(dOut, normalized, scale, weight, dStream);
  else
    dStream += dOut;
}

void DecoderTraining::headBackward(Index sequence) {
  MatrixRef<float> dOut = rowsOf(m_space.dNormOut1, sequence);
  MatrixRef<float> dStream = rowsOf(m_space.dStream, sequence);
  headBackwardInput<float>(rowsOf(m_space.logits, sequence), m_weights.head.floats, dOut);
  dStream.setZero();
  normBackward(dOut, rowsOf(m_space.finalNormalized, sequence), rowsOf(m_space.finalScale, sequence),
               m_weights.finalWeight, dStream);
}

void DecoderTraining::mlpBackward(Index sequence, Index layer) {
  const DecoderBlockViews& weights = m_weights.blocks[static_cast<std::size_t>(layer)];
  const TransposedBlock& across = m_space.transposed[static_cast<std::size_t>(layer)];
  BlockActivations& block = m_space.blocks[static_cast<std::size_t>(layer)];
  MatrixRef<float> dStream = rowsOf(m_space.dStream, sequence);
  MatrixRef<float> dAdded = rowsOf(m_space.dMlpOut, sequence);
  addBackward(dStream, dAdded);
  dropAgain(sequence, block.mlpMask, dAdded);
  MatrixRef<float> dHidden = rowsOf(m_space.dHidden, sequence);
  linearBackward(dAdded, weights.mlpOutWeight, across.mlpOut, dHidden);
  const MatrixRef<float> pre = rowsOf(block.mlpPre, sequence);
  const auto M = static_cast<std::size_t>(m_config.dMlp);
  for (Index r = 0; r < m_T; ++r) {
    activationBackward(m_config.activation, {pre.data() + r * pre.outerStride(), M},
                       {dHidden.data() + r * dHidden.outerStride(), M});
  }
  MatrixRef<float> dNormOut = rowsOf(m_space.dNormOut2, sequence);
  linearBackward(dHidden, weights.mlpInWeight, across.mlpIn, dNormOut);
  normBackward(dNormOut, rowsOf(block.ln2Normalized, sequence), rowsOf(block.ln2Scale, sequence), weights.ln2Weight,
               dStream);
}

void DecoderTraining::attentionBackward(Index sequence, Index layer) {
  const DecoderBlockViews& weights = m_weights.blocks[static_cast<std::size_t>(layer)];
  const TransposedBlock& across = m_space.transposed[static_cast<std::size_t>(layer)];
  BlockActivations& block = m_space.blocks[static_cast<std::size_t>(layer)];
  MatrixRef<float> dStream = rowsOf(m_space.dStream, sequence);
  MatrixRef<float> dAdded = rowsOf(m_space.dAttnOut, sequence);
  addBackward(dStream, dAdded);
  dropAgain(sequence, block.attnMask, dAdded);
  linearBackward(dAdded, weights.attnOutWeight, across.attnOut, rowsOf(m_space.dZ, sequence));
  rowsOf(m_space.dQkv, sequence).setZero();
  for (Index head = 0; head < m_config.nHeads; ++head) attendBackward(sequence, layer, head);
  MatrixRef<float> dNormOut = rowsOf(m_space.dNormOut1, sequence);
  linearBackward(rowsOf(m_space.dQkv, sequence), weights.qkvWeight, across.qkv, dNormOut);
  normBackward(dNormOut, rowsOf(block.ln1Normalized, sequence), rowsOf(block.ln1Scale, sequence), weights.ln1Weight,
               dStream);
}

void DecoderTraining::attendBackward(Index sequence, Index layer, Index head) {
  BlockActivations& block = m_space.blocks[static_cast<std::size_t>(layer)];
  const Index C = m_config.dModel;
  const Index D = m_config.dHead();
  const MatrixRef<float> qkv = rowsOf(block.qkv, sequence);
  MatrixRef<float> dQkv = rowsOf(m_space.dQkv, sequence);
  const MatrixRef<float> dZ = rowsOf(m_space.dZ, sequence);
  const MatrixMap<float> pattern = patternOf(sequence, layer, head);
  const MatrixMap<float> dropped = droppedPattern(sequence, layer, head);
  MatrixMap<float> dPattern(m_space.headScratch.data() + (sequence * 2 + 1) * m_T * m_T, m_T, m_T);
  for (Index first = 0; first < m_T; first += kQueryBlock) {
    const Index rows = std::min(kQueryBlock, m_T - first);
    const Index keys = keysOf(first, rows);
    mixBackward<float>(dZ.block(first, head * D, rows, D), dropped.block(first, 0, rows, keys),
                       qkv.block(0, 2 * C + head * D, keys, D), dPattern.block(first, 0, rows, keys),
                       dQkv.block(0, 2 * C + head * D, keys, D));
    if (m_dropout.rate > 0) {
      const std::span<const std::uint8_t> mask = patternMaskOf(sequence, layer, head);
      for (Index r = first; r < first + rows; ++r) {
        const std::span<float> row(dPattern.data() + r * m_T, static_cast<std::size_t>(keys));
        dropoutBackward<float>(row, mask.subspan(static_cast<std::size_t>(r * m_T), row.size()), m_dropout.rate, row);
      }
    }
    softmaxBackward<float>(pattern.block(first, 0, rows, keys), dPattern.block(first, 0, rows, keys),
                           dPattern.block(first, 0, rows, keys));
    scoreBackward<float>(dPattern.block(first, 0, rows, keys), qkv.block(first, head * D, rows, D),
                         qkv.block(0, C + head * D, keys, D), dQkv.block(first, head * D, rows, D),
                         dQkv.block(0, C + head * D, keys, D), m_config.scaledScores);
  }
}

void DecoderTraining::blockGradients(Index layer, const DecoderBlockViews& d) {
  BlockActivations& block = m_space.blocks[static_cast<std::size_t>(layer)];
  const auto all = [&](PaddedMatrix& matrix) { return matrix.rows(0, m_R); };
  linearBackwardWeights<float>(all(block.mlpPost), all(m_space.dMlpOut), d.mlpOutWeight.floats, d.mlpOutBias, m_pool);
  linearBackwardWeights<float>(all(block.ln2Out), all(m_space.dHidden), d.mlpInWeight.floats, d.mlpInBias, m_pool);
  linearBackwardWeights<float>(all(block.z), all(m_space.dAttnOut), d.attnOutWeight.floats, d.attnOutBias, m_pool);
  linearBackwardWeights<float>(all(block.ln1Out), all(m_space.dQkv), d.qkvWeight.floats, d.qkvBias, m_pool);
  if (m_config.norm == NormKind::None) return;
  parallelFor(m_pool, 2, 1, [&](Index which, Index) {
    if (which == 0) {
      layerNormBackwardWeights<float>(all(m_space.dNormOut1), all(block.ln1Normalized), d.ln1Weight, d.ln1Bias);
    } else {
      layerNormBackwardWeights<float>(all(m_space.dNormOut2), all(block.ln2Normalized), d.ln2Weight, d.ln2Bias);
    }
  });
}

void DecoderTraining::embeddingGradients(DecoderViews& d) {
  if (!m_config.tiedHead) d.tokenEmbedding.floats.setZero();  // tied: the head's gradient stands there already
  embeddingBackward<float>(m_batch.inputs, m_space.dStream.rows(0, m_R), d.tokenEmbedding.floats);
  if (m_config.positions != Positions::Learned) return;
  d.positionEmbedding.setZero();
  for (Index sequence = 0; sequence < m_batch.batch; ++sequence) {
    positionsBackward<float>(0, rowsOf(m_space.dStream, sequence), d.positionEmbedding);
  }
}

}  // namespace headlight
