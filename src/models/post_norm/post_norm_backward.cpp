// The backward half of PostNormTraining.

#include <utility>

#include "models/parts/activation.h"
#include "models/post_norm/post_norm_training.h"
#include "nn/attention.h"
#include "nn/dropout.h"
#include "nn/layer_norm.h"
#include "nn/linear.h"
#include "nn/softmax.h"

namespace headlight {

void PostNormTraining::transposeWeights() {
  const Index C = m_config.dModel;
  for (std::size_t layer = 0; layer < m_weights.size(); ++layer) {
    const PostNormViews& weights = m_weights[layer];
    TransposedPostNorm& across = m_space.transposed[layer];
    across.qkv.topRows(C) = weights.self.q.weight.transpose();
    across.qkv.middleRows(C, C) = weights.self.k.weight.transpose();
    across.qkv.bottomRows(C) = weights.self.v.weight.transpose();
    across.selfOut = weights.self.out.weight.transpose();
    if (weights.cross) {
      across.crossQ = weights.cross->q.weight.transpose();
      across.crossKv.topRows(C) = weights.cross->k.weight.transpose();
      across.crossKv.bottomRows(C) = weights.cross->v.weight.transpose();
      across.crossOut = weights.cross->out.weight.transpose();
    }
    across.mlpIn = weights.mlpIn.weight.transpose();
    across.mlpOut = weights.mlpOut.weight.transpose();
  }
}

void PostNormTraining::backward(std::size_t layer, SequenceGroup group) {
  const bool cross = m_weights[layer].cross.has_value();
  mlpBackward(layer, group, cross ? m_space.dCross.dOut : m_space.dSelf.dOut);
  if (cross) crossBackward(layer, group, m_space.dSelf.dOut);
  selfBackward(layer, group, m_space.dIn);
}

void PostNormTraining::sumBackward(SequenceGroup group, SumActivations& sum, const NormViews& weights,
                                   SublayerGradients& gradients, PaddedMatrix& dPrevious) {
  MatrixRef<float> dSum = m_rows.of(dPrevious, group);
  dSum.setZero();
  layerNormBackwardInput<float>(m_rows.of(gradients.dOut, group), m_rows.of(sum.normalized, group), scaleOf(sum, group),
                                weights.weight, dSum);
  // undoes in + dropout(added): the gradient goes on unchanged beside the sublayer
  m_rows.of(gradients.dAdded, group) = dSum;
  m_dropout.again(group, m_rows, sum.mask, gradients.dAdded);
}

void PostNormTraining::mlpBackward(std::size_t layer, SequenceGroup group, PaddedMatrix& dPrevious) {
  const TransposedPostNorm& across = m_space.transposed[layer];
  PostNormActivations& own = m_space.layers[layer];
  sumBackward(group, own.mlp, m_weights[layer].mlpNorm, m_space.dMlp, dPrevious);
  MatrixRef<float> dHidden = m_rows.of(m_space.dMlp.dInner, group);
  linearBackwardInput<float>(m_rows.of(m_space.dMlp.dAdded, group), across.mlpOut, dHidden);
  const MatrixRef<float> pre = m_rows.of(own.mlpPre, group);
  const auto M = static_cast<std::size_t>(m_config.dMlp);
  for (Index r = 0; r < pre.rows(); ++r) {
    activationBackward(m_config.activation, {pre.data() + r * pre.outerStride(), M},
                       {dHidden.data() + r * dHidden.outerStride(), M});
  }
  MatrixRef<float> dBranch = m_rows.of(m_space.dBranch, group);
  linearBackwardInput<float>(dHidden, across.mlpIn, dBranch);
  m_rows.of(dPrevious, group) += dBranch;
}

void PostNormTraining::crossBackward(std::size_t layer, SequenceGroup group, PaddedMatrix& dPrevious) {
  const TransposedPostNorm& across = m_space.transposed[layer];
  AttentionActivations& cross = m_space.layers[layer].cross;
  SublayerGradients& d = m_space.dCross;
  sumBackward(group, cross.sum, m_weights[layer].cross->norm, d, dPrevious);
  linearBackwardInput<float>(m_rows.of(d.dAdded, group), across.crossOut, m_rows.of(m_space.dZ, group));
  MatrixRef<float> dKv = m_memory.rows->of(d.dKv, group);
  dKv.setZero();
  attendBackward(crossSides(layer), group);
  MatrixRef<float> dBranch = m_rows.of(m_space.dBranch, group);
  linearBackwardInput<float>(m_rows.of(d.dInner, group), across.crossQ, dBranch);
  m_rows.of(dPrevious, group) += dBranch;
  MatrixRef<float> dMemoryBranch = m_memory.rows->of(m_space.dMemoryBranch, group);
  linearBackwardInput<float>(dKv, across.crossKv, dMemoryBranch);
  m_memory.rows->of(*m_memory.gradients, group) += dMemoryBranch;
}

void PostNormTraining::selfBackward(std::size_t layer, SequenceGroup group, PaddedMatrix& dPrevious) {
  const TransposedPostNorm& across = m_space.transposed[layer];
  SublayerGradients& d = m_space.dSelf;
  sumBackward(group, m_space.layers[layer].self.sum, m_weights[layer].self.norm, d, dPrevious);
  linearBackwardInput<float>(m_rows.of(d.dAdded, group), across.selfOut, m_rows.of(m_space.dZ, group));
  MatrixRef<float> dQkv = m_rows.of(d.dInner, group);
  dQkv.setZero();
  attendBackward(selfSides(layer), group);
  MatrixRef<float> dBranch = m_rows.of(m_space.dBranch, group);
  linearBackwardInput<float>(dQkv, across.qkv, dBranch);
  m_rows.of(dPrevious, group) += dBranch;
}

void PostNormTraining::attendBackward(const Sides& sides, SequenceGroup group) {
  for (Index sequence = group.first; sequence < group.end; ++sequence) {
    for (Index head = 0; head < m_config.nHeads; ++head) attendHeadBackward(sides, sequence, head);
  }
}

void PostNormTraining::attendHeadBackward(const Sides& sides, Index sequence, Index head) {
  const Index D = m_config.dHead();
  const Index keyColumn = sides.keyColumn + head * D;
  const Index valueColumn = sides.valueColumn + head * D;
  const MatrixRef<float> q = m_rows.of(sides.activations.q, sequence);
  const MatrixRef<float> kv = sides.keyRows.of(sides.kv, sequence);
  const MatrixRef<float> dZ = m_rows.of(m_space.dZ, sequence);
  MatrixRef<float> dQ = m_rows.of(sides.gradients.dInner, sequence);
  MatrixRef<float> dKv = sides.keyRows.of(sides.dKv, sequence);
  const MatrixMap<float> pattern = patternOf(sides, sequence, head);
  const MatrixMap<float> dropped = droppedPattern(sides, sequence, head);
  const Index cells = m_space.length * m_space.length;
  MatrixMap<float> dPattern(m_space.headScratch.data() + (sequence * 2 + 1) * cells, pattern.rows(), pattern.cols());
  eachQueryBlock(sides, pattern, [&](Index first, Index rows, Index keys) {
    MatrixRef<float> d = dPattern.block(first, 0, rows, keys);
    mixBackward<float>(dZ.block(first, head * D, rows, D), dropped.block(first, 0, rows, keys),
                       kv.block(0, valueColumn, keys, D), d, dKv.block(0, valueColumn, keys, D));
    if (m_dropout.active()) {
      const std::span<const std::uint8_t> mask = patternMaskOf(sides, sequence, head);
      for (Index r = 0; r < rows; ++r) {
        const std::span<float> row(d.data() + r * d.outerStride(), static_cast<std::size_t>(keys));
        dropoutBackward<float>(row, mask.subspan(static_cast<std::size_t>((first + r) * pattern.cols()), row.size()),
                               m_dropout.dropout().rate, row);
      }
    }
    softmaxBackward<float>(pattern.block(first, 0, rows, keys), d, d);
    scoreBackward<float>(d, q.block(first, head * D, rows, D), kv.block(0, keyColumn, keys, D),
                         dQ.block(first, head * D, rows, D), dKv.block(0, keyColumn, keys, D));
  });
}

void PostNormTraining::finishLayer(std::size_t layer, const PostNormViews& d, ThreadPool* pool) {
  PostNormActivations& own = m_space.layers[layer];
  const Index C = m_config.dModel;
  const auto linear = [&](const ConstMatrixRef<float>& x, const ConstMatrixRef<float>& dy,
                          const LinearViews& gradient) {
    linearBackwardWeights<float>(x, dy, gradient.weight, gradient.bias, pool);
  };
  const auto all = [&](PaddedMatrix& matrix) { return m_rows.all(matrix); };
  linear(all(own.mlpPost), all(m_space.dMlp.dAdded), d.mlpOut);
  linear(all(d.cross ? own.cross.sum.out : own.self.sum.out), all(m_space.dMlp.dInner), d.mlpIn);
  if (d.cross) {
    linear(all(own.cross.z), all(m_space.dCross.dAdded), d.cross->out);
    linear(all(own.self.sum.out), all(m_space.dCross.dInner), d.cross->q);
    const MatrixRef<float> memory = m_memory.rows->all(*m_memory.values);
    const MatrixRef<float> dKv = m_memory.rows->all(m_space.dCross.dKv);
    linear(memory, dKv.leftCols(C), d.cross->k);
    linear(memory, dKv.rightCols(C), d.cross->v);
  }
  const MatrixRef<float> dQkv = all(m_space.dSelf.dInner);
  linear(all(own.self.z), all(m_space.dSelf.dAdded), d.self.out);
  linear(all(inOf(layer)), dQkv.leftCols(C), d.self.q);
  linear(all(inOf(layer)), dQkv.middleCols(C, C), d.self.k);
  linear(all(inOf(layer)), dQkv.rightCols(C), d.self.v);
  parallelFor(pool, d.cross ? 3 : 2, 1, [&](Index which, Index) {
    const auto norm = [&](SublayerGradients& gradients, SumActivations& sum, const NormViews& gradient) {
      layerNormBackwardWeights<float>(all(gradients.dOut), all(sum.normalized), gradient.weight, gradient.bias);
    };
    if (which == 0) norm(m_space.dMlp, own.mlp, d.mlpNorm);
    if (which == 1) norm(m_space.dSelf, own.self.sum, d.self.norm);
    if (which == 2) norm(m_space.dCross, own.cross.sum, d.cross->norm);
  });
  std::swap(m_space.dMlp.dOut, m_space.dIn);  // what entered this layer left the one below
}

}  // namespace headlight
