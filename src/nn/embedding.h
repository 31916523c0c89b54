#pragma once
// Rows of a table: token embeddings by id, position embeddings (learned or sinusoidal) by place.
//
// Letters: R rows, V vocabulary (or longest sequence), C = d_model.

#include <span>

#include "tensor/compact_matrix.h"
#include "tensor/matrix.h"
#include "tensor/token_id.h"

namespace headlight {

/// tokens [R], table [V, C] → y [R, C] = the tokens' rows.
template <class Scalar>
void embeddingForward(std::span<const TokenId> tokens, const ConstMatrixRef<Scalar>& table, MatrixRef<Scalar> y);

/// The same of a compact table.
void compactEmbeddingForward(std::span<const TokenId> tokens, const CompactView& table, MatrixRef<float> y);

/// dy [R, C] is added to the tokens' rows of dtable [V, C], in the order of the rows.
template <class Scalar>
void embeddingBackward(std::span<const TokenId> tokens, const ConstMatrixRef<Scalar>& dy, MatrixRef<Scalar> dtable);

/// Positions first, first + 1, … of table [n_ctx, C] → y [R, C].
template <class Scalar>
void positionsForward(Index first, const ConstMatrixRef<Scalar>& table, MatrixRef<Scalar> y);

/// table [n_ctx, C] = the sinusoidal positions of Vaswani and others 2017, section 3.5, in the columns' order of
/// Hugging Face's Marian: the angle is p / 10000^(2i/C), its sines are in the first half of row p (one more if C is
/// odd), its cosines in the second. Computed in double.
template <class Scalar>
void sinusoidalPositions(MatrixRef<Scalar> table);

/// dy [R, C] is added to rows first, first + 1, … of dtable [n_ctx, C].
template <class Scalar>
void positionsBackward(Index first, const ConstMatrixRef<Scalar>& dy, MatrixRef<Scalar> dtable);

}  // namespace headlight
