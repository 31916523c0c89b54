#pragma once
// What a recurrent net remembers of a text (the hidden state, an LSTM's cell state too) and the scratch space of its
// single steps.

#include <memory>

#include "models/language_model.h"
#include "tensor/aligned_buffer.h"

namespace headlight {

/// Room for the intermediate values of one forward call of up to `rows` positions.
/// Letters: T rows, C d_model, H d_hidden, G gates.
struct RecurrentScratch {
  RecurrentScratch(const ModelConfig& config, Index rows);

  AlignedBuffer<float> embedding;   ///< [T, C]
  AlignedBuffer<float> gates;       ///< [T, G · H]
  AlignedBuffer<float> inner;       ///< [H] GRU: what the reset gate multiplies
  AlignedBuffer<float> cell;        ///< [T, H] LSTM
  AlignedBuffer<float> tanhCell;    ///< [H] LSTM
  AlignedBuffer<float> outputs[2];  ///< [T, H]; layers take turns
  AlignedBuffer<float> bias;        ///< [G · H]
};

class RecurrentState : public DecodingState {
 public:
  explicit RecurrentState(const ModelConfig& config);

  [[nodiscard]] Index length() const override { return m_length; }
  [[nodiscard]] std::unique_ptr<DecodingState> clone() const override;
  /// Only to its own length (nothing happens) or to 0; else Error "internal.failure": what came before is not kept.
  void truncate(Index length) override;

  [[nodiscard]] float* hidden(Index layer) { return m_hidden.data() + layer * m_config.dHidden; }  ///< [H]
  [[nodiscard]] float* cell(Index layer) { return m_cell.data() + layer * m_config.dHidden; }      ///< [H]
  [[nodiscard]] RecurrentScratch& stepScratch() { return m_stepScratch; }
  void setLength(Index length) { m_length = length; }

 private:
  ModelConfig m_config;
  Index m_length = 0;
  AlignedBuffer<float> m_hidden;  ///< [layers, H]
  AlignedBuffer<float> m_cell;    ///< [layers, H]; LSTM only
  RecurrentScratch m_stepScratch;
};

}  // namespace headlight
