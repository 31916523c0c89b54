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

void PostNormForward::layer(const PostNormViews& weights, const BlockPoints& points, AttentionMask mask,
                            const KeysAndValues& own, const CrossMemory& memory) {
  const Index C = m_config.dModel;
  const AttentionPoints self{points};
  m_hooks.offer(points["hook_resid_pre"], m_scratch.stream.data());
  query(weights.self, self);
  // Keys and values go straight to their rows of the cache, so an intervention there lasts for the later steps.
  keysAndValues(weights.self, self, rows(m_scratch.stream, C), own);
  attention(weights.self, self, mask, own);
  m_hooks.offer(points["hook_attn_out"], m_scratch.added.data());
  addToStream(points["hook_resid_mid"]);
  norm(weights.self.norm, {points["ln1.hook_scale"], points["ln1.hook_normalized"]});
  if (weights.cross) {
    const AttentionPoints cross{points, true};
    query(*weights.cross, cross);
    if (memory.rows) {
      const ConstMatrixMap<float> encoded(memory.rows, memory.projected.count, C);
      keysAndValues(*weights.cross, cross, encoded, memory.projected);
    }
    attention(*weights.cross, cross, AttentionMask::None, memory.projected);
    m_hooks.offer(points["hook_cross_attn_out"], m_scratch.added.data());
    addToStream(points["hook_resid_mid_cross"]);
    norm(weights.cross->norm, {points["ln2.hook_scale"], points["ln2.hook_normalized"]});
  }
  mlp(weights, points);
  addToStream(points["hook_resid_post"]);
  if (weights.cross)
    norm(weights.mlpNorm, {points["ln3.hook_scale"], points["ln3.hook_normalized"]});
  else
    norm(weights.mlpNorm, {points["ln2.hook_scale"], points["ln2.hook_normalized"]});
  m_hooks.offer(points["hook_normalized_resid_post"], m_scratch.stream.data());
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
  m_hooks.offer(points["hook_q"], m_scratch.q.data());
}

void PostNormForward::keysAndValues(const AttentionViews& weights, const AttentionPoints& points,
                                    const ConstMatrixRef<float>& from, const KeysAndValues& to) {
  const Index C = m_config.dModel;
  const Index first = to.count - from.rows();
  MatrixMap<float> keys(to.keys + first * C, from.rows(), C);
  MatrixMap<float> values(to.values + first * C, from.rows(), C);
  linearForward<float>(from, weights.k.weight, weights.k.bias, keys, m_pool);
  m_hooks.offer(points["hook_k"], keys.data());
  linearForward<float>(from, weights.v.weight, weights.v.bias, values, m_pool);
  m_hooks.offer(points["hook_v"], values.data());
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
         points, m_hooks, m_pool);
  attentionOutput(m_config.nHeads, rows(m_scratch.z, C), {weights.out.weight, {}}, weights.out.bias,
                  points["hook_result"], m_hooks, m_pool, rows(m_scratch.added, C));
}

void PostNormForward::mlp(const PostNormViews& weights, const BlockPoints& points) {
  const Index C = m_config.dModel;
  MatrixMap<float> hidden = rows(m_scratch.hidden, m_config.dMlp);
  linearForward<float>(rows(m_scratch.stream, C), weights.mlpIn.weight, weights.mlpIn.bias, hidden, m_pool);
  m_hooks.offer(points["mlp.hook_pre"], hidden.data());
  const std::span<float> values(hidden.data(), static_cast<std::size_t>(hidden.size()));
  activationForward(m_config.activation, values, values);
  m_hooks.offer(points["mlp.hook_post"], hidden.data());
  linearForward<float>(hidden, weights.mlpOut.weight, weights.mlpOut.bias, rows(m_scratch.added, C), m_pool);
  m_hooks.offer(points["hook_mlp_out"], m_scratch.added.data());
}

void PostNormForward::addToStream(int sumPoint) {
  rows(m_scratch.stream, m_config.dModel) += rows(m_scratch.added, m_config.dModel);
  m_hooks.offer(sumPoint, m_scratch.stream.data());
}

}  // namespace headlight
