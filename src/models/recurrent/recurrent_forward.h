#pragma once
// One forward call of a recurrent net: layer by layer, the input products of all positions at once, then position by
// position. Interventions are applied at each position before the next is computed, so that they act on all that
// follows.

#include "models/parts/hook_run.h"
#include "models/recurrent/recurrent_hooks.h"
#include "models/recurrent/recurrent_parameters.h"
#include "models/recurrent/recurrent_state.h"

namespace headlight {

/// Letters: T new rows, P earlier positions, C d_model, H d_hidden, G gates, V vocabulary.
class RecurrentForward {
 public:
  RecurrentForward(const ModelConfig& config, const RecurrentViews& weights, const HookTable& hooks,
                   const RecurrentPoints& points, RecurrentState& state, RecurrentScratch& scratch,
                   const RunOptions& options)
      : m_config(config),
        m_weights(weights),
        m_hookTable(hooks),
        m_points(points),
        m_state(state),
        m_scratch(scratch),
        m_options(options) {}

  /// tokens [T] → logits [V] after the last. Leaves the state behind the last token.
  void run(std::span<const TokenId> tokens, std::span<float> logits);

 private:
  /// Both biases, but of a GRU's candidate only the input's: the hidden one lies inside the reset gate.
  [[nodiscard]] std::span<const float> biasOf(const RecurrentLayerViews& weights);
  /// One layer over all positions: in [T, C or H] → out [T, H].
  void layer(int number, MatrixMap<float> in, MatrixMap<float> out, HookRun& hooks);
  void lstmStep(int number, Index t, float* out, HookRun& hooks);
  void gruStep(int number, Index t, float* out, HookRun& hooks);
  void rnnStep(int number, Index t, float* out, HookRun& hooks);
  /// y [n] += state's hidden · columns first … first + n of the layer's hidden weights.
  void addHidden(int number, Index first, Index n, float* y);
  void showLayer(int number, float* out, HookRun& hooks);
  [[nodiscard]] int pointOf(int number, CellPoint point) const {
    return m_points.cells[static_cast<std::size_t>(number)][point];
  }
  void showGates(int number, std::span<const CellPoint> gates, HookRun& hooks);
  /// Columns of the gates as a value of their own.
  void showGate(int point, Index gate, HookRun& hooks);
  void unembed(MatrixMap<float> in, std::span<float> logits, HookRun& hooks);
  void head(const ConstMatrixRef<float>& in, MatrixRef<float> logits);

  const ModelConfig& m_config;
  const RecurrentViews& m_weights;
  const HookTable& m_hookTable;
  const RecurrentPoints& m_points;
  RecurrentState& m_state;
  RecurrentScratch& m_scratch;
  const RunOptions& m_options;
  Index m_rows = 0;  // T
};

}  // namespace headlight
