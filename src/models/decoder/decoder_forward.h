#pragma once
// One forward call of a decoder: prefill and single step are the same code on more rows or on one.

#include "models/block/block_forward.h"
#include "models/decoder/decoder_hooks.h"
#include "models/decoder/decoder_parameters.h"
#include "models/decoder/decoder_state.h"

namespace headlight {

/// Letters: T new rows, P earlier positions, C d_model, V vocabulary.
class DecoderForward {
 public:
  /// For `rows` new positions behind those of the state.
  DecoderForward(const ModelConfig& config, const DecoderViews& weights, const HookTable& hooks,
                 const DecoderPoints& points, DecoderState& state, BlockScratch& scratch, const RunOptions& options,
                 Index rows);

  /// tokens [T] → logits [V] after the last. Fills rows P … P+T of the state's keys and values.
  void run(std::span<const TokenId> tokens, std::span<float> logits);

 private:
  void embed(std::span<const TokenId> tokens);
  void unembed(std::span<float> logits);

  [[nodiscard]] MatrixMap<float> rows(AlignedBuffer<float>& buffer) const {
    return {buffer.data(), m_rows, m_config.dModel};
  }

  const ModelConfig& m_config;
  const DecoderViews& m_weights;
  const DecoderPoints& m_points;
  DecoderState& m_state;
  BlockScratch& m_scratch;
  ThreadPool* m_pool;
  Index m_rows;   // T
  Index m_first;  // P
  HookRun m_hooks;
  BlockForward m_blocks;
};

}  // namespace headlight
