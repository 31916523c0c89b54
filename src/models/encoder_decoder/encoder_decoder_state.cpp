#include "models/encoder_decoder/encoder_decoder_state.h"

#include <algorithm>

namespace headlight {

namespace {

AlignedBuffer<float> room(const ModelConfig& config, Index rows) {
  return AlignedBuffer<float>(static_cast<std::size_t>(config.nDecoderLayers * rows * config.dModel));
}

void copyRows(const AlignedBuffer<float>& from, AlignedBuffer<float>& to, Index layers, Index stride, Index used) {
  for (Index layer = 0; layer < layers; ++layer) {
    std::copy_n(from.data() + layer * stride, used, to.data() + layer * stride);
  }
}

}  // namespace

EncoderDecoderState::EncoderDecoderState(const ModelConfig& config)
    : m_config(config),
      m_keys(room(config, config.nCtx)),
      m_values(room(config, config.nCtx)),
      m_stepScratch(config, 1, config.nCtx) {}

std::unique_ptr<DecodingState> EncoderDecoderState::clone() const {
  auto copy = std::make_unique<EncoderDecoderState>(m_config);
  const Index C = m_config.dModel;
  const Index layers = m_config.nDecoderLayers;
  copyRows(m_keys, copy->m_keys, layers, m_config.nCtx * C, m_length * C);
  copyRows(m_values, copy->m_values, layers, m_config.nCtx * C, m_length * C);
  copy->beginSource(m_sourceLength);
  const Index cells = m_sourceLength * C;
  copyRows(m_crossKeys, copy->m_crossKeys, layers, cells, cells);
  copyRows(m_crossValues, copy->m_crossValues, layers, cells, cells);
  copy->m_length = m_length;
  return copy;
}

void EncoderDecoderState::truncate(Index length) {
  m_length = std::clamp<Index>(length, 0, m_length);
  if (m_length == 0) m_sourceLength = 0;
}

void EncoderDecoderState::beginSource(Index rows) {
  m_length = 0;
  m_sourceLength = rows;
  m_crossKeys = room(m_config, rows);
  m_crossValues = room(m_config, rows);
}

KeysAndValues EncoderDecoderState::own(std::size_t layer, Index count) {
  const Index offset = static_cast<Index>(layer) * m_config.nCtx * m_config.dModel;
  return {m_keys.data() + offset, m_values.data() + offset, count};
}

KeysAndValues EncoderDecoderState::cross(std::size_t layer) {
  const Index offset = static_cast<Index>(layer) * m_sourceLength * m_config.dModel;
  return {m_crossKeys.data() + offset, m_crossValues.data() + offset, m_sourceLength};
}

}  // namespace headlight
