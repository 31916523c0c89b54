#pragma once
// One step of a long short-term memory (Hochreiter and Schmidhuber 1997; forget gate by Gers and others 2000), as
// torch.nn.LSTM writes it:
//   i = σ(W_i x + U_i h + b_i)   f = σ(…)   g = tanh(…)   o = σ(…)
//   c' = f · c + i · g           h' = o · tanh(c')
// The products are made by the caller for as many rows as it has at once.
//
// Letters: B rows (sequences), H d_hidden. Gates are side by side in the order i, f, g, o.

#include "tensor/matrix.h"

namespace headlight {

/// gates [B, 4H]: the sums before their nonlinearities → after them, in place.
template <class Scalar>
void lstmGatesForward(MatrixRef<Scalar> gates);

/// gates [B, 4H] (activated), cell [B, H] → newCell [B, H] (may be the cell's memory).
template <class Scalar>
void lstmCellForward(const ConstMatrixRef<Scalar>& gates, const ConstMatrixRef<Scalar>& cell,
                     MatrixRef<Scalar> newCell);

/// gates [B, 4H] (activated), newCell [B, H] → tanhCell [B, H] (for the backward pass), hidden [B, H].
template <class Scalar>
void lstmHiddenForward(const ConstMatrixRef<Scalar>& gates, const ConstMatrixRef<Scalar>& newCell,
                       MatrixRef<Scalar> tanhCell, MatrixRef<Scalar> hidden);

/// The three of them in one pass over the numbers: gates are activated in place.
template <class Scalar>
void lstmForward(MatrixRef<Scalar> gates, const ConstMatrixRef<Scalar>& cell, MatrixRef<Scalar> newCell,
                 MatrixRef<Scalar> tanhCell, MatrixRef<Scalar> hidden);

/// Undoes lstmForward. cell, tanhCell and dhidden [B, H]; dcell [B, H] holds the gradient of c' and gets that of c;
/// gates [B, 4H] hold the activated gates and get the gradient of their sums.
template <class Scalar>
void lstmBackward(const ConstMatrixRef<Scalar>& cell, const ConstMatrixRef<Scalar>& tanhCell,
                  const ConstMatrixRef<Scalar>& dhidden, MatrixRef<Scalar> dcell, MatrixRef<Scalar> gates);

}  // namespace headlight
