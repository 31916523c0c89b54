#pragma once
// What the trainer needs of a model beyond running it.

#include <cstdint>
#include <memory>
#include <span>

#include "models/input_gradients.h"
#include "models/language_model.h"

namespace headlight {

/// B sequences of T tokens each, row after row. A target of -1 does not count towards the loss (padding).
struct TrainingBatch {
  Index batch = 0;
  Index length = 0;
  std::span<const TokenId> inputs{};   ///< [B · T]
  std::span<const TokenId> targets{};  ///< [B · T]

  /// Tokens of each row that are no padding, [B]; empty: all T. An encoder does not attend to padding; causal models
  /// never see it before it.
  std::span<const Index> lengths{};
  /// Recurrent: 1 where the state is set to zero before this position (a document begins), [B · T]; empty: nowhere. At
  /// position 0 without a reset the state that row b of this workspace's last step left is carried on.
  std::span<const std::uint8_t> resets{};

  /// Encoder-decoder: what is translated; inputs and targets are the decoder's.
  Index sourceLength = 0;                  ///< S
  std::span<const TokenId> sources{};      ///< [B · S]
  std::span<const Index> sourceLengths{};  ///< [B]; padding behind them is not attended to
};

/// What keeps a model from learning its texts by heart. Inverted dropout (Srivastava and others 2014) after the
/// embedding, attention weights, attention and MLP outputs, in recurrent nets after the embedding and every layer.
/// Masks are a function of (seed, step) alone. Rate 0 switches it off.
struct Dropout {
  float rate = 0;
  std::uint64_t seed = 0;
  std::uint64_t step = 0;
  /// Label smoothing (Szegedy and others 2016; torch's CrossEntropyLoss): the target's share is 1 - ε, and ε is spread
  /// evenly over the whole vocabulary.
  float labelSmoothing = 0;
};

/// All buffers of a training step, allocated once for a largest batch; no allocation in a step after the first.
class TrainingWorkspace {
 public:
  virtual ~TrainingWorkspace() = default;
  /// What a recurrent net carries from one step to the next, as a flat block that checkpoints store and restore; empty
  /// for the others.
  [[nodiscard]] virtual std::span<float> carriedState() { return {}; }
};

class TrainableModel : public LanguageModel {
 public:
  /// Written by the optimizer only, between runs.
  [[nodiscard]] virtual Parameters& weights() = 0;
  [[nodiscard]] virtual std::unique_ptr<TrainingWorkspace> newWorkspace(Index batch, Index length) const = 0;
  /// Mean cross-entropy in nats over the counted targets. With `gradients` (same layout as the weights) it overwrites
  /// them with the gradient of that mean; with null it is an evaluation. The bits do not depend on the pool's threads.
  virtual double lossAndGradients(const TrainingBatch& batch, TrainingWorkspace& workspace, const Dropout& dropout,
                                  ThreadPool* pool, Parameters* gradients) const = 0;
  /// How `end`, behind the last of `tokens` (1 ≤ T ≤ n_ctx, from a fresh state, without dropout), depends on every
  /// position: the backward pass of a training step for one sequence, without the weights' part. Of decoders and
  /// recurrent nets; throws Error "gradient.kind" of the others, "gradient.compact_weights" of a model that only runs,
  /// "model.context_full", "model.token_out_of_range". Any thread.
  [[nodiscard]] virtual InputGradients inputGradients(std::span<const TokenId> tokens, const EndValue& end,
                                                      ThreadPool* pool = nullptr) const;
};

/// Names and shapes of the weights of this kind of model.
[[nodiscard]] ParameterLayout parameterLayout(const ModelConfig& config);

/// A model of `config.kind` on these weights. Throws Error "model.config" or "model.kind_not_supported".
[[nodiscard]] std::unique_ptr<TrainableModel> makeModel(const ModelConfig& config, Parameters parameters);

/// Fresh weights: normal with deviation 0.02, residual outputs scaled by 1/sqrt(2 · n_layers), norms 1, biases 0
/// (Radford and others 2019).
[[nodiscard]] Parameters initialParameters(const ModelConfig& config, std::uint64_t seed);

}  // namespace headlight
