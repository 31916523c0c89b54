#include "models/recurrent/recurrent.h"

#include <utility>

#include "models/recurrent/recurrent_forward.h"
#include "models/recurrent/recurrent_state.h"
#include "models/recurrent/recurrent_training.h"
#include "models/token_check.h"

namespace headlight {

Recurrent::Recurrent(const ModelConfig& config, Parameters parameters)
    : FamilyModel(config, std::move(parameters), viewRecurrent, recurrentHookTable) {}

std::unique_ptr<DecodingState> Recurrent::newState() const {
  return std::make_unique<RecurrentState>(m_config);
}

void Recurrent::forward(std::span<const TokenId> tokens, DecodingState& state, const RunOptions& options,
                        std::span<float> logits) const {
  auto& own = dynamic_cast<RecurrentState&>(state);
  checkForward(m_config, tokens, own.length(), logits);
  const auto rows = static_cast<Index>(tokens.size());
  if (rows == 1) {
    RecurrentForward(m_config, m_weights, m_hooks, m_points, own, own.stepScratch(), options).run(tokens, logits);
  } else {
    RecurrentScratch scratch(m_config, rows);
    RecurrentForward(m_config, m_weights, m_hooks, m_points, own, scratch, options).run(tokens, logits);
  }
  own.setLength(own.length() + rows);
}

std::unique_ptr<TrainingWorkspace> Recurrent::newWorkspace(Index batch, Index length) const {
  return std::make_unique<RecurrentWorkspace>(m_config, batch, length);
}

InputGradients Recurrent::inputGradients(std::span<const TokenId> tokens, const EndValue& end, ThreadPool* pool) const {
  checkInputGradients(m_config, tokens, end);
  const auto length = static_cast<Index>(tokens.size());
  RecurrentWorkspace space(m_config, 1, length, GradientUse::InputsAlone);
  const std::vector<TokenId> none(tokens.size(), -1);
  const TrainingBatch batch{.batch = 1, .length = length, .inputs = tokens, .targets = none};
  return RecurrentTraining(m_config, m_weights, batch, space, {}, pool).inputGradients(end);
}

double Recurrent::lossAndGradients(const TrainingBatch& batch, TrainingWorkspace& workspace, const Dropout& dropout,
                                   ThreadPool* pool, Parameters* gradients) const {
  auto& space = dynamic_cast<RecurrentWorkspace&>(workspace);
  RecurrentTraining step(m_config, m_weights, batch, space, dropout, pool);
  const double loss = step.forward(gradients != nullptr);
  if (gradients) step.backward(*gradients);
  return loss;
}

}  // namespace headlight
