#pragma once
// The architecture of "Attention Is All You Need" (Vaswani and others 2017) as Hugging Face's Marian lays it out: an
// encoder that reads the source both ways, a decoder that writes the target and looks at the source by cross-attention,
// post-norm layers, sinusoidal positions, one embedding for both sides and the head.

#include <memory>

#include "models/encoder_decoder/encoder_decoder_hooks.h"
#include "models/encoder_decoder/encoder_decoder_parameters.h"
#include "models/parts/family_model.h"

namespace headlight {

class EncoderDecoder : public FamilyModel<EncoderDecoderViews, EncoderDecoderPoints> {
 public:
  /// `parameters` has encoderDecoderParameterLayout(config).
  EncoderDecoder(const ModelConfig& config, Parameters parameters);

  /// Keys and values of the target so far and, after prefill(), of the source.
  [[nodiscard]] std::unique_ptr<DecodingState> newState() const override;
  /// Encodes the source [S], 1 ≤ S ≤ n_ctx, and runs the decoder on the start token: one run of the hook points with
  /// RunExtents {0, 1, S}. The state must be fresh or is begun anew. Logits are the real ones: that padToken is never
  /// chosen is the sampler's business.
  void prefill(std::span<const TokenId> source, DecodingState& state, const RunOptions& options,
               std::span<float> logits) const override;
  /// Further tokens of the target; RunExtents {P, T, S}. Throws Error "internal.failure" before a prefill.
  void forward(std::span<const TokenId> tokens, DecodingState& state, const RunOptions& options,
               std::span<float> logits) const override;

  /// `length` is the longest source and the longest target.
  [[nodiscard]] std::unique_ptr<TrainingWorkspace> newWorkspace(Index batch, Index length) const override;
  /// inputs are the start token and the target, targets the target and the end token, -1 behind it. final_logits_bias
  /// is a buffer in MarianMTModel: its gradient is 0.
  double lossAndGradients(const TrainingBatch& batch, TrainingWorkspace& workspace, const Dropout& dropout,
                          ThreadPool* pool, Parameters* gradients) const override;

 private:
  Matrix<float> m_positions;  // [n_ctx, C]
};

}  // namespace headlight
