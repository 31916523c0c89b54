#pragma once
// Small recurrent nets for tests.

#include "models/trainable_model.h"
#include "tensor/random.h"

namespace headlight::testing {

/// Widths that fill no register evenly.
inline ModelConfig recurrentConfig(ModelKind kind) {
  ModelConfig config;
  config.kind = kind;
  config.nLayers = 2;
  config.dModel = config.dHidden = 27;
  config.nCtx = 40;
  config.dVocab = 101;
  return config;
}

/// A fresh model's weights with more life in them.
inline std::unique_ptr<TrainableModel> livelyRecurrent(const ModelConfig& config) {
  Parameters parameters = initialParameters(config, 3);
  Random random(9);
  for (float& value : parameters.block()) value += static_cast<float>(0.15 * random.normal());
  return makeModel(config, std::move(parameters));
}

inline std::vector<TokenId> someTokens(Index count, Index vocabulary, std::uint64_t seed = 4) {
  Random random(seed);
  std::vector<TokenId> tokens(static_cast<std::size_t>(count));
  for (TokenId& token : tokens) token = static_cast<TokenId>(random.below(static_cast<std::uint64_t>(vocabulary)));
  return tokens;
}

}  // namespace headlight::testing
