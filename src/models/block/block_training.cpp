#include "models/block/block_training.h"

#include <algorithm>
#include <utility>

#include "models/parts/activation.h"
#include "nn/linear.h"

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

BlockTraining::BlockTraining(const ModelConfig& config, const std::vector<BlockViews>& weights, BlockWorkspace& space,
                             const PackedRows& rows, Index length, const RowDropout& dropout, const DropoutSites& sites,
                             const TrainingMemory& memory)
    : m_config(config),
      m_weights(weights),
      m_space(space),
      m_rows(rows),
      m_length(length),
      m_dropout(dropout),
      m_sites(sites),
      m_memory(memory) {
  if (m_dropout.active()) m_space.makeRoomForMasks();
}

void BlockTraining::forward(SequenceGroup group) {
  for (std::size_t layer = 0; layer < m_weights.size(); ++layer) {
    selfAttention(layer, group);
    if (m_weights[layer].cross) crossAttention(layer, group);
    mlp(layer, group);
  }
}

PaddedMatrix& BlockTraining::begin(SequenceGroup group, PaddedMatrix& before, const NormViews& weights,
                                   SublayerActivations& own) {
  if (isBehind()) return before;
  normForward(weights, m_config.layerNormEpsilon, m_rows.of(before, group), normedRows(own, group),
              m_rows.of(own.out, group));
  return own.out;
}

void BlockTraining::end(SequenceGroup group, PaddedMatrix& before, const NormViews& weights, std::uint32_t site,
                        SublayerActivations& own) {
  m_dropout.draw(group, m_rows, site, own.mask, m_space.added);
  MatrixRef<float> added = m_rows.of(m_space.added, group);
  MatrixRef<float> stream = m_rows.of(before, group);
  if (isBehind()) {
    added += stream;
    normForward(weights, m_config.layerNormEpsilon, added, normedRows(own, group), m_rows.of(own.out, group));
  } else if (m_space.shape.residual) {
    stream += added;
  } else {
    stream = added;
  }
}

void BlockTraining::selfAttention(std::size_t layer, SequenceGroup group) {
  const AttentionViews& weights = m_weights[layer].self;
  AttentionActivations& self = m_space.layers[layer].self;
  PaddedMatrix& before = beforeSelf(layer);
  const Index C = m_config.dModel;
  const MatrixRef<float> x = m_rows.of(begin(group, before, weights.norm, self.sublayer), group);
  MatrixRef<float> qkv = m_rows.of(self.q, group);
  const auto project = [&](const LinearViews& linear, MatrixRef<float> y) {
    linearForward<float>(x, linear.weight.floats, linear.bias, y);
  };
  if (weights.isFused()) {
    project(weights.qkv, qkv);
  } else {
    project(weights.q, qkv.leftCols(C));
    project(weights.k, qkv.middleCols(C, C));
    project(weights.v, qkv.rightCols(C));
  }
  attend(selfSides(layer), group);
  linearForward<float>(m_rows.of(self.z, group), weights.out.weight.floats, weights.out.bias,
                       m_rows.of(m_space.added, group));
  end(group, before, weights.norm, site(layer, m_sites.selfOut), self.sublayer);
}

void BlockTraining::crossAttention(std::size_t layer, SequenceGroup group) {
  const AttentionViews& weights = *m_weights[layer].cross;
  AttentionActivations& cross = m_space.layers[layer].cross;
  PaddedMatrix& before = beforeCross(layer);
  PaddedMatrix& in = begin(group, before, weights.norm, cross.sublayer);
  const Index C = m_config.dModel;
  linearForward<float>(m_rows.of(in, group), weights.q.weight.floats, weights.q.bias, m_rows.of(cross.q, group));
  const MatrixRef<float> memory = m_memory.rows->of(*m_memory.values, group);
  MatrixRef<float> kv = m_memory.rows->of(cross.kv, group);
  linearForward<float>(memory, weights.k.weight.floats, weights.k.bias, kv.leftCols(C));
  linearForward<float>(memory, weights.v.weight.floats, weights.v.bias, kv.rightCols(C));
  attend(crossSides(layer), group);
  linearForward<float>(m_rows.of(cross.z, group), weights.out.weight.floats, weights.out.bias,
                       m_rows.of(m_space.added, group));
  end(group, before, weights.norm, site(layer, m_sites.crossOut), cross.sublayer);
}

void BlockTraining::mlp(std::size_t layer, SequenceGroup group) {
  const BlockViews& weights = m_weights[layer];
  BlockActivations& own = m_space.layers[layer];
  PaddedMatrix& before = beforeMlp(layer);
  PaddedMatrix& in = begin(group, before, weights.mlpNorm, own.mlp);
  MatrixRef<float> pre = m_rows.of(own.mlpPre, group);
  MatrixRef<float> post = m_rows.of(own.mlpPost, group);
  linearForward<float>(m_rows.of(in, group), weights.mlpIn.weight.floats, weights.mlpIn.bias, pre);
  activationForward(m_config.activation, pre, post);
  linearForward<float>(post, weights.mlpOut.weight.floats, weights.mlpOut.bias, m_rows.of(m_space.added, group));
  end(group, before, weights.mlpNorm, site(layer, m_sites.mlpOut), own.mlp);
}

NormedRows BlockTraining::normedRows(SublayerActivations& own, SequenceGroup group) const {
  const Index first = m_rows.start(group.first);
  return {m_rows.of(own.normalized, group),
          std::span<float>(own.scale).subspan(static_cast<std::size_t>(first),
                                              static_cast<std::size_t>(m_rows.start(group.end) - first))};
}

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
    normBackward(weights, m_rows.of(gradients.dOut, group), normedRows(own, group), dSum);
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
    normBackward(weights, m_rows.of(gradients.dOut, group), normedRows(own, group), dStream);
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

void BlockTraining::normsGradients(const BlockViews& d, BlockActivations& own, ThreadPool* pool) {
  const auto norm = [&](SublayerGradients& gradients, SublayerActivations& sublayer, const NormViews& to) {
    normGradients(m_rows.all(gradients.dOut), m_rows.all(sublayer.normalized), to);
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
  normsGradients(d, own, pool);
  if (isBehind()) std::swap(m_space.dMlp.dOut, m_space.dIn);  // what entered this layer left the one below
}

}  // namespace headlight
