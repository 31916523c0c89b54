#include "models/block/block_training.h"

#include <algorithm>

#include "models/parts/activation.h"
#include "nn/attention.h"
#include "nn/dropout.h"
#include "nn/layer_norm.h"
#include "nn/linear.h"
#include "nn/softmax.h"

namespace headlight {

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
          .patternSite = site(layer, m_sites.crossPattern)};
}

PaddedMatrix& BlockTraining::begin(SequenceGroup group, PaddedMatrix& before, const NormViews& weights,
                                   SublayerActivations& own) {
  if (isBehind()) return before;
  normForward(m_config, m_space.shape.norm, m_rows.of(before, group), weights, normedRows(own, group),
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
    normForward(m_config, m_space.shape.norm, added, weights, normedRows(own, group), m_rows.of(own.out, group));
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

NormedRows BlockTraining::normedRows(SublayerActivations& own, SequenceGroup group) const {
  const Index first = m_rows.start(group.first);
  return {m_rows.of(own.normalized, group),
          std::span<float>(own.scale).subspan(static_cast<std::size_t>(first),
                                              static_cast<std::size_t>(m_rows.start(group.end) - first))};
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

}  // namespace headlight
