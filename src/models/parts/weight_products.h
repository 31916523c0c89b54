#pragma once
// The products of linear.h and the rows of embedding.h for weights that are floats or compact.

#include <span>

#include "models/parameters.h"
#include "tensor/thread_pool.h"
#include "tensor/token_id.h"

namespace headlight {

/// x [R, K] times a matrix of use Linear, bias [N] (empty: none) → y [R, N].
void weightForward(const ConstMatrixRef<float>& x, const WeightView& w, std::span<const float> bias, MatrixRef<float> y,
                   ThreadPool* pool);

/// The same for outputs first … first + y.cols() of the matrix; `bias` are theirs.
void weightForward(const ConstMatrixRef<float>& x, const WeightView& w, Index first, std::span<const float> bias,
                   MatrixRef<float> y, ThreadPool* pool);

/// x [R, K] times a matrix of use Head → y [R, V].
void weightHeadForward(const ConstMatrixRef<float>& x, const WeightView& w, MatrixRef<float> y, ThreadPool* pool);

/// Rows of a matrix of use Head that is the token embedding too.
void weightRows(std::span<const TokenId> tokens, const WeightView& table, MatrixRef<float> y);

}  // namespace headlight
