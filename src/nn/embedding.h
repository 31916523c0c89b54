#pragma once
// Rows of a table: token embeddings by id, learned position embeddings by place.
//
// Letters: R rows, V vocabulary (or longest sequence), C = d_model.

#include <span>

#include "tensor/matrix.h"
#include "tensor/token_id.h"

namespace headlight {

/// tokens [R], table [V, C] → y [R, C] = the tokens' rows.
template <class Scalar>
void embeddingForward(std::span<const TokenId> tokens, const ConstMatrixRef<Scalar>& table, MatrixRef<Scalar> y);

/// dy [R, C] is added to the tokens' rows of dtable [V, C], in the order of the rows.
template <class Scalar>
void embeddingBackward(std::span<const TokenId> tokens, const ConstMatrixRef<Scalar>& dy, MatrixRef<Scalar> dtable);

/// Positions first, first + 1, … of table [n_ctx, C] → y [R, C].
template <class Scalar>
void positionsForward(Index first, const ConstMatrixRef<Scalar>& table, MatrixRef<Scalar> y);

/// dy [R, C] is added to rows first, first + 1, … of dtable [n_ctx, C].
template <class Scalar>
void positionsBackward(Index first, const ConstMatrixRef<Scalar>& dy, MatrixRef<Scalar> dtable);

}  // namespace headlight
