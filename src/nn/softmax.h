#pragma once
// Softmax over rows, and the causal mask in front of it.
//
// Letters: R rows (queries), K columns (keys).

#include "tensor/matrix.h"

namespace headlight {

/// Sets scores [R, K] to minus infinity where the key comes after the query. Row r is the query at absolute position
/// `firstPosition + r`, column k the key at position k.
template <class Scalar>
void causalMaskForward(Index firstPosition, MatrixRef<Scalar> scores);

/// scores [R, K] → pattern [R, K]; the two may be the same memory. The largest entry is subtracted first, and a row of
/// minus infinity alone (an intervention's doing) gives zeros.
template <class Scalar>
void softmaxForward(const ConstMatrixRef<Scalar>& scores, MatrixRef<Scalar> pattern);

/// One row: in [n] → out [n] = softmax(in), the two may be the same. Returns ln Σ exp(in).
template <class Scalar>
double softmaxRowForward(const Scalar* in, Index n, Scalar* out);

/// pattern [R, K], dpattern [R, K] → dscores [R, K]; dscores may be dpattern. Masked scores get 0 since pattern is 0.
template <class Scalar>
void softmaxBackward(const ConstMatrixRef<Scalar>& pattern, const ConstMatrixRef<Scalar>& dpattern,
                     MatrixRef<Scalar> dscores);

}  // namespace headlight
