#include "models/decoder/decoder_forward.h"

#include "models/parts/weight_products.h"
#include "nn/embedding.h"

namespace headlight {

DecoderForward::DecoderForward(const ModelConfig& config, const DecoderViews& weights, const HookTable& hooks,
                               const DecoderPoints& points, DecoderState& state, BlockScratch& scratch,
                               const RunOptions& options, Index rows)
    : m_config(config),
      m_weights(weights),
      m_points(points),
      m_state(state),
      m_scratch(scratch),
      m_pool(options.pool),
      m_rows(rows),
      m_first(state.length()),
      m_hooks(hooks, options, {.firstPosition = m_first, .rows = rows, .source = 0}),
      m_blocks(config, blockShape(config, hook_names::Stack::Blocks), scratch, rows, m_hooks, options.pool) {}

void DecoderForward::run(std::span<const TokenId> tokens, std::span<float> logits) {
  embed(tokens);
  for (std::size_t layer = 0; layer < m_weights.blocks.size(); ++layer) {
    m_blocks.block(m_weights.blocks[layer], m_points.blocks[layer], m_state.own(layer, m_first + m_rows));
  }
  unembed(logits);
}

void DecoderForward::embed(std::span<const TokenId> tokens) {
  MatrixMap<float> stream = rows(m_scratch.stream);
  MatrixMap<float> positions = rows(m_scratch.added);
  weightRows(tokens, m_weights.tokenEmbedding, stream);
  m_hooks.offer(m_points.embedding["hook_embed"], stream.data());
  if (m_config.positions == Positions::None) return;
  positionsForward<float>(m_first, m_weights.positionEmbedding, positions);
  m_hooks.offer(m_points.embedding["hook_pos_embed"], positions.data());
  stream += positions;
}

void DecoderForward::unembed(std::span<float> logits) {
  const Index V = m_config.dVocab;
  const int outPoint = m_points.unembed["unembed.hook_out"];
  MatrixMap<float> in = rows(m_scratch.normOut);
  m_blocks.norm(m_weights.finalNorm,
                {m_points.finalNorm["ln_final.hook_scale"], m_points.finalNorm["ln_final.hook_normalized"]}, in);
  m_hooks.offer(m_points.unembed["unembed.hook_in"], in.data());
  MatrixMap<float> last(logits.data(), 1, V);
  weightHeadForward(in.bottomRows(1), m_weights.head, last, m_pool);
  if (!m_hooks.touched(outPoint)) return;
  if (m_rows == 1) return m_hooks.offer(outPoint, logits.data());
  // Somebody looks at every position's logits. The last row keeps the bits that it has when nobody looks.
  Matrix<float> all(m_rows, V);
  weightHeadForward(in.topRows(m_rows - 1), m_weights.head, all.topRows(m_rows - 1), m_pool);
  all.bottomRows(1) = last;
  m_hooks.offer(outPoint, all.data());
  last = all.bottomRows(1);
}

}  // namespace headlight
