#pragma once
// Softmax and cross-entropy of next-token prediction in one, since the backward pass of the pair is simply p − 1.
//
// Letters: R rows (positions), V vocabulary. A target of −1 does not count.

#include <span>

#include "tensor/matrix.h"
#include "tensor/token_id.h"

namespace headlight {

/// logits [R, V], targets [R] → probabilities [R, V] (may be the logits' memory). Returns the sum over counted rows of
/// −ln p(target), in nats.
template <class Scalar>
double crossEntropyForward(const ConstMatrixRef<Scalar>& logits, std::span<const TokenId> targets,
                           MatrixRef<Scalar> probabilities);

/// probabilities [R, V], targets [R] → dlogits [R, V] (may be the probabilities' memory) of `factor` times that sum.
template <class Scalar>
void crossEntropyBackward(const ConstMatrixRef<Scalar>& probabilities, std::span<const TokenId> targets, Scalar factor,
                          MatrixRef<Scalar> dlogits);

}  // namespace headlight
