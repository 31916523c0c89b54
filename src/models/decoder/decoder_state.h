#pragma once
// What a decoder remembers of a text (keys and values of every layer) and the scratch space of its single steps.

#include <memory>

#include "models/language_model.h"
#include "tensor/aligned_buffer.h"

namespace headlight {

/// Room for the intermediate values of one forward call of up to `rows` positions that sees up to `keys` keys.
/// Letters: T rows, C d_model, M d_mlp, H heads.
struct DecoderScratch {
  DecoderScratch(const ModelConfig& config, Index rows, Index keys);

  Index capacityRows;
  AlignedBuffer<float> positions;   ///< [T, C]
  AlignedBuffer<float> stream;      ///< [T, C] the residual stream
  AlignedBuffer<float> scale;       ///< [T]
  AlignedBuffer<float> normalized;  ///< [T, C]
  AlignedBuffer<float> normOut;     ///< [T, C]
  AlignedBuffer<float> q;           ///< [T, C]
  AlignedBuffer<float> scores;      ///< [H, T, keys]; then the pattern
  AlignedBuffer<float> z;           ///< [T, C]
  AlignedBuffer<float> added;       ///< [T, C] what a sublayer adds to the stream
  AlignedBuffer<float> hidden;      ///< [T, M]
};

class DecoderState : public DecodingState {
 public:
  explicit DecoderState(const ModelConfig& config);

  [[nodiscard]] Index length() const override { return m_length; }
  [[nodiscard]] std::unique_ptr<DecodingState> clone() const override;
  void truncate(Index length) override;

  /// Rows [0, n_ctx) of one layer, [n_ctx, C]; those below length() are valid.
  [[nodiscard]] float* keys(Index layer) { return m_keys.data() + layer * m_layerStride; }
  [[nodiscard]] float* values(Index layer) { return m_values.data() + layer * m_layerStride; }
  [[nodiscard]] DecoderScratch& stepScratch() { return m_stepScratch; }
  void setLength(Index length) { m_length = length; }

 private:
  ModelConfig m_config;
  Index m_length = 0;
  Index m_layerStride;
  AlignedBuffer<float> m_keys;
  AlignedBuffer<float> m_values;
  DecoderScratch m_stepScratch;
};

}  // namespace headlight
