#pragma once
// What a distribution gave to the token that was taken, without sorting it.

#include <functional>
#include <vector>

#include "tensor/token_id.h"

namespace headlight {

struct ChosenShare {
  double probability = 0;  ///< softmax of the logits over the candidates
  double entropyBits = 0;  ///< of the same distribution
};

/// `token` is a candidate and an index of `logits`. In double precision; linear in the vocabulary. Pure.
[[nodiscard]] ChosenShare chosenShare(const std::vector<float>& logits, const std::function<bool(TokenId)>& isCandidate,
                                      TokenId token);

}  // namespace headlight
