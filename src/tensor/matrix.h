#pragma once
// Names for Eigen's types as this project uses them. Matrices are row-major: a row is a position (or a vocabulary
// entry), a column a dimension. Vectors multiply from the left: y = x · W with W stored [in, out].
//
// Letters mean the same everywhere: B batch, T positions, C = d_model, H heads, D = d_head, V vocabulary.

#include <cstdint>

#include <Eigen/Core>

namespace headlight {

using Index = Eigen::Index;

template <class Scalar>
using Matrix = Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

template <class Scalar>
using RowVector = Eigen::Matrix<Scalar, 1, Eigen::Dynamic, Eigen::RowMajor>;

/// Borrowed matrices for function borders: rows may be further apart than they are long (a block of columns).
template <class Scalar>
using MatrixRef = Eigen::Ref<Matrix<Scalar>, 0, Eigen::OuterStride<>>;
template <class Scalar>
using ConstMatrixRef = Eigen::Ref<const Matrix<Scalar>, 0, Eigen::OuterStride<>>;
template <class Scalar>
using RowVectorRef = Eigen::Ref<RowVector<Scalar>>;
template <class Scalar>
using ConstRowVectorRef = Eigen::Ref<const RowVector<Scalar>>;

/// Views of memory that something else owns (parameters, scratch space, recorded activations).
template <class Scalar>
using MatrixMap = Eigen::Map<Matrix<Scalar>>;
template <class Scalar>
using ConstMatrixMap = Eigen::Map<const Matrix<Scalar>>;
template <class Scalar>
using RowVectorMap = Eigen::Map<RowVector<Scalar>>;
template <class Scalar>
using ConstRowVectorMap = Eigen::Map<const RowVector<Scalar>>;

}  // namespace headlight
