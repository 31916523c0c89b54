#pragma once
// Scaled dot-product attention of one head in small steps (Vaswani and others 2017, equation 1): score, then mask and
// softmax (softmax.h), then mix. Projections in front and the output map behind are linear.h.
//
// Letters: R queries, K keys, D = d_head. Heads lie side by side in a row of d_model, so rows may be further apart than
// they are long.

#include "tensor/matrix.h"

namespace headlight {

/// q [R, D], k [K, D] → scores [R, K] = q · kᵀ / sqrt(D), or q · kᵀ alone where they are not `scaled`.
template <class Scalar>
void scoreForward(const ConstMatrixRef<Scalar>& q, const ConstMatrixRef<Scalar>& k, MatrixRef<Scalar> scores,
                  bool scaled = true);

/// dscores [R, K] (scaled in place), q, k → dq [R, D], dk [K, D]; dq is overwritten, dk added to.
template <class Scalar>
void scoreBackward(MatrixRef<Scalar> dscores, const ConstMatrixRef<Scalar>& q, const ConstMatrixRef<Scalar>& k,
                   MatrixRef<Scalar> dq, MatrixRef<Scalar> dk, bool scaled = true);

/// pattern [R, K], v [K, D] → z [R, D] = pattern · v.
template <class Scalar>
void mixForward(const ConstMatrixRef<Scalar>& pattern, const ConstMatrixRef<Scalar>& v, MatrixRef<Scalar> z);

/// dz [R, D], pattern, v → dpattern [R, K] overwritten, dv [K, D] added to.
template <class Scalar>
void mixBackward(const ConstMatrixRef<Scalar>& dz, const ConstMatrixRef<Scalar>& pattern,
                 const ConstMatrixRef<Scalar>& v, MatrixRef<Scalar> dpattern, MatrixRef<Scalar> dv);

}  // namespace headlight
