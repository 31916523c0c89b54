#include "models/decoder/decoder_forward.h"

#include <algorithm>

#include "models/parts/activation.h"
#include "models/parts/attention_run.h"
#include "models/parts/weight_products.h"
#include "nn/embedding.h"
#include "nn/layer_norm.h"

namespace headlight {

namespace {

std::span<const float> constant(std::span<float> values) {
  return values;
}

}  // namespace

void DecoderForward::run(std::span<const TokenId> tokens, std::span<float> logits) {
  m_rows = static_cast<Index>(tokens.size());
  m_first = m_state.length();
  HookRun hooks(m_hookTable, m_options, {.firstPosition = m_first, .rows = m_rows, .source = 0});
  embed(tokens, hooks);
  for (int layer = 0; layer < m_config.nLayers; ++layer) {
    attention(layer, hooks);
    mlp(layer, hooks);
  }
  unembed(logits, hooks);
}

void DecoderForward::embed(std::span<const TokenId> tokens, HookRun& hooks) {
  MatrixMap<float> stream = rows(m_scratch.stream, m_config.dModel);
  MatrixMap<float> positions = rows(m_scratch.positions, m_config.dModel);
  weightRows(tokens, m_weights.tokenEmbedding, stream);
  hooks.offer(m_points.embedding["hook_embed"], stream.data());
  if (m_config.positions == Positions::None) return;
  positionsForward<float>(m_first, m_weights.positionEmbedding, positions);
  hooks.offer(m_points.embedding["hook_pos_embed"], positions.data());
  stream += positions;
}

void DecoderForward::norm(std::span<const float> weight, std::span<const float> bias, const NormPoints& points,
                          HookRun& hooks) {
  if (m_config.norm == NormKind::None) {
    rows(m_scratch.normOut, m_config.dModel) = rows(m_scratch.stream, m_config.dModel);
    return;
  }
  const std::span<float> scale(m_scratch.scale.data(), static_cast<std::size_t>(m_rows));
  MatrixMap<float> normalized = rows(m_scratch.normalized, m_config.dModel);
  layerNormScaleForward<float>(rows(m_scratch.stream, m_config.dModel), m_config.layerNormEpsilon, normalized, scale);
  hooks.offer(points.scale, scale.data());
  layerNormDivideForward<float>(scale, normalized);
  hooks.offer(points.normalized, normalized.data());
  layerNormAffineForward<float>(normalized, weight, bias, rows(m_scratch.normOut, m_config.dModel));
}

void DecoderForward::addToStream() {
  if (m_config.residual)
    rows(m_scratch.stream, m_config.dModel) += rows(m_scratch.added, m_config.dModel);
  else
    rows(m_scratch.stream, m_config.dModel) = rows(m_scratch.added, m_config.dModel);
}

void DecoderForward::attention(int layer, HookRun& hooks) {
  const BlockPoints& at = m_points.blocks[static_cast<std::size_t>(layer)];
  const DecoderBlockViews& weights = m_weights.blocks[static_cast<std::size_t>(layer)];
  const Index C = m_config.dModel;
  hooks.offer(at["hook_resid_pre"], m_scratch.stream.data());
  norm(weights.ln1Weight, weights.ln1Bias, {at["ln1.hook_scale"], at["ln1.hook_normalized"]}, hooks);

  // Keys and values go straight to their rows of the cache, so an intervention there lasts for the later steps.
  float* const outputs[] = {m_scratch.q.data(), m_state.keys(layer) + m_first * C, m_state.values(layer) + m_first * C};
  for (int part = 0; part < 3; ++part) {
    weightForward(rows(m_scratch.normOut, C), weights.qkvWeight, part * C,
                  constant(weights.qkvBias).subspan(static_cast<std::size_t>(part * C), static_cast<std::size_t>(C)),
                  MatrixMap<float>(outputs[part], m_rows, C), m_options.pool);
  }
  hooks.offer(at["attn.hook_q"], outputs[0]);
  hooks.offer(at["attn.hook_k"], outputs[1]);
  hooks.offer(at["attn.hook_v"], outputs[2]);
  const Index keys = m_first + m_rows;
  attend({.heads = m_config.nHeads,
          .q = rows(m_scratch.q, C),
          .keys = {m_state.keys(layer), keys, C},
          .values = {m_state.values(layer), keys, C},
          .scores = m_scratch.scores.data(),
          .z = rows(m_scratch.z, C),
          .mask = m_config.causalMask ? AttentionMask::Causal : AttentionMask::None,
          .scaled = m_config.scaledScores},
         {at}, hooks, m_options.pool);
  attentionOutput(m_config.nHeads, rows(m_scratch.z, C), weights.attnOutWeight, weights.attnOutBias,
                  at["attn.hook_result"], hooks, m_options.pool, rows(m_scratch.added, C));
  hooks.offer(at["hook_attn_out"], m_scratch.added.data());
  addToStream();
  hooks.offer(at["hook_resid_mid"], m_scratch.stream.data());
}

void DecoderForward::mlp(int layer, HookRun& hooks) {
  const BlockPoints& at = m_points.blocks[static_cast<std::size_t>(layer)];
  const DecoderBlockViews& weights = m_weights.blocks[static_cast<std::size_t>(layer)];
  const Index C = m_config.dModel;
  const Index M = m_config.dMlp;
  norm(weights.ln2Weight, weights.ln2Bias, {at["ln2.hook_scale"], at["ln2.hook_normalized"]}, hooks);
  MatrixMap<float> hidden = rows(m_scratch.hidden, M);
  weightForward(rows(m_scratch.normOut, C), weights.mlpInWeight, weights.mlpInBias, hidden, m_options.pool);
  hooks.offer(at["mlp.hook_pre"], hidden.data());
  const std::span<float> values(hidden.data(), static_cast<std::size_t>(hidden.size()));
  activationForward(m_config.activation, values, values);
  hooks.offer(at["mlp.hook_post"], hidden.data());
  weightForward(hidden, weights.mlpOutWeight, weights.mlpOutBias, rows(m_scratch.added, C), m_options.pool);
  hooks.offer(at["hook_mlp_out"], m_scratch.added.data());
  addToStream();
  hooks.offer(at["hook_resid_post"], m_scratch.stream.data());
}

void DecoderForward::unembed(std::span<float> logits, HookRun& hooks) {
  norm(m_weights.finalWeight, m_weights.finalBias,
       {m_points.finalNorm["ln_final.hook_scale"], m_points.finalNorm["ln_final.hook_normalized"]}, hooks);
  hooks.offer(m_points.unembed["unembed.hook_in"], m_scratch.normOut.data());
  const Index V = m_config.dVocab;
  MatrixMap<float> in = rows(m_scratch.normOut, m_config.dModel);
  MatrixMap<float> last(logits.data(), 1, V);
  weightHeadForward(in.bottomRows(1), m_weights.head, last, m_options.pool);
  if (!hooks.touched(m_points.unembed["unembed.hook_out"])) return;
  if (m_rows == 1) return hooks.offer(m_points.unembed["unembed.hook_out"], logits.data());
  // Somebody looks at every position's logits. The last row keeps the bits that it has when nobody looks.
  Matrix<float> all(m_rows, V);
  weightHeadForward(in.topRows(m_rows - 1), m_weights.head, all.topRows(m_rows - 1), m_options.pool);
  all.bottomRows(1) = last;
  hooks.offer(m_points.unembed["unembed.hook_out"], all.data());
  last = all.bottomRows(1);
}

}  // namespace headlight
