#pragma once
// One call of the encoder-decoder with hooks: a prefill encodes the source and decodes the start token, later calls
// decode alone.

#include "models/encoder_decoder/encoder_decoder_hooks.h"
#include "models/encoder_decoder/encoder_decoder_parameters.h"
#include "models/encoder_decoder/encoder_decoder_state.h"

namespace headlight {

/// Letters: S source rows, T new target rows, P earlier ones, C d_model, V vocabulary.
class EncoderDecoderForward {
 public:
  EncoderDecoderForward(const ModelConfig& config, const EncoderDecoderViews& weights, const Matrix<float>& positions,
                        const HookTable& hooks, const EncoderDecoderPoints& points, EncoderDecoderState& state,
                        const RunOptions& options, Index targetRows);

  /// source [S]; its rows are kept for decode(), which makes keys and values of them.
  void encode(std::span<const TokenId> source);
  /// tokens [T] → logits [V] after the last.
  void decode(std::span<const TokenId> tokens, std::span<float> logits);

 private:
  void embed(std::span<const TokenId> tokens, Index first, BlockScratch& scratch, const SidePoints& points);
  void unembed(BlockScratch& scratch, Index rows, std::span<float> logits);
  /// y [R, V] = x · sharedᵀ + final_logits_bias.
  void vocabulary(const ConstMatrixRef<float>& x, MatrixRef<float> y) const;

  const ModelConfig& m_config;
  const EncoderDecoderViews& m_weights;
  const Matrix<float>& m_positions;
  const EncoderDecoderPoints& m_points;
  EncoderDecoderState& m_state;
  ThreadPool* m_pool;
  HookRun m_hooks;
  AlignedBuffer<float> m_encoded;  // [S, C] of a prefill
};

}  // namespace headlight
