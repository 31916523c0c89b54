#pragma once
// Holds the gradients of a whole model, which runs in float, against a double reference or against its own loss.

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "models/trainable_model.h"

namespace headlight::test {

/// Normal numbers, larger than those of a fresh model, so that every part matters.
[[nodiscard]] Parameters normalParameters(const ModelConfig& config, double deviation, std::uint64_t stream);

/// `count` tokens of a vocabulary of this size, the same in every run.
[[nodiscard]] std::vector<TokenId> drawnTokens(Index count, Index vocabulary);

/// Mean of −ln p(the next token) over the rows of `logits`; `tokens` is one longer than there are rows.
[[nodiscard]] double nextTokenLoss(std::span<const double> logits, std::span<const TokenId> tokens, Index vocabulary);

/// (loss⁺ − loss⁻) / distance, with `weight` moved by ± step and put back.
[[nodiscard]] double differenceQuotient(float& weight, float step, const std::function<double()>& loss);

/// Four elements of every parameter's gradient against difference quotients of `loss`, which reads the model's weights.
/// What is never learnt (final_logits_bias) is passed over.
void expectElements(TrainableModel& model, const Parameters& gradients, float step, const std::string& what,
                    const std::function<double()>& loss);

/// One text without padding and dropout: the gradients of its next tokens by expectElements. `logits` are the
/// reference's, for all positions of the tokens that it is given.
void expectReferenceGradients(
    const ModelConfig& config, Parameters weights, Index length, const std::string& what,
    const std::function<std::vector<double>(const Parameters&, std::span<const TokenId>)>& logits);

/// The loss rises along the gradient by the gradient's length, with the same dropout on both sides.
void expectSlopeAlongTheGradient(const ModelConfig& config, Parameters weights, const TrainingBatch& batch,
                                 const Dropout& dropout);

}  // namespace headlight::test
