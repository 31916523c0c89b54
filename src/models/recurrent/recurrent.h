#pragma once
// Recurrent language models (Mikolov and others 2010): embedding, one or more layers of plain, LSTM or GRU cells with
// the equations of torch.nn.RNN, LSTM and GRU, and a head that may share the embedding.

#include <memory>

#include "models/parts/family_model.h"
#include "models/recurrent/recurrent_hooks.h"
#include "models/recurrent/recurrent_parameters.h"

namespace headlight {

class Recurrent : public FamilyModel<RecurrentViews, RecurrentPoints> {
 public:
  /// `parameters` has recurrentParameterLayout(config).
  Recurrent(const ModelConfig& config, Parameters parameters);

  [[nodiscard]] std::unique_ptr<DecodingState> newState() const override;
  void forward(std::span<const TokenId> tokens, DecodingState& state, const RunOptions& options,
               std::span<float> logits) const override;

  [[nodiscard]] std::unique_ptr<TrainingWorkspace> newWorkspace(Index batch, Index length) const override;
  /// Goes on from the workspace's carried state, training or evaluating; a fresh workspace carries zeros.
  double lossAndGradients(const TrainingBatch& batch, TrainingWorkspace& workspace, const Dropout& dropout,
                          ThreadPool* pool, Parameters* gradients) const override;
  [[nodiscard]] InputGradients inputGradients(std::span<const TokenId> tokens, const EndValue& end,
                                              ThreadPool* pool) const override;
};

}  // namespace headlight
