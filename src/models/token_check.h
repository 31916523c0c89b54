#pragma once
// What every Transformer refuses before it runs or learns.

#include <span>

#include "models/trainable_model.h"

namespace headlight {

/// Throws Error "model.token_out_of_range" for an id that is not in [least, d_vocab).
void checkTokens(const ModelConfig& config, std::span<const TokenId> tokens, TokenId least = 0);

/// `tokens` behind `length` others. Throws Error "model.context_full", "model.token_out_of_range", and
/// "internal.failure" for no tokens or logits that are not [V].
void checkForward(const ModelConfig& config, std::span<const TokenId> tokens, Index length,
                  std::span<const float> logits);

/// A text whose end is differentiated. Throws Error "model.context_full", "model.token_out_of_range" (of the end's
/// token too), and "internal.failure" for no tokens.
void checkInputGradients(const ModelConfig& config, std::span<const TokenId> tokens, const EndValue& end);

/// Sizes, lengths and ids of a batch, its sources included. Throws Error "internal.failure" for one that does not fit
/// the workspace or itself, "model.token_out_of_range".
void checkTrainingBatch(const ModelConfig& config, const TrainingBatch& batch, Index largestBatch, Index largestLength);

}  // namespace headlight
