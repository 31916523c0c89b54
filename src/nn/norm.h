#pragma once
// The norms of norm_kind.h in the three steps whose results the hook points show: scale [R]; normalized = x, or what
// the norm makes of it, divided by the scale; y = normalized · weight + bias. The functions that take a kind differ by
// norm; they need one that has a scale (partsOf). The equations are in norm.cpp.
//
// Letters: R rows (positions), C columns (d_model).

#include <span>

#include "nn/norm_kind.h"
#include "tensor/matrix.h"

namespace headlight {

/// x [R, C] → undivided [R, C], scale [R].
template <class Scalar>
void normScaleForward(NormKind kind, const ConstMatrixRef<Scalar>& x, Scalar epsilon, MatrixRef<Scalar> undivided,
                      std::span<Scalar> scale);

/// undivided [R, C] is divided in place by scale [R].
template <class Scalar>
void normDivideForward(std::span<const Scalar> scale, MatrixRef<Scalar> undivided);

/// normalized [R, C], weight [C], bias [C] or empty → y [R, C].
template <class Scalar>
void normAffineForward(const ConstMatrixRef<Scalar>& normalized, std::span<const Scalar> weight,
                       std::span<const Scalar> bias, MatrixRef<Scalar> y);

/// dy [R, C] with the forward pass's normalized [R, C], scale [R] and weight [C] → dx [R, C] is added to.
template <class Scalar>
void normBackwardInput(NormKind kind, const ConstMatrixRef<Scalar>& dy, const ConstMatrixRef<Scalar>& normalized,
                       std::span<const Scalar> scale, std::span<const Scalar> weight, MatrixRef<Scalar> dx);

/// dy [R, C], normalized [R, C] → dweight [C], dbias [C] or empty, overwritten.
template <class Scalar>
void normBackwardWeights(const ConstMatrixRef<Scalar>& dy, const ConstMatrixRef<Scalar>& normalized,
                         std::span<Scalar> dweight, std::span<Scalar> dbias);

}  // namespace headlight
