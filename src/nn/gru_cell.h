#pragma once
// One step of a gated recurrent unit (Cho and others 2014), as torch.nn.GRU writes it:
//   r = σ(W_r x + U_r h + b_r)   z = σ(W_z x + U_z h + b_z)
//   n = tanh(W_n x + b_n + r · (U_n h + b'_n))
//   h' = (1 − z) · n + z · h
// The products are made by the caller for as many rows as it has at once.
//
// Letters: B rows (sequences), H d_hidden. Gates are side by side in the order r, z, n; "inner" is U_n h + b'_n.

#include "tensor/matrix.h"

namespace headlight {

/// gates [B, 3H]: the sums of r and z → after their nonlinearity, in place; the third part is left alone.
template <class Scalar>
void gruGatesForward(MatrixRef<Scalar> gates);

/// inner [B, H]; gates [B, 3H] with r activated: the third part, W_n x + b_n, becomes the candidate n.
template <class Scalar>
void gruCandidateForward(const ConstMatrixRef<Scalar>& inner, MatrixRef<Scalar> gates);

/// gates [B, 3H] (all activated), hidden [B, H] → newHidden [B, H] (may be the hidden's memory).
template <class Scalar>
void gruHiddenForward(const ConstMatrixRef<Scalar>& gates, const ConstMatrixRef<Scalar>& hidden,
                      MatrixRef<Scalar> newHidden);

/// The three of them in one pass over the numbers: gates are activated in place.
template <class Scalar>
void gruForward(MatrixRef<Scalar> gates, const ConstMatrixRef<Scalar>& inner, const ConstMatrixRef<Scalar>& hidden,
                MatrixRef<Scalar> newHidden);

/// Undoes gruForward. hidden [B, H]; dhidden [B, H] holds the gradient of h' and gets the part of h's that does not
/// come through the products; gates [B, 3H] and inner [B, H] get the gradients of their sums.
template <class Scalar>
void gruBackward(const ConstMatrixRef<Scalar>& hidden, MatrixRef<Scalar> dhidden, MatrixRef<Scalar> gates,
                 MatrixRef<Scalar> inner);

}  // namespace headlight
