#pragma once
// The probabilities of a model: the softmax of its logits over all tokens. What may not be drawn keeps its share here;
// only the drawing (generate/sampler.h) leaves tokens out.

#include <span>
#include <vector>

#include "tensor/token_id.h"

namespace headlight {

/// exp(logits) / Σ exp(logits), [V], in double. Pure.
/// Throws Error "sampler.not_finite" for a logit that is no number or +∞, "sampler.no_candidate" where all are −∞.
[[nodiscard]] std::vector<double> softmax(std::span<const float> logits);

/// ln of softmax(), −∞ for a logit of −∞. Throws what softmax() throws.
[[nodiscard]] std::vector<double> logSoftmax(std::span<const float> logits);

/// What a distribution gives to one token.
struct TokenShare {
  double probability = 0;
  double surpriseBits = 0;  ///< −log2 of the probability (Shannon 1948), from the logits: right for tiny ones too
  double entropyBits = 0;   ///< of the whole distribution
};

/// `token` is an index of `logits`. Linear in the vocabulary, without a list. Throws what softmax() throws.
[[nodiscard]] TokenShare tokenShare(std::span<const float> logits, TokenId token);

/// −log2 p, and 0 (not −0) where p is 1.
[[nodiscard]] double surpriseBits(double probability);

}  // namespace headlight
