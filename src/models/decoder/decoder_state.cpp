#include "models/decoder/decoder_state.h"

#include <algorithm>

namespace headlight {

namespace {

AlignedBuffer<float> room(Index a, Index b = 1, Index c = 1) {
  return AlignedBuffer<float>(static_cast<std::size_t>(a) * static_cast<std::size_t>(b) * static_cast<std::size_t>(c));
}

}  // namespace

DecoderScratch::DecoderScratch(const ModelConfig& config, Index rows, Index keys)
    : capacityRows(rows),
      positions(room(rows, config.dModel)),
      stream(room(rows, config.dModel)),
      scale(room(rows)),
      normalized(room(rows, config.dModel)),
      normOut(room(rows, config.dModel)),
      q(room(rows, config.dModel)),
      scores(room(config.nHeads, rows, keys)),
      z(room(rows, config.dModel)),
      added(room(rows, config.dModel)),
      hidden(room(rows, config.dMlp)) {}

DecoderState::DecoderState(const ModelConfig& config)
    : m_config(config),
      m_layerStride(config.nCtx * config.dModel),
      m_keys(room(config.nLayers, config.nCtx, config.dModel)),
      m_values(room(config.nLayers, config.nCtx, config.dModel)),
      m_stepScratch(config, 1, config.nCtx) {}

std::unique_ptr<DecodingState> DecoderState::clone() const {
  auto copy = std::make_unique<DecoderState>(m_config);
  const Index used = m_length * m_config.dModel;
  for (Index layer = 0; layer < m_config.nLayers; ++layer) {
    const Index from = layer * m_layerStride;
    std::copy_n(m_keys.data() + from, used, copy->m_keys.data() + from);
    std::copy_n(m_values.data() + from, used, copy->m_values.data() + from);
  }
  copy->m_length = m_length;
  return copy;
}

void DecoderState::truncate(Index length) {
  m_length = std::clamp<Index>(length, 0, m_length);
}

}  // namespace headlight
