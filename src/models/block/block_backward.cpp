// The backward half of BlockTraining.

#include <utility>

#include "models/block/block_training.h"
#include "models/parts/activation.h"
#include "nn/attention.h"
#include "nn/dropout.h"
#include "nn/layer_norm.h"
#include "nn/linear.h"
#include "nn/softmax.h"

namespace headlight {

namespace {

/// dx = dy · wᵀ: by the transpose that a training step makes for all its sequences, or where there is none by the
/// weights as they lie.
void linearBackward(const ConstMatrixRef<float>& dy, const LinearViews& weights, const Matrix<float>& transposed,
                    ThreadPool* pool, MatrixRef<float> dx) {
  if (transposed.size() > 0)
    linearBackwardInput<float>(dy, transposed, dx);
  else
    headForward<float>(dy, weights.weight.floats, dx, pool);
}

}  // namespace

void BlockTraining::transposeWeights() {
  const Index C = m_config.dModel;
  for (std::size_t layer = 0; layer < m_weights.size(); ++layer) {
    const BlockViews& weights = m_weights[layer];
    TransposedBlock& across = m_space.transposed[layer];
    if (weights.self.isFused()) {
      across.qkv = weights.self.qkv.weight.floats.transpose();
    } else {
      across.qkv.topRows(C) = weights.self.q.weight.floats.transpose();
      across.qkv.middleRows(C, C) = weights.self.k.weight.floats.transpose();
      across.qkv.bottomRows(C) = weights.self.v.weight.floats.transpose();
    }
    across.selfOut = weights.self.out.weight.floats.transpose();
    if (weights.cross) {
      across.crossQ = weights.cross->q.weight.floats.transpose();
      across.crossKv.topRows(C) = weights.cross->k.weight.floats.transpose();
      across.crossKv.bottomRows(C) = weights.cross->v.weight.floats.transpose();
      across.crossOut = weights.cross->out.weight.floats.transpose();
    }
    across.mlpIn = weights.mlpIn.weight.floats.transpose();
    across.mlpOut = weights.mlpOut.weight.floats.transpose();
  }
}

void BlockTraining::backward(std::size_t layer, SequenceGroup group, ThreadPool* pool) {
  // Where norms stand before, the stream's gradient stays in one place, as the stream does.
  const bool cross = m_weights[layer].cross.has_value();
  const auto belowOr = [&](PaddedMatrix& below) -> PaddedMatrix& { return isBehind() ? below : m_space.dIn; };
  mlpBackward(layer, group, pool, belowOr(cross ? m_space.dCross.dOut : m_space.dSelf.dOut));
  if (cross) crossBackward(layer, group, belowOr(m_space.dSelf.dOut));
  selfBackward(layer, group, pool, m_space.dIn);
}

void BlockTraining::endBackward(SequenceGroup group, SublayerActivations& own, const NormViews& weights,
                                SublayerGradients& gradients, PaddedMatrix& dBefore) {
  MatrixRef<float> dSum = m_rows.of(dBefore, group);
  if (isBehind()) {
    dSum.setZero();
    normBackward(m_space.shape.norm, m_rows.of(gradients.dOut, group), normedRows(own, group), weights, dSum);
  }
  // undoes before + dropout(added): the gradient goes on unchanged beside the sublayer
  m_rows.of(gradients.dAdded, group) = dSum;
  if (!m_space.shape.residual) dSum.setZero();  // nothing went on beside it
  m_dropout.again(group, m_rows, own.mask, gradients.dAdded);
}

void BlockTraining::beginBackward(SequenceGroup group, SublayerActivations& own, const NormViews& weights,
                                  SublayerGradients& gradients, PaddedMatrix& dBefore) {
  MatrixRef<float> dStream = m_rows.of(dBefore, group);
  if (isBehind())
    dStream += m_rows.of(m_space.dBranch, group);
  else
    normBackward(m_space.shape.norm, m_rows.of(gradients.dOut, group), normedRows(own, group), weights, dStream);
}

void BlockTraining::mlpBackward(std::size_t layer, SequenceGroup group, ThreadPool* pool, PaddedMatrix& dBefore) {
  const BlockViews& weights = m_weights[layer];
  const TransposedBlock& across = m_space.transposed[layer];
  BlockActivations& own = m_space.layers[layer];
  SublayerGradients& d = m_space.dMlp;
  endBackward(group, own.mlp, weights.mlpNorm, d, dBefore);
  MatrixRef<float> dHidden = m_rows.of(d.dInner, group);
  linearBackward(m_rows.of(d.dAdded, group), weights.mlpOut, across.mlpOut, pool, dHidden);
  activationBackward(m_config.activation, m_rows.of(own.mlpPre, group), dHidden);
  linearBackward(dHidden, weights.mlpIn, across.mlpIn, pool, m_rows.of(branchOf(d), group));
  beginBackward(group, own.mlp, weights.mlpNorm, d, dBefore);
}

void BlockTraining::crossBackward(std::size_t layer, SequenceGroup group, PaddedMatrix& dBefore) {
  const AttentionViews& weights = *m_weights[layer].cross;
  const TransposedBlock& across = m_space.transposed[layer];
  AttentionActivations& cross = m_space.layers[layer].cross;
  SublayerGradients& d = m_space.dCross;
  endBackward(group, cross.sublayer, weights.norm, d, dBefore);
  linearBackwardInput<float>(m_rows.of(d.dAdded, group), across.crossOut, m_rows.of(m_space.dZ, group));
  MatrixRef<float> dKv = m_memory.rows->of(d.dKv, group);
  dKv.setZero();
  attendBackward(crossSides(layer), group);
  linearBackwardInput<float>(m_rows.of(d.dInner, group), across.crossQ, m_rows.of(branchOf(d), group));
  beginBackward(group, cross.sublayer, weights.norm, d, dBefore);
  MatrixRef<float> dMemoryBranch = m_memory.rows->of(m_space.dMemoryBranch, group);
  linearBackwardInput<float>(dKv, across.crossKv, dMemoryBranch);
  m_memory.rows->of(*m_memory.gradients, group) += dMemoryBranch;
}

void BlockTraining::selfBackward(std::size_t layer, SequenceGroup group, ThreadPool* pool, PaddedMatrix& dBefore) {
  const AttentionViews& weights = m_weights[layer].self;
  const TransposedBlock& across = m_space.transposed[layer];
  AttentionActivations& self = m_space.layers[layer].self;
  SublayerGradients& d = m_space.dSelf;
  endBackward(group, self.sublayer, weights.norm, d, dBefore);
  linearBackward(m_rows.of(d.dAdded, group), weights.out, across.selfOut, pool, m_rows.of(m_space.dZ, group));
  MatrixRef<float> dQkv = m_rows.of(d.dInner, group);
  dQkv.setZero();
  attendBackward(selfSides(layer), group);
  linearBackward(dQkv, weights.qkv, across.qkv, pool, m_rows.of(branchOf(d), group));
  beginBackward(group, self.sublayer, weights.norm, d, dBefore);
}

void BlockTraining::attendBackward(const Sides& sides, SequenceGroup group) {
  for (Index sequence = group.first; sequence < group.end; ++sequence) {
    for (Index head = 0; head < m_config.nHeads; ++head) attendHeadBackward(sides, sequence, head);
  }
}

void BlockTraining::attendHeadBackward(const Sides& sides, Index sequence, Index head) {
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
  const Index cells = m_length * m_length;
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
                         dQ.block(first, head * D, rows, D), dKv.block(0, keyColumn, keys, D), m_space.shape.scaled);
  });
}

