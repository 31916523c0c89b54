#pragma once
// One forward call of a decoder: prefill and single step are the same code on more rows or on one.

#include "models/decoder/decoder_hooks.h"
#include "models/decoder/decoder_parameters.h"
#include "models/decoder/decoder_state.h"
#include "models/parts/hook_run.h"

namespace headlight {

/// Letters: T new rows, P earlier positions, C d_model, M d_mlp, H heads, D d_head, V vocabulary.
class DecoderForward {
 public:
  DecoderForward(const ModelConfig& config, const DecoderViews& weights, const HookTable& hooks,
                 const DecoderPoints& points, DecoderState& state, DecoderScratch& scratch, const RunOptions& options)
      : m_config(config),
        m_weights(weights),
        m_hookTable(hooks),
        m_points(points),
        m_state(state),
        m_scratch(scratch),
        m_options(options) {}

  /// tokens [T] → logits [V] after the last. Fills rows P … P+T of the state's keys and values.
  void run(std::span<const TokenId> tokens, std::span<float> logits);

 private:
  void embed(std::span<const TokenId> tokens, HookRun& hooks);
  /// stream [T, C] → normOut [T, C]; without norms the stream itself
  void norm(std::span<const float> weight, std::span<const float> bias, const NormPoints& points, HookRun& hooks);
  void attention(int layer, HookRun& hooks);
  void mlp(int layer, HookRun& hooks);
  void unembed(std::span<float> logits, HookRun& hooks);
  void addToStream();

  [[nodiscard]] MatrixMap<float> rows(AlignedBuffer<float>& buffer, Index columns) {
    return {buffer.data(), m_rows, columns};
  }

  const ModelConfig& m_config;
  const DecoderViews& m_weights;
  const HookTable& m_hookTable;
  const DecoderPoints& m_points;
  DecoderState& m_state;
  DecoderScratch& m_scratch;
  const RunOptions& m_options;
  Index m_rows = 0;   // T
  Index m_first = 0;  // P
};

}  // namespace headlight
