#pragma once
// One step of a plain recurrent net (Elman 1990), as torch.nn.RNN writes it: h' = tanh(W x + U h + b). The products are
// made by the caller for as many rows as it has at once.
//
// Letters: B rows (sequences), H d_hidden.

#include "tensor/matrix.h"

namespace headlight {

/// sums [B, H] → hidden [B, H]; the two may be the same memory.
template <class Scalar>
void rnnForward(const ConstMatrixRef<Scalar>& sums, MatrixRef<Scalar> hidden);

/// hidden [B, H] (the forward pass's output), dhidden [B, H] → dsums [B, H]; any two may be the same memory.
template <class Scalar>
void rnnBackward(const ConstMatrixRef<Scalar>& hidden, const ConstMatrixRef<Scalar>& dhidden, MatrixRef<Scalar> dsums);

}  // namespace headlight
