#pragma once
// The affine map y = x · w + bias, and the vocabulary head, whose matrix is stored the other way round.
//
// Letters: R rows (positions), K inputs, N outputs, V vocabulary.

#include <span>

#include "tensor/compact_matrix.h"
#include "tensor/matrix.h"
#include "tensor/thread_pool.h"

namespace headlight {

/// x [R, K], w [K, N], bias [N] (empty: none) → y [R, N].
template <class Scalar>
void linearForward(const ConstMatrixRef<Scalar>& x, const ConstMatrixRef<Scalar>& w, std::span<const Scalar> bias,
                   MatrixRef<Scalar> y, ThreadPool* pool = nullptr);

/// dy [R, N], wTransposed [N, K] → dx [R, K]. A training step transposes the weights once for all its sequences.
template <class Scalar>
void linearBackwardInput(const ConstMatrixRef<Scalar>& dy, const ConstMatrixRef<Scalar>& wTransposed,
                         MatrixRef<Scalar> dx, ThreadPool* pool = nullptr);

/// x [R, K], dy [R, N] → dw [K, N], dbias [N] (empty: none), overwritten. Chunks are columns; each sums over all R.
template <class Scalar>
void linearBackwardWeights(const ConstMatrixRef<Scalar>& x, const ConstMatrixRef<Scalar>& dy, MatrixRef<Scalar> dw,
                           std::span<Scalar> dbias, ThreadPool* pool = nullptr);

/// x [R, K], w [V, K] → y [R, V] = x · wᵀ.
template <class Scalar>
void headForward(const ConstMatrixRef<Scalar>& x, const ConstMatrixRef<Scalar>& w, MatrixRef<Scalar> y,
                 ThreadPool* pool = nullptr);

/// x [R, K], compact w [N, K], bias [N] (empty: none) → y [R, N] = x · wᵀ + bias: linearForward and headForward alike.
void compactForward(const ConstMatrixRef<float>& x, const CompactView& w, std::span<const float> bias,
                    MatrixRef<float> y, ThreadPool* pool = nullptr);

/// dy [R, V], w [V, K] → dx [R, K].
template <class Scalar>
void headBackwardInput(const ConstMatrixRef<Scalar>& dy, const ConstMatrixRef<Scalar>& w, MatrixRef<Scalar> dx,
                       ThreadPool* pool = nullptr);

/// x [R, K], dy [R, V] → dw [V, K], overwritten.
template <class Scalar>
void headBackwardWeights(const ConstMatrixRef<Scalar>& x, const ConstMatrixRef<Scalar>& dy, MatrixRef<Scalar> dw,
                         ThreadPool* pool = nullptr);

}  // namespace headlight
