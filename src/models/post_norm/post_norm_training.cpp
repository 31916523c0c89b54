#include "models/post_norm/post_norm_training.h"

#include <algorithm>

#include "models/parts/activation.h"
#include "nn/attention.h"
#include "nn/dropout.h"
#include "nn/layer_norm.h"
#include "nn/linear.h"
#include "nn/softmax.h"

namespace headlight {

namespace {

// Dropout's places in a layer.
constexpr std::uint32_t kSelfOut = 0, kSelfPattern = 1, kCrossOut = 2, kCrossPattern = 3, kMlpOut = 4;

}  // namespace

PostNormTraining::PostNormTraining(const ModelConfig& config, const std::vector<PostNormViews>& weights,
                                   PostNormWorkspace& space, const PackedRows& rows, bool causal,
                                   const RowDropout& dropout, std::uint32_t firstSite, const TrainingMemory& memory)
    : m_config(config),
      m_weights(weights),
      m_space(space),
      m_rows(rows),
      m_causal(causal),
      m_dropout(dropout),
      m_firstSite(firstSite),
      m_memory(memory) {
  if (m_dropout.active()) m_space.makeRoomForMasks();
}

void PostNormTraining::forward(SequenceGroup group) {
  for (std::size_t layer = 0; layer < m_weights.size(); ++layer) {
    selfAttention(layer, group);
    if (m_weights[layer].cross) crossAttention(layer, group);
    mlp(layer, group);
  }
}

PostNormTraining::Sides PostNormTraining::selfSides(std::size_t layer) {
  AttentionActivations& self = m_space.layers[layer].self;
  const Index C = m_config.dModel;
  return {self, m_space.dSelf, self.q, m_space.dSelf.dInner, C, 2 * C, m_rows, m_causal, site(layer, kSelfPattern)};
}

PostNormTraining::Sides PostNormTraining::crossSides(std::size_t layer) {
  AttentionActivations& cross = m_space.layers[layer].cross;
  return {cross,           m_space.dCross, cross.kv, m_space.dCross.dKv,        0,
          m_config.dModel, *m_memory.rows, false,    site(layer, kCrossPattern)};
}

void PostNormTraining::selfAttention(std::size_t layer, SequenceGroup group) {
  const AttentionViews& weights = m_weights[layer].self;
  AttentionActivations& self = m_space.layers[layer].self;
  const Index C = m_config.dModel;
  const MatrixRef<float> x = m_rows.of(inOf(layer), group);
  MatrixRef<float> qkv = m_rows.of(self.q, group);
  linearForward<float>(x, weights.q.weight, weights.q.bias, qkv.leftCols(C));
  linearForward<float>(x, weights.k.weight, weights.k.bias, qkv.middleCols(C, C));
  linearForward<float>(x, weights.v.weight, weights.v.bias, qkv.rightCols(C));
  attend(selfSides(layer), group);
  linearForward<float>(m_rows.of(self.z, group), weights.out.weight, weights.out.bias, m_rows.of(m_space.added, group));
  addAndNorm(group, inOf(layer), weights.norm, site(layer, kSelfOut), self.sum);
}

void PostNormTraining::crossAttention(std::size_t layer, SequenceGroup group) {
  const AttentionViews& weights = *m_weights[layer].cross;
  AttentionActivations& cross = m_space.layers[layer].cross;
  PaddedMatrix& in = m_space.layers[layer].self.sum.out;
  const Index C = m_config.dModel;
  linearForward<float>(m_rows.of(in, group), weights.q.weight, weights.q.bias, m_rows.of(cross.q, group));
  const MatrixRef<float> memory = m_memory.rows->of(*m_memory.values, group);
  MatrixRef<float> kv = m_memory.rows->of(cross.kv, group);
  linearForward<float>(memory, weights.k.weight, weights.k.bias, kv.leftCols(C));
  linearForward<float>(memory, weights.v.weight, weights.v.bias, kv.rightCols(C));
  attend(crossSides(layer), group);
  linearForward<float>(m_rows.of(cross.z, group), weights.out.weight, weights.out.bias,
                       m_rows.of(m_space.added, group));
  addAndNorm(group, in, weights.norm, site(layer, kCrossOut), cross.sum);
}

void PostNormTraining::mlp(std::size_t layer, SequenceGroup group) {
  const PostNormViews& weights = m_weights[layer];
  PostNormActivations& own = m_space.layers[layer];
  PaddedMatrix& in = weights.cross ? own.cross.sum.out : own.self.sum.out;
  MatrixRef<float> pre = m_rows.of(own.mlpPre, group);
  MatrixRef<float> post = m_rows.of(own.mlpPost, group);
  linearForward<float>(m_rows.of(in, group), weights.mlpIn.weight, weights.mlpIn.bias, pre);
  const auto M = static_cast<std::size_t>(m_config.dMlp);
  for (Index r = 0; r < pre.rows(); ++r) {
    activationForward(m_config.activation, {pre.data() + r * pre.outerStride(), M},
                      {post.data() + r * post.outerStride(), M});
  }
  linearForward<float>(post, weights.mlpOut.weight, weights.mlpOut.bias, m_rows.of(m_space.added, group));
  addAndNorm(group, in, weights.mlpNorm, site(layer, kMlpOut), own.mlp);
}

void PostNormTraining::addAndNorm(SequenceGroup group, PaddedMatrix& in, const NormViews& weights, std::uint32_t site,
                                  SumActivations& sum) {
  m_dropout.draw(group, m_rows, site, sum.mask, m_space.added);
  MatrixRef<float> total = m_rows.of(m_space.added, group);
  MatrixRef<float> normalized = m_rows.of(sum.normalized, group);
  total += m_rows.of(in, group);
  layerNormScaleForward<float>(total, m_config.layerNormEpsilon, normalized, scaleOf(sum, group));
  layerNormDivideForward<float>(scaleOf(sum, group), normalized);
  layerNormAffineForward<float>(normalized, weights.weight, weights.bias, m_rows.of(sum.out, group));
}

void PostNormTraining::attend(const Sides& sides, SequenceGroup group) {
  for (Index sequence = group.first; sequence < group.end; ++sequence) {
    for (Index head = 0; head < m_config.nHeads; ++head) attendHead(sides, sequence, head);
  }
}

void PostNormTraining::attendHead(const Sides& sides, Index sequence, Index head) {
  const Index D = m_config.dHead();
  const MatrixRef<float> q = m_rows.of(sides.activations.q, sequence);
  const MatrixRef<float> kv = sides.keyRows.of(sides.kv, sequence);
  MatrixRef<float> z = m_rows.of(sides.activations.z, sequence);
  MatrixMap<float> pattern = patternOf(sides, sequence, head);
  eachQueryBlock(sides, pattern, [&](Index first, Index rows, Index keys) {
    MatrixRef<float> block = pattern.block(first, 0, rows, keys);
    scoreForward<float>(q.block(first, head * D, rows, D), kv.block(0, sides.keyColumn + head * D, keys, D), block);
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

std::span<float> PostNormTraining::scaleOf(SumActivations& sum, SequenceGroup group) const {
  const Index first = m_rows.start(group.first);
  return std::span<float>(sum.scale).subspan(static_cast<std::size_t>(first),
                                             static_cast<std::size_t>(m_rows.start(group.end) - first));
}

MatrixMap<float> PostNormTraining::patternOf(const Sides& sides, Index sequence, Index head) const {
  const Index cells = m_space.length * m_space.length;
  float* pattern = sides.activations.pattern.data() + (sequence * m_config.nHeads + head) * cells;
  return {pattern, m_rows.count(sequence), sides.keyRows.count(sequence)};
}

std::span<std::uint8_t> PostNormTraining::patternMaskOf(const Sides& sides, Index sequence, Index head) const {
  const Index stride = maskStride(m_space.length * m_space.length);
  const Index cells = m_rows.count(sequence) * sides.keyRows.count(sequence);
  std::uint8_t* masks = sides.activations.patternMask.data() + (sequence * m_config.nHeads + head) * stride;
  return {masks, static_cast<std::size_t>(cells)};
}

MatrixMap<float> PostNormTraining::droppedPattern(const Sides& sides, Index sequence, Index head) {
  MatrixMap<float> pattern = patternOf(sides, sequence, head);
  if (!m_dropout.active()) return pattern;
  float* scratch = m_space.headScratch.data() + sequence * 2 * m_space.length * m_space.length;
  const auto cells = static_cast<std::size_t>(pattern.size());
  dropoutForward<float>({pattern.data(), cells}, patternMaskOf(sides, sequence, head), m_dropout.dropout().rate,
                        {scratch, cells});
  return {scratch, pattern.rows(), pattern.cols()};
}

}  // namespace headlight