void BlockTraining::attentionGradients(const AttentionViews& d, AttentionActivations& own, SublayerGradients& gradients,
                                       PaddedMatrix& in, ThreadPool* pool) {
  const Index C = m_config.dModel;
  const auto linear = [&](const ConstMatrixRef<float>& x, const ConstMatrixRef<float>& dy, const LinearViews& to) {
    linearBackwardWeights<float>(x, dy, to.weight.floats, to.bias, pool);
  };
  linear(m_rows.all(own.z), m_rows.all(gradients.dAdded), d.out);
  const MatrixRef<float> x = m_rows.all(in);
  const MatrixRef<float> dInner = m_rows.all(gradients.dInner);
  if (d.isFused()) return linear(x, dInner, d.qkv);
  linear(x, dInner.leftCols(C), d.q);
  if (dInner.cols() == C) {  // keys and values are the memory's
    const MatrixRef<float> memory = m_memory.rows->all(*m_memory.values);
    const MatrixRef<float> dKv = m_memory.rows->all(gradients.dKv);
    linear(memory, dKv.leftCols(C), d.k);
    linear(memory, dKv.rightCols(C), d.v);
  } else {
    linear(x, dInner.middleCols(C, C), d.k);
    linear(x, dInner.rightCols(C), d.v);
  }
}

void BlockTraining::normGradients(const BlockViews& d, BlockActivations& own, ThreadPool* pool) {
  if (m_space.shape.norm == NormKind::None) return;
  const auto norm = [&](SublayerGradients& gradients, SublayerActivations& sublayer, const NormViews& to) {
    layerNormBackwardWeights<float>(m_rows.all(gradients.dOut), m_rows.all(sublayer.normalized), to.weight, to.bias);
  };
  parallelFor(pool, d.cross ? 3 : 2, 1, [&](Index which, Index) {
    if (which == 0) norm(m_space.dMlp, own.mlp, d.mlpNorm);
    if (which == 1) norm(m_space.dSelf, own.self.sublayer, d.self.norm);
    if (which == 2) norm(m_space.dCross, own.cross.sublayer, d.cross->norm);
  });
}

void BlockTraining::finishLayer(std::size_t layer, const BlockViews& d, ThreadPool* pool) {
  BlockActivations& own = m_space.layers[layer];
  linearBackwardWeights<float>(m_rows.all(own.mlpPost), m_rows.all(m_space.dMlp.dAdded), d.mlpOut.weight.floats,
                               d.mlpOut.bias, pool);
  linearBackwardWeights<float>(m_rows.all(readBy(own.mlp, beforeMlp(layer))), m_rows.all(m_space.dMlp.dInner),
                               d.mlpIn.weight.floats, d.mlpIn.bias, pool);
  if (d.cross) {
    attentionGradients(*d.cross, own.cross, m_space.dCross, readBy(own.cross.sublayer, beforeCross(layer)), pool);
  }
  attentionGradients(d.self, own.self, m_space.dSelf, readBy(own.self.sublayer, beforeSelf(layer)), pool);
  normGradients(d, own, pool);
  if (isBehind()) std::swap(m_space.dMlp.dOut, m_space.dIn);  // what entered this layer left the one below
}

}  // namespace headlight
