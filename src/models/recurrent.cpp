#include "models/recurrent.h"

#include <string>
#include <utility>

#include "models/recurrent_forward.h"
#include "models/recurrent_state.h"
#include "models/recurrent_training.h"
#include "tensor/error.h"

namespace headlight {

Recurrent::Recurrent(const ModelConfig& config, Parameters parameters)
    : m_config(config),
      m_parameters(std::move(parameters)),
      m_weights(viewRecurrent(m_config, m_parameters)),
      m_hooks(recurrentHookTable(config)),
      m_points(config) {}

std::unique_ptr<DecodingState> Recurrent::newState() const {
  return std::make_unique<RecurrentState>(m_config);
}

void Recurrent::forward(std::span<const TokenId> tokens, DecodingState& state, const RunOptions& options,
                        std::span<float> logits) const {
  auto& own = dynamic_cast<RecurrentState&>(state);
  const auto rows = static_cast<Index>(tokens.size());
  if (rows < 1) throw Error("internal.failure", {{"what", "a forward call without tokens"}});
  if (static_cast<Index>(logits.size()) != m_config.dVocab) {
    throw Error("internal.failure", {{"what", "room for the logits is not the vocabulary's size"}});
  }
  if (own.length() + rows > m_config.nCtx) {
    throw Error("model.context_full", {{"length", std::to_string(own.length())},
                                       {"added", std::to_string(rows)},
                                       {"n_ctx", std::to_string(m_config.nCtx)}});
  }
  for (const TokenId token : tokens) {
    if (token < 0 || token >= m_config.dVocab) {
      throw Error("model.token_out_of_range",
                  {{"id", std::to_string(token)}, {"d_vocab", std::to_string(m_config.dVocab)}});
    }
  }
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

double Recurrent::lossAndGradients(const TrainingBatch& batch, TrainingWorkspace& workspace, const Dropout& dropout,
                                   ThreadPool* pool, Parameters* gradients) const {
  auto& space = dynamic_cast<RecurrentWorkspace&>(workspace);
  RecurrentTraining step(m_config, m_weights, batch, space, dropout, pool);
  const double loss = step.forward(gradients != nullptr);
  if (gradients) step.backward(*gradients);
  return loss;
}

}  // namespace headlight
