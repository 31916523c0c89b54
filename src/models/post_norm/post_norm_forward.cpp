#include "models/post_norm/post_norm_forward.h"

#include "models/parts/activation.h"
#include "nn/layer_norm.h"
#include "nn/linear.h"

namespace headlight {

namespace {

AlignedBuffer<float> room(Index a, Index b = 1, Index c = 1) {
  return AlignedBuffer<float>(static_cast<std::size_t>(a) * static_cast<std::size_t>(b) * static_cast<std::size_t>(c));
}

}  // namespace

PostNormScratch::PostNormScratch(const ModelConfig& config, Index rows, Index keys)
    : stream(room(rows, config.dModel)),
      added(room(rows, config.dModel)),
      scale(room(rows)),
      normalized(room(rows, config.dModel)),
      q(room(rows, config.dModel)),
      scores(room(config.nHeads, rows, keys)),
      z(room(rows, config.dModel)),
      hidden(room(rows, config.dMlp)) {}

void PostNormForward::layer(const PostNormViews& weights, const PostNormPoints& points, AttentionMask mask,
                            const KeysAndValues& own, const CrossMemory& memory) {
  const Index C = m_config.dModel;
  m_hooks.offer(points.residPre, m_scratch.stream.data());
  query(weights.self, points.self);
  // Keys and values go straight to their rows of the cache, so an intervention there lasts for the later steps.
  keysAndValues(weights.self, points.self, rows(m_scratch.stream, C), own);
  attention(weights.self, points.self, mask, own);
  addToStream(points.residMid);
  norm(weights.self.norm, points.selfNorm);
  if (weights.cross) {
    query(*weights.cross, *points.cross);
    if (memory.rows) {
      const ConstMatrixMap<float> encoded(memory.rows, memory.projected.count, C);
      keysAndValues(*weights.cross, *points.cross, encoded, memory.projected);
    }
    attention(*weights.cross, *points.cross, AttentionMask::None, memory.projected);
    addToStream(points.residMidCross);
    norm(weights.cross->norm, points.crossNorm);
  }
  mlp(weights, points);
  addToStream(points.residPost);
  norm(weights.mlpNorm, points.mlpNorm);
  m_hooks.offer(points.normalizedResidPost, m_scratch.stream.data());
}

void PostNormForward::norm(const NormViews& weights, const NormPoints& points) {
  const std::span<float> scale(m_scratch.scale.data(), static_cast<std::size_t>(m_rows));
  MatrixMap<float> stream = rows(m_scratch.stream, m_config.dModel);
  MatrixMap<float> normalized = rows(m_scratch.normalized, m_config.dModel);
  layerNormScaleForward<float>(stream, m_config.layerNormEpsilon, normalized, scale);
  m_hooks.offer(points.scale, scale.data());
  layerNormDivideForward<float>(scale, normalized);
  m_hooks.offer(points.normalized, normalized.data());
  layerNormAffineForward<float>(normalized, weights.weight, weights.bias, stream);
}

void PostNormForward::query(const AttentionViews& weights, const AttentionPoints& points) {
  const Index C = m_config.dModel;
  linearForward<float>(rows(m_scratch.stream, C), weights.q.weight, weights.q.bias, rows(m_scratch.q, C), m_pool);
  m_hooks.offer(points.q, m_scratch.q.data());
}

void PostNormForward::keysAndValues(const AttentionViews& weights, const AttentionPoints& points,
                                    const ConstMatrixRef<float>& from, const KeysAndValues& to) {
  const Index C = m_config.dModel;
  const Index first = to.count - from.rows();
  MatrixMap<float> keys(to.keys + first * C, from.rows(), C);
  MatrixMap<float> values(to.values + first * C, from.rows(), C);
  linearForward<float>(from, weights.k.weight, weights.k.bias, keys, m_pool);
  m_hooks.offer(points.k, keys.data());
  linearForward<float>(from, weights.v.weight, weights.v.bias, values, m_pool);
  m_hooks.offer(points.v, values.data());
}

void PostNormForward::attention(const AttentionViews& weights, const AttentionPoints& points, AttentionMask mask,
                                const KeysAndValues& source) {
  const Index C = m_config.dModel;
  attend({.heads = m_config.nHeads,
          .q = rows(m_scratch.q, C),
          .keys = {source.keys, source.count, C},
          .values = {source.values, source.count, C},
          .scores = m_scratch.scores.data(),
          .z = rows(m_scratch.z, C),
          .mask = mask},
         {.scores = points.scores, .pattern = points.pattern, .z = points.z}, m_hooks, m_pool);
  attentionOutput(m_config.nHeads, rows(m_scratch.z, C), {weights.out.weight, {}}, weights.out.bias, points.result,
                  m_hooks, m_pool, rows(m_scratch.added, C));
  m_hooks.offer(points.out, m_scratch.added.data());
}

void PostNormForward::mlp(const PostNormViews& weights, const PostNormPoints& points) {
  const Index C = m_config.dModel;
  MatrixMap<float> hidden = rows(m_scratch.hidden, m_config.dMlp);
  linearForward<float>(rows(m_scratch.stream, C), weights.mlpIn.weight, weights.mlpIn.bias, hidden, m_pool);
  m_hooks.offer(points.mlpPre, hidden.data());
  const std::span<float> values(hidden.data(), static_cast<std::size_t>(hidden.size()));
  activationForward(m_config.activation, values, values);
  m_hooks.offer(points.mlpPost, hidden.data());
  linearForward<float>(hidden, weights.mlpOut.weight, weights.mlpOut.bias, rows(m_scratch.added, C), m_pool);
  m_hooks.offer(points.mlpOut, m_scratch.added.data());
}

void PostNormForward::addToStream(int sumPoint) {
  rows(m_scratch.stream, m_config.dModel) += rows(m_scratch.added, m_config.dModel);
  m_hooks.offer(sumPoint, m_scratch.stream.data());
}

}  // namespace headlight
