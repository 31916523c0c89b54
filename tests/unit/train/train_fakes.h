#pragma once
// Stand-ins for the trainer's partners: a model small enough to be written out here, a sink that remembers.

#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "tensor/error.h"
#include "text/models/word_level.h"
#include "train/trainer.h"

namespace headlight::testing {

/// Vocabulary of the special pieces, the letters and the full stop.
inline WordLevelTokenizer letterTokenizer() {
  std::vector<std::string> vocabulary(std::begin(kSpecialPieces), std::end(kSpecialPieces));
  for (char letter = 'a'; letter <= 'z'; ++letter) vocabulary.emplace_back(1, letter);
  vocabulary.emplace_back(".");
  return WordLevelTokenizer(std::move(vocabulary));
}

/// Logits are a row of one matrix [V, V], chosen by the token before, plus a bias: the smallest trainable model.
class BigramModel : public TrainableModel {
 public:
  explicit BigramModel(Index vocabulary, Index context = 8) : m_parameters(layout(vocabulary)) {
    m_config.nCtx = context;
    m_config.dVocab = vocabulary;
  }

  static ParameterLayout layout(Index vocabulary) {
    ParameterLayout layout;
    layout.addMatrix("table", vocabulary, vocabulary);
    layout.addVector("bias", vocabulary);
    return layout;
  }

  const ModelConfig& config() const override { return m_config; }
  const Parameters& parameters() const override { return m_parameters; }
  const HookTable& hooks() const override { return m_hooks; }
  std::unique_ptr<DecodingState> newState() const override { return nullptr; }
  void forward(std::span<const TokenId>, DecodingState&, const RunOptions&, std::span<float>) const override {}
  Parameters& weights() override { return m_parameters; }
  std::unique_ptr<TrainingWorkspace> newWorkspace(Index, Index) const override {
    return std::make_unique<TrainingWorkspace>();
  }

  double lossAndGradients(const TrainingBatch& batch, TrainingWorkspace&, const Dropout& dropout, ThreadPool*,
                          Parameters* gradients) const override {
    lastDropout = dropout;
    if (gradients == nullptr && onEvaluation) onEvaluation();
    if (gradients != nullptr) std::fill(gradients->block().begin(), gradients->block().end(), 0.0F);
    Index counted = 0;
    for (const TokenId target : batch.targets) counted += target >= 0 ? 1 : 0;
    double loss = 0;
    for (Index i = 0; i < batch.batch * batch.length; ++i)
      if (batch.targets[i] >= 0) loss += one(batch.inputs[i], batch.targets[i], counted, gradients);
    return poison + loss / static_cast<double>(counted);
  }

  mutable Dropout lastDropout;
  double poison = 0;  ///< added to every loss
  std::function<void()> onEvaluation{};

 private:
  double one(TokenId input, TokenId target, Index counted, Parameters* gradients) const {
    const Eigen::RowVectorXd logits =
        (m_parameters.matrix("table").row(input) + m_parameters.matrix("bias").row(0)).cast<double>();
    const Eigen::RowVectorXd exponentials = (logits.array() - logits.maxCoeff()).exp();
    Eigen::RowVectorXd probabilities = exponentials / exponentials.sum();
    const double loss = -std::log(probabilities[target]);
    if (gradients != nullptr) {
      probabilities[target] -= 1;
      const Eigen::RowVectorXf gradient = (probabilities / static_cast<double>(counted)).cast<float>();
      gradients->matrix("table").row(input) += gradient;
      gradients->matrix("bias").row(0) += gradient;
    }
    return loss;
  }

  ModelConfig m_config;
  Parameters m_parameters;
  HookTable m_hooks;
};

/// Keeps the last state it was given, and can ask for a stop when it has seen enough.
class MemorySink : public CheckpointSink {
 public:
  void save(const TrainingState& state) override {
    last = state;
    ++saved;
  }
  TrainingState last;
  int saved = 0;
};

inline std::vector<float> blockOf(const Parameters& parameters) {
  return {parameters.block().begin(), parameters.block().end()};
}

/// The code of the Error that `call` throws; empty if it throws none.
template <class Call>
std::string errorCodeOf(const Call& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.code();
  }
  return {};
}

/// The sentence of it.
template <class Call>
std::string errorTextOf(const Call& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

}  // namespace headlight::testing
