// The attention of BlockTraining, forwards and backwards: self-attention and cross-attention, head by head.

#include "models/block/block_training.h"
#include "nn/attention.h"
#include "nn/dropout.h"
#include "nn/linear.h"
#include "nn/softmax.h"

namespace headlight {

BlockTraining::Sides BlockTraining::selfSides(std::size_t layer) {
  AttentionActivations& self = m_space.layers[layer].self;
  const Index C = m_config.dModel;
  return {.activations = self,
          .gradients = m_space.dSelf,
          .kv = self.q,
          .dKv = m_space.dSelf.dInner,
          .keyColumn = C,
          .valueColumn = 2 * C,
          .keyRows = m_rows,
          .causal = m_space.shape.causal,
          .fewQueries = m_space.shape.fewQueries,
          .scoreDivisor = m_weights[layer].scoreDivisor,
          .patternSite = site(layer, m_sites.selfPattern)};
}

BlockTraining::Sides BlockTraining::crossSides(std::size_t layer) {
  AttentionActivations& cross = m_space.layers[layer].cross;
  return {.activations = cross,
          .gradients = m_space.dCross,
          .kv = cross.kv,
          .dKv = m_space.dCross.dKv,
          .keyColumn = 0,
          .valueColumn = m_config.dModel,
          .keyRows = *m_memory.rows,
          .causal = false,
          .fewQueries = false,
          .scoreDivisor = 1,
          .patternSite = site(layer, m_sites.crossPattern)};
}

void BlockTraining::attend(const Sides& sides, SequenceGroup group) {
  for (Index sequence = group.first; sequence < group.end; ++sequence) {
    for (Index head = 0; head < m_config.nHeads; ++head) attendHead(sides, sequence, head);
  }
}

void BlockTraining::attendHead(const Sides& sides, Index sequence, Index head) {
  const Index D = m_config.dHead();
  const MatrixRef<float> q = m_rows.of(sides.activations.q, sequence);
  const MatrixRef<float> kv = sides.keyRows.of(sides.kv, sequence);
  MatrixRef<float> z = m_rows.of(sides.activations.z, sequence);
  MatrixMap<float> pattern = patternOf(sides, sequence, head);
  eachQueryBlock(sides, pattern, [&](Index first, Index rows, Index keys) {
    MatrixRef<float> block = pattern.block(first, 0, rows, keys);
    scoreForward<float>(q.block(first, head * D, rows, D), kv.block(0, sides.keyColumn + head * D, keys, D), block,
                        m_space.shape.scaled);
    if (sides.scoreDivisor != 1) block /= sides.scoreDivisor;
    if (sides.causal) causalMaskForward<float>(first, block);
    softmaxForward<float>(block, block);
  });
  if (m_dropout.active()) {
    const Dropout& dropout = m_dropout.dropout();
    const std::span<std::uint8_t> mask = patternMaskOf(sides, sequence, head);
    dropoutMask({dropout.seed, dropout.step, sides.patternSite}, dropout.rate,
                mask.data() - sides.activations.patternMask.data(), mask);
  }
  const MatrixMap<float> dropped = droppedPattern(sides, sequence, head);
  eachQueryBlock(sides, pattern, [&](Index first, Index rows, Index keys) {
    mixForward<float>(dropped.block(first, 0, rows, keys), kv.block(0, sides.valueColumn + head * D, keys, D),
                      z.block(first, head * D, rows, D));
  });
}

MatrixMap<float> BlockTraining::patternOf(const Sides& sides, Index sequence, Index head) const {
  const Index cells = m_length * m_length;
  float* pattern = sides.activations.pattern.data() + (sequence * m_config.nHeads + head) * cells;
  return {pattern, m_rows.count(sequence), sides.keyRows.count(sequence)};
}

std::span<std::uint8_t> BlockTraining::patternMaskOf(const Sides& sides, Index sequence, Index head) const {
  const Index stride = maskStride(m_length * m_length);
  const Index cells = m_rows.count(sequence) * sides.keyRows.count(sequence);
  std::uint8_t* masks = sides.activations.patternMask.data() + (sequence * m_config.nHeads + head) * stride;
  return {masks, static_cast<std::size_t>(cells)};
}

MatrixMap<float> BlockTraining::droppedPattern(const Sides& sides, Index sequence, Index head) {
  MatrixMap<float> pattern = patternOf(sides, sequence, head);
  if (!m_dropout.active()) return pattern;
  float* scratch = m_space.headScratch.data() + sequence * 2 * m_length * m_length;
  const auto cells = static_cast<std::size_t>(pattern.size());
  dropoutForward<float>({pattern.data(), cells}, patternMaskOf(sides, sequence, head), m_dropout.dropout().rate,
                        {scratch, cells});
  return {scratch, pattern.rows(), pattern.cols()};
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
    if (sides.scoreDivisor != 1) d /= sides.scoreDivisor;
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

}  // namespace headlight
