#include "models/encoder_decoder/encoder_decoder_forward.h"

#include <algorithm>
#include <cmath>

#include "nn/embedding.h"
#include "nn/linear.h"

namespace headlight {

EncoderDecoderForward::EncoderDecoderForward(const ModelConfig& config, const EncoderDecoderViews& weights,
                                             const Matrix<float>& positions, const HookTable& hooks,
                                             const EncoderDecoderPoints& points, EncoderDecoderState& state,
                                             const RunOptions& options, Index targetRows)
    : m_config(config),
      m_weights(weights),
      m_positions(positions),
      m_points(points),
      m_state(state),
      m_pool(options.pool),
      m_hooks(hooks, options, {.firstPosition = state.length(), .rows = targetRows, .source = state.sourceLength()}) {}

void EncoderDecoderForward::embed(std::span<const TokenId> tokens, Index first, BlockScratch& scratch,
                                  const SidePoints& points) {
  const auto rows = static_cast<Index>(tokens.size());
  MatrixMap<float> stream(scratch.stream.data(), rows, m_config.dModel);
  MatrixMap<float> positions(scratch.added.data(), rows, m_config.dModel);
  embeddingForward<float>(tokens, m_weights.shared, stream);
  if (m_config.scaledEmbedding) stream *= std::sqrt(static_cast<float>(m_config.dModel));
  m_hooks.offer(points.embedding["hook_embed"], stream.data());
  positionsForward<float>(first, m_positions, positions);
  m_hooks.offer(points.embedding["hook_pos_embed"], positions.data());
  stream += positions;
}

void EncoderDecoderForward::encode(std::span<const TokenId> source) {
  const auto rows = static_cast<Index>(source.size());
  const auto cells = static_cast<std::size_t>(rows * m_config.dModel);
  BlockScratch scratch(m_config, rows, rows);
  AlignedBuffer<float> keys(cells);
  AlignedBuffer<float> values(cells);
  embed(source, 0, scratch, m_points.encoder);
  BlockForward blocks(m_config, blockShape(m_config, hook_names::Stack::Encoder), scratch, rows, m_hooks, m_pool);
  for (std::size_t layer = 0; layer < m_weights.encoder.size(); ++layer) {
    blocks.block(m_weights.encoder[layer], m_points.encoder.blocks[layer], {keys.data(), values.data(), rows});
  }
  m_encoded = std::move(scratch.stream);
}

void EncoderDecoderForward::decode(std::span<const TokenId> tokens, std::span<float> logits) {
  const auto rows = static_cast<Index>(tokens.size());
  const Index first = m_state.length();
  std::optional<BlockScratch> ownScratch;
  const bool single = rows == 1;  // a source has no more than n_ctx rows either
  if (!single) ownScratch.emplace(m_config, rows, std::max(first + rows, m_state.sourceLength()));
  BlockScratch& scratch = single ? m_state.stepScratch() : *ownScratch;
  embed(tokens, first, scratch, m_points.decoder);
  BlockForward blocks(m_config, blockShape(m_config, hook_names::Stack::Decoder), scratch, rows, m_hooks, m_pool);
  const bool withSource = m_encoded.size() > 0;
  for (std::size_t layer = 0; layer < m_weights.decoder.size(); ++layer) {
    blocks.block(m_weights.decoder[layer], m_points.decoder.blocks[layer], m_state.own(layer, first + rows),
                 {.projected = m_state.cross(layer), .rows = withSource ? m_encoded.data() : nullptr});
  }
  unembed(scratch, rows, logits);
}

void EncoderDecoderForward::unembed(BlockScratch& scratch, Index rows, std::span<float> logits) {
  const Index V = m_config.dVocab;
  MatrixMap<float> in(scratch.stream.data(), rows, m_config.dModel);
  m_hooks.offer(m_points.unembed["unembed.hook_in"], in.data());
  MatrixMap<float> last(logits.data(), 1, V);
  vocabulary(in.bottomRows(1), last);
  if (!m_hooks.touched(m_points.unembed["unembed.hook_out"])) return;
  if (rows == 1) return m_hooks.offer(m_points.unembed["unembed.hook_out"], logits.data());
  // Somebody looks at every position's logits. The last row keeps the bits that it has when nobody looks.
  Matrix<float> all(rows, V);
  vocabulary(in, all);
  all.bottomRows(1) = last;
  m_hooks.offer(m_points.unembed["unembed.hook_out"], all.data());
  last = all.bottomRows(1);
}

void EncoderDecoderForward::vocabulary(const ConstMatrixRef<float>& x, MatrixRef<float> y) const {
  headForward<float>(x, m_weights.shared, y, m_pool);
  y.rowwise() += ConstRowVectorMap<float>(m_weights.finalLogitsBias.data(), m_config.dVocab);
}

}  // namespace headlight
