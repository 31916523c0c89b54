#pragma once
// One sentence through the BERT architecture, with hooks.

#include "models/block/block_forward.h"
#include "models/encoder/encoder_hooks.h"
#include "models/encoder/encoder_parameters.h"

namespace headlight {

/// Letters: T rows, C d_model, V vocabulary.
class EncoderForward {
 public:
  EncoderForward(const ModelConfig& config, const EncoderViews& weights, const HookTable& hooks,
                 const EncoderPoints& points, const RunOptions& options, Index rows);

  /// tokens [T] → logits [V] of `row`.
  void run(std::span<const TokenId> tokens, Index row, std::span<float> logits);

 private:
  void embed(std::span<const TokenId> tokens);
  /// The masked-word head: dense, activation, norm, then the vocabulary.
  void maskedWordHead(Index row, std::span<float> logits);
  void unembed(Index row, std::span<float> logits);
  /// y [R, V] = x · headᵀ + bias.
  void vocabulary(const ConstMatrixRef<float>& x, MatrixRef<float> y) const;

  [[nodiscard]] MatrixMap<float> rows(AlignedBuffer<float>& buffer) { return {buffer.data(), m_rows, m_config.dModel}; }

  const ModelConfig& m_config;
  const EncoderViews& m_weights;
  const EncoderPoints& m_points;
  const RunOptions& m_options;
  Index m_rows;
  HookRun m_hooks;
  BlockScratch m_scratch;
  BlockForward m_blocks;
  AlignedBuffer<float> m_keys, m_values;  // [T, C], of the layer that is being computed
};

}  // namespace headlight
