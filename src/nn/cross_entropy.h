#pragma once
// Softmax and cross-entropy of next-token prediction in one, since the backward pass of the pair is simply p − 1.
//
// With label smoothing ε (Szegedy and others 2016, section 7; torch's CrossEntropyLoss) the target's share is 1 − ε and
// ε is spread evenly over the whole vocabulary: −Σ q · ln p with q = (1 − ε) · [target] + ε / V.
//
// Letters: R rows (positions), V vocabulary. A target of −1 does not count.

#include <span>

#include "tensor/matrix.h"
#include "tensor/token_id.h"

namespace headlight {

/// logits [R, V], targets [R] → probabilities [R, V] (may be the logits' memory). Returns the sum over counted rows of
/// −Σ q · ln p, in nats; without smoothing that is −ln p(target).
template <class Scalar>
double crossEntropyForward(const ConstMatrixRef<Scalar>& logits, std::span<const TokenId> targets,
                           MatrixRef<Scalar> probabilities, Scalar smoothing = 0);

/// probabilities [R, V], targets [R] → dlogits [R, V] (may be the probabilities' memory) of `factor` times that sum.
template <class Scalar>
void crossEntropyBackward(const ConstMatrixRef<Scalar>& probabilities, std::span<const TokenId> targets, Scalar factor,
                          MatrixRef<Scalar> dlogits, Scalar smoothing = 0);

}  // namespace headlight
