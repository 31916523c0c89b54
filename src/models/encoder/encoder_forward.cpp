#include "models/encoder/encoder_forward.h"

#include <algorithm>

#include "models/parts/activation.h"
#include "nn/embedding.h"
#include "nn/linear.h"

namespace headlight {

EncoderForward::EncoderForward(const ModelConfig& config, const EncoderViews& weights, const HookTable& hooks,
                               const EncoderPoints& points, const RunOptions& options, Index rows)
    : m_config(config),
      m_weights(weights),
      m_points(points),
      m_options(options),
      m_rows(rows),
      m_hooks(hooks, options, {.firstPosition = 0, .rows = rows, .source = 0}),
      m_scratch(config, rows, rows),
      m_blocks(config, blockShape(config, hook_names::Stack::Blocks), m_scratch, rows, m_hooks, options.pool),
      m_keys(static_cast<std::size_t>(rows * config.dModel)),
      m_values(static_cast<std::size_t>(rows * config.dModel)) {}

void EncoderForward::run(std::span<const TokenId> tokens, Index row, std::span<float> logits) {
  embed(tokens);
  const KeysAndValues own{m_keys.data(), m_values.data(), m_rows};
  for (std::size_t layer = 0; layer < m_weights.layers.size(); ++layer) {
    m_blocks.block(m_weights.layers[layer], m_points.blocks[layer], own);
  }
  if (m_config.hasHead) {
    maskedWordHead(row, logits);
  } else {
    std::fill(logits.begin(), logits.end(), 0.0F);  // nobody may read them (Generation::whyNoPrediction)
  }
}

void EncoderForward::embed(std::span<const TokenId> tokens) {
  MatrixMap<float> stream = rows(m_scratch.stream);
  MatrixMap<float> added = rows(m_scratch.added);
  embeddingForward<float>(tokens, m_weights.wordEmbedding, stream);
  m_hooks.offer(m_points.embedding["embed.hook_embed"], stream.data());
  positionsForward<float>(0, m_weights.positionEmbedding, added);
  m_hooks.offer(m_points.embedding["embed.hook_pos_embed"], added.data());
  stream += added;
  for (Index r = 0; r < m_rows; ++r) {
    const Index segment = m_options.segments.empty() ? 0 : m_options.segments[static_cast<std::size_t>(r)];
    added.row(r) = m_weights.segmentEmbedding.row(segment);
  }
  m_hooks.offer(m_points.embedding["embed.hook_token_type_embed"], added.data());
  stream += added;
  m_blocks.norm(m_weights.embeddingNorm,
                {m_points.embedding["embed.ln.hook_scale"], m_points.embedding["embed.ln.hook_normalized"]}, stream);
  m_hooks.offer(m_points.embedding["hook_full_embed"], stream.data());
}

void EncoderForward::maskedWordHead(Index row, std::span<float> logits) {
  MatrixMap<float> stream = rows(m_scratch.stream);
  MatrixMap<float> dense = rows(m_scratch.added);
  linearForward<float>(stream, m_weights.transform.weight.floats, m_weights.transform.bias, dense, m_options.pool);
  activationForward(m_config.activation, dense, stream);
  m_blocks.norm(m_weights.transformNorm,
                {m_points.head["mlm_head.ln.hook_scale"], m_points.head["mlm_head.ln.hook_normalized"]}, stream);
  m_hooks.offer(m_points.unembed["unembed.hook_in"], stream.data());
  unembed(row, logits);
}

void EncoderForward::unembed(Index row, std::span<float> logits) {
  const Index V = m_config.dVocab;
  MatrixMap<float> in = rows(m_scratch.stream);
  MatrixMap<float> asked(logits.data(), 1, V);
  vocabulary(in.middleRows(row, 1), asked);
  if (!m_hooks.touched(m_points.unembed["unembed.hook_out"])) return;
  // Somebody looks at every position's logits. The row asked for keeps the bits that it has when nobody looks.
  Matrix<float> all(m_rows, V);
  vocabulary(in, all);
  all.row(row) = asked;
  m_hooks.offer(m_points.unembed["unembed.hook_out"], all.data());
  asked = all.row(row);
}

void EncoderForward::vocabulary(const ConstMatrixRef<float>& x, MatrixRef<float> y) const {
  headForward<float>(x, m_weights.head, y, m_options.pool);
  y.rowwise() += ConstRowVectorMap<float>(m_weights.headBias.data(), m_config.dVocab);
}

}  // namespace headlight
