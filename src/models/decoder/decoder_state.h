#pragma once
// What a decoder remembers of a text (keys and values of every layer) and the scratch space of its single steps.

#include <memory>

#include "models/block/block_forward.h"

namespace headlight {

class DecoderState : public DecodingState {
 public:
  explicit DecoderState(const ModelConfig& config);

  [[nodiscard]] Index length() const override { return m_length; }
  [[nodiscard]] std::unique_ptr<DecodingState> clone() const override;
  void truncate(Index length) override;

  /// One layer's keys and values of the first `count` positions; those below length() are valid.
  [[nodiscard]] KeysAndValues own(std::size_t layer, Index count) {
    const Index offset = static_cast<Index>(layer) * m_layerStride;
    return {m_keys.data() + offset, m_values.data() + offset, count};
  }
  [[nodiscard]] BlockScratch& stepScratch() { return m_stepScratch; }
  void setLength(Index length) { m_length = length; }

 private:
  ModelConfig m_config;
  Index m_length = 0;
  Index m_layerStride;
  AlignedBuffer<float> m_keys;
  AlignedBuffer<float> m_values;
  BlockScratch m_stepScratch;
};

}  // namespace headlight
