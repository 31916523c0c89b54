#pragma once
// What an encoder-decoder remembers: keys and values of the target so far, and of the source for cross-attention.

#include <memory>

#include "models/block/block_forward.h"

namespace headlight {

class EncoderDecoderState : public DecodingState {
 public:
  explicit EncoderDecoderState(const ModelConfig& config);

  [[nodiscard]] Index length() const override { return m_length; }
  [[nodiscard]] std::unique_ptr<DecodingState> clone() const override;
  /// The decoder's part; the source stays. 0 forgets the source as well: a prefill comes next.
  void truncate(Index length) override;

  /// S; 0 before the prefill.
  [[nodiscard]] Index sourceLength() const { return m_sourceLength; }
  /// Begins anew with a source of S rows.
  void beginSource(Index rows);
  void setLength(Index length) { m_length = length; }

  /// One layer's keys and values of the first `count` target positions.
  [[nodiscard]] KeysAndValues own(std::size_t layer, Index count);
  /// One layer's keys and values of the source.
  [[nodiscard]] KeysAndValues cross(std::size_t layer);
  /// Scratch space of single steps.
  [[nodiscard]] BlockScratch& stepScratch() { return m_stepScratch; }

 private:
  ModelConfig m_config;
  Index m_length = 0;
  Index m_sourceLength = 0;
  AlignedBuffer<float> m_keys, m_values;            // [nDecoderLayers, n_ctx, C]
  AlignedBuffer<float> m_crossKeys, m_crossValues;  // [nDecoderLayers, S, C]
  BlockScratch m_stepScratch;
};

}  // namespace headlight
