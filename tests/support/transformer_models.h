#pragma once
// Small encoders and encoder-decoders with more life in them than fresh ones, for tests.

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "models/trainable_model.h"
#include "tensor/error.h"
#include "tensor/random.h"

namespace headlight::test {

inline ModelConfig smallEncoder(bool tied = true) {
  ModelConfig config;
  config.kind = ModelKind::Encoder;
  config.nLayers = 2;
  config.nHeads = 2;
  config.dModel = 12;
  config.dMlp = 20;
  config.nCtx = 11;
  config.dVocab = 23;
  config.nSegments = 3;
  config.activation = Activation::Gelu;
  config.layerNormEpsilon = 1e-3F;
  config.tiedHead = tied;
  config.padToken = 0;
  return config;
}

inline ModelConfig smallEncoderDecoder(Activation activation = Activation::Swish) {
  ModelConfig config = smallEncoder();
  config.kind = ModelKind::EncoderDecoder;
  config.nSegments = ModelConfig{}.nSegments;
  config.nDecoderLayers = 3;
  config.activation = activation;
  config.scaledEmbedding = true;
  config.positions = Positions::Sinusoidal;
  config.startToken = 0;
  config.endToken = 1;
  return config;
}

/// Of one layer a side, wide enough that a pool of threads is really used.
inline ModelConfig wide(ModelConfig config) {
  config.dModel = 192;
  config.nHeads = 4;
  config.dMlp = 1536;
  config.nCtx = 40;
  config.dVocab = 3001;
  config.nLayers = 1;
  config.nDecoderLayers = std::min<Index>(config.nDecoderLayers, 1);
  return config;
}

inline std::unique_ptr<TrainableModel> livelyModel(const ModelConfig& config, double deviation = 0.25) {
  Parameters parameters = initialParameters(config, 3);
  Random random(9);
  for (float& value : parameters.block()) value += static_cast<float>(deviation * random.normal());
  return makeModel(config, std::move(parameters));
}

/// A change that a norm behind it does not undo, as it would a scale or a shift.
inline float bend(float x) {
  return x > 0 ? 2 * x : x;
}

inline std::vector<TokenId> randomTokens(Index count, Index vocabulary, std::uint64_t seed = 4) {
  Random random(seed);
  std::vector<TokenId> tokens(static_cast<std::size_t>(count));
  for (TokenId& token : tokens) token = static_cast<TokenId>(random.below(static_cast<std::uint64_t>(vocabulary)));
  return tokens;
}

inline std::string codeOf(const std::function<void()>& body) {
  try {
    body();
  } catch (const Error& error) {
    return error.code();
  }
  return "";
}

/// Largest difference over max(1, largest of b).
inline float errorOf(const std::vector<float>& a, const std::vector<float>& b) {
  float largest = 1;
  float error = a.size() == b.size() ? 0.0F : 1.0F;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    largest = std::max(largest, std::abs(b[i]));
    error = std::max(error, std::abs(a[i] - b[i]));
  }
  return error / largest;
}

/// The batches that the gradient and thread tests train on: B rows of T, each with another length.
struct OwnedBatch {
  std::vector<TokenId> inputs{}, targets{}, sources{};
  std::vector<Index> lengths{}, sourceLengths{};
  Index batch = 0, length = 0, sourceLength = 0;

  [[nodiscard]] TrainingBatch view() const {
    TrainingBatch view;
    view.batch = batch;
    view.length = length;
    view.inputs = inputs;
    view.targets = targets;
    view.lengths = lengths;
    view.sourceLength = sourceLength;
    view.sources = sources;
    view.sourceLengths = sourceLengths;
    return view;
  }
};

/// Every third real position is hidden and counts.
inline OwnedBatch maskedBatch(const ModelConfig& config, Index batch, Index length) {
  OwnedBatch made{.inputs = randomTokens(batch * length, config.dVocab), .batch = batch, .length = length};
  made.targets.assign(made.inputs.size(), -1);
  for (Index b = 0; b < batch; ++b) {
    made.lengths.push_back(length - b % std::max<Index>(1, length / 2));
    for (Index t = b % 3; t < made.lengths.back(); t += 3) {
      made.targets[static_cast<std::size_t>(b * length + t)] = static_cast<TokenId>((7 * b + t) % config.dVocab);
    }
  }
  return made;
}

inline OwnedBatch pairBatch(const ModelConfig& config, Index batch, Index length, Index sourceLength) {
  OwnedBatch made{.inputs = randomTokens(batch * length, config.dVocab, 5),
                  .targets = randomTokens(batch * length, config.dVocab, 6),
                  .sources = randomTokens(batch * sourceLength, config.dVocab, 7),
                  .batch = batch,
                  .length = length,
                  .sourceLength = sourceLength};
  for (Index b = 0; b < batch; ++b) {
    made.lengths.push_back(length - b % std::max<Index>(1, length / 2));
    made.sourceLengths.push_back(sourceLength - (2 * b) % std::max<Index>(1, sourceLength / 2));
    for (Index t = made.lengths.back(); t < length; ++t) made.targets[static_cast<std::size_t>(b * length + t)] = -1;
  }
  return made;
}

}  // namespace headlight::test
