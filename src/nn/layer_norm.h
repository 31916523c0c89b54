#pragma once
// Layer normalisation (Ba, Kiros, Hinton 2016) in the three steps whose results the hook points show:
// scale = sqrt(variance + epsilon), normalized = (x − mean) / scale, y = normalized · weight + bias.
//
// Letters: R rows (positions), C columns (d_model). The variance is that of the population (divided by C).

#include <span>

#include "tensor/matrix.h"

namespace headlight {

/// x [R, C] → centered [R, C] = x − mean, scale [R].
template <class Scalar>
void layerNormScaleForward(const ConstMatrixRef<Scalar>& x, Scalar epsilon, MatrixRef<Scalar> centered,
                           std::span<Scalar> scale);

/// centered [R, C] is divided in place by scale [R].
template <class Scalar>
void layerNormDivideForward(std::span<const Scalar> scale, MatrixRef<Scalar> centered);

/// normalized [R, C], weight [C], bias [C] → y [R, C].
template <class Scalar>
void layerNormAffineForward(const ConstMatrixRef<Scalar>& normalized, std::span<const Scalar> weight,
                            std::span<const Scalar> bias, MatrixRef<Scalar> y);

/// dy [R, C] with the forward pass's normalized [R, C], scale [R] and weight [C] → dx [R, C] is added to.
template <class Scalar>
void layerNormBackwardInput(const ConstMatrixRef<Scalar>& dy, const ConstMatrixRef<Scalar>& normalized,
                            std::span<const Scalar> scale, std::span<const Scalar> weight, MatrixRef<Scalar> dx);

/// dy [R, C], normalized [R, C] → dweight [C], dbias [C], overwritten.
template <class Scalar>
void layerNormBackwardWeights(const ConstMatrixRef<Scalar>& dy, const ConstMatrixRef<Scalar>& normalized,
                              std::span<Scalar> dweight, std::span<Scalar> dbias);

}  // namespace headlight
