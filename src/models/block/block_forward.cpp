#include "models/block/block_forward.h"

#include "models/parts/activation.h"
#include "models/parts/weight_products.h"

namespace headlight {

namespace {

AlignedBuffer<float> room(Index a, Index b = 1, Index c = 1) {
  return AlignedBuffer<float>(static_cast<std::size_t>(a) * static_cast<std::size_t>(b) * static_cast<std::size_t>(c));
}

}  // namespace

BlockScratch::BlockScratch(const ModelConfig& config, Index rows, Index keys)
    : stream(room(rows, config.dModel)),
      added(room(rows, config.dModel)),
      scale(room(rows)),
      normalized(room(rows, config.dModel)),
      normOut(blockShape(config, hook_names::Stack::Blocks).place == NormPlace::Before ? room(rows, config.dModel)
                                                                                       : AlignedBuffer<float>()),
      q(room(rows, config.dModel)),
      scores(room(config.nHeads, rows, keys)),
      z(room(rows, config.dModel)),
      hidden(room(rows, config.dMlp)) {}

void BlockForward::block(const BlockViews& weights, const BlockPoints& points, const KeysAndValues& own,
                         const CrossMemory& memory) {
  m_hooks.offer(points["hook_resid_pre"], m_scratch.stream.data());
  selfAttention(weights, points, own);
  if (weights.cross) crossAttention(*weights.cross, points, memory);
  mlp(weights, points);
  if (m_shape.place == NormPlace::Behind) m_hooks.offer(points["hook_normalized_resid_post"], m_scratch.stream.data());
}

void BlockForward::selfAttention(const BlockViews& weights, const BlockPoints& points, const KeysAndValues& own) {
  const AttentionPoints self{points};
  const NormPoints norm{points["ln1.hook_scale"], points["ln1.hook_normalized"]};
  const MatrixMap<float> in = begin(weights.self.norm, norm);
  project(in, weights.self, 0, rows(m_scratch.q, m_config.dModel));
  m_hooks.offer(self["hook_q"], m_scratch.q.data());
  // Keys and values go straight to their rows of the cache, so an intervention there lasts for the later steps.
  keysAndValues(weights.self, self, in, own);
  attention(weights.self, self, m_shape.causal ? AttentionMask::Causal : AttentionMask::None, own,
            weights.scoreDivisor);
  m_hooks.offer(points["hook_attn_out"], m_scratch.added.data());
  end(weights.self.norm, norm, points["hook_resid_mid"]);
}

void BlockForward::crossAttention(const AttentionViews& weights, const BlockPoints& points, const CrossMemory& memory) {
  const AttentionPoints cross{points, true};
  const NormPoints norm{points["ln2.hook_scale"], points["ln2.hook_normalized"]};
  project(begin(weights.norm, norm), weights, 0, rows(m_scratch.q, m_config.dModel));
  m_hooks.offer(cross["hook_q"], m_scratch.q.data());
  if (memory.rows) {
    const ConstMatrixMap<float> encoded(memory.rows, memory.projected.count, m_config.dModel);
    keysAndValues(weights, cross, encoded, memory.projected);
  }
  attention(weights, cross, AttentionMask::None, memory.projected);
  m_hooks.offer(points["hook_cross_attn_out"], m_scratch.added.data());
  end(weights.norm, norm, points["hook_resid_mid_cross"]);
}

void BlockForward::mlp(const BlockViews& weights, const BlockPoints& points) {
  const NormPoints norm = weights.cross ? NormPoints{points["ln3.hook_scale"], points["ln3.hook_normalized"]}
                                        : NormPoints{points["ln2.hook_scale"], points["ln2.hook_normalized"]};
  MatrixMap<float> hidden = rows(m_scratch.hidden, m_config.dMlp);
  weightForward(begin(weights.mlpNorm, norm), weights.mlpIn.weight, weights.mlpIn.bias, hidden, m_pool);
  m_hooks.offer(points["mlp.hook_pre"], hidden.data());
  const std::span<float> values(hidden.data(), static_cast<std::size_t>(hidden.size()));
  activationForward(m_config.activation, values, values);
  m_hooks.offer(points["mlp.hook_post"], hidden.data());
  weightForward(hidden, weights.mlpOut.weight, weights.mlpOut.bias, rows(m_scratch.added, m_config.dModel), m_pool);
  m_hooks.offer(points["hook_mlp_out"], m_scratch.added.data());
  end(weights.mlpNorm, norm, points["hook_resid_post"]);
}

void BlockForward::norm(const NormViews& weights, const NormPoints& points, MatrixMap<float> out) {
  const std::span<float> scale(m_scratch.scale.data(), static_cast<std::size_t>(m_rows));
  normForward(weights, m_config.layerNormEpsilon, rows(m_scratch.stream, m_config.dModel),
              {rows(m_scratch.normalized, m_config.dModel), scale}, out, &m_hooks, points);
}

MatrixMap<float> BlockForward::begin(const NormViews& weights, const NormPoints& points) {
  if (m_shape.place == NormPlace::Behind || !weights.hasScale()) return rows(m_scratch.stream, m_config.dModel);
  const MatrixMap<float> out = rows(m_scratch.normOut, m_config.dModel);
  norm(weights, points, out);
  return out;
}

void BlockForward::end(const NormViews& weights, const NormPoints& points, int sumPoint) {
  MatrixMap<float> stream = rows(m_scratch.stream, m_config.dModel);
  if (m_shape.residual)
    stream += rows(m_scratch.added, m_config.dModel);
  else
    stream = rows(m_scratch.added, m_config.dModel);
  m_hooks.offer(sumPoint, stream.data());
  if (m_shape.place == NormPlace::Behind) norm(weights, points, stream);
}

void BlockForward::project(const ConstMatrixRef<float>& x, const AttentionViews& weights, Index part,
                           MatrixMap<float> y) {
  if (weights.isFused()) {
    const Index C = m_config.dModel;
    const std::span<const float> bias = weights.qkv.bias;
    const auto first = static_cast<std::size_t>(part * C);
    return weightForward(x, weights.qkv.weight, part * C, bias.subspan(first, static_cast<std::size_t>(C)), y, m_pool);
  }
  const LinearViews& own = part == 0 ? weights.q : part == 1 ? weights.k : weights.v;
  weightForward(x, own.weight, own.bias, y, m_pool);
}

void BlockForward::keysAndValues(const AttentionViews& weights, const AttentionPoints& points,
                                 const ConstMatrixRef<float>& from, const KeysAndValues& to) {
  const Index C = m_config.dModel;
  const Index first = to.count - from.rows();
  MatrixMap<float> keys(to.keys + first * C, from.rows(), C);
  MatrixMap<float> values(to.values + first * C, from.rows(), C);
  project(from, weights, 1, keys);
  m_hooks.offer(points["hook_k"], keys.data());
  project(from, weights, 2, values);
  m_hooks.offer(points["hook_v"], values.data());
}

void BlockForward::attention(const AttentionViews& weights, const AttentionPoints& points, AttentionMask mask,
                             const KeysAndValues& source, float divisor) {
  const Index C = m_config.dModel;
  attend({.heads = m_config.nHeads,
          .q = rows(m_scratch.q, C),
          .keys = {source.keys, source.count, C},
          .values = {source.values, source.count, C},
          .scores = m_scratch.scores.data(),
          .z = rows(m_scratch.z, C),
          .mask = mask,
          .scaled = m_shape.scaled,
          .divisor = divisor},
         points, m_hooks, m_pool);
  attentionOutput(m_config.nHeads, rows(m_scratch.z, C), weights.out.weight, weights.out.bias, points["hook_result"],
                  m_hooks, m_pool, rows(m_scratch.added, C));
}

}  // namespace headlight
