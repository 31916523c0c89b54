#pragma once
// The GPT-2 architecture (Radford and others 2019): token and learned position embeddings, blocks of pre-norm causal
// self-attention and MLP, a final norm, and a head that may share the token embedding. Lessons may take a part out
// (ModelConfig's positions, causalMask, residual, norm, scaledScores).
//
// Without a causal mask a forward call is read in both directions; later calls see the positions of earlier ones as
// they were then: their keys and values are not computed again.

#include <memory>

#include "models/decoder/decoder_hooks.h"
#include "models/decoder/decoder_parameters.h"
#include "models/parts/family_model.h"

namespace headlight {

class Decoder : public FamilyModel<DecoderViews, DecoderPoints> {
 public:
  /// `parameters` has decoderParameterLayout(config), or that with types; with compact ones the model only runs, and
  /// weights() and lossAndGradients throw Error "model.compact_weights", inputGradients "gradient.compact_weights".
  Decoder(const ModelConfig& config, Parameters parameters);

  [[nodiscard]] std::unique_ptr<DecodingState> newState() const override;
  void forward(std::span<const TokenId> tokens, DecodingState& state, const RunOptions& options,
               std::span<float> logits) const override;

  [[nodiscard]] Parameters& weights() override;
  [[nodiscard]] std::unique_ptr<TrainingWorkspace> newWorkspace(Index batch, Index length) const override;
  double lossAndGradients(const TrainingBatch& batch, TrainingWorkspace& workspace, const Dropout& dropout,
                          ThreadPool* pool, Parameters* gradients) const override;
  [[nodiscard]] InputGradients inputGradients(std::span<const TokenId> tokens, const EndValue& end,
                                              ThreadPool* pool) const override;

 private:
  Matrix<float> m_sinusoids;  // [n_ctx, C], only of a model with sinusoidal positions
};

}  // namespace headlight
