#include "models/decoder/decoder_state.h"

#include <algorithm>

namespace headlight {

namespace {

AlignedBuffer<float> room(const ModelConfig& config) {
  return AlignedBuffer<float>(static_cast<std::size_t>(config.nLayers * config.nCtx * config.dModel));
}

}  // namespace

DecoderState::DecoderState(const ModelConfig& config)
    : m_config(config),
      m_layerStride(config.nCtx * config.dModel),
      m_keys(room(config)),
      m_values(room(config)),
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
