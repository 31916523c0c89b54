#pragma once
// Products for the shapes of small Transformers: a few rows to a few thousand, tens to thousands of columns. No
// allocation. Every output element is one chain of multiply-adds over k = 0, 1, 2, …, so its bits depend neither on the
// other rows and columns of the call nor on how a caller cuts the work into chunks.
//
// Register blocking after Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication" (ACM TOMS 2008).

#include "tensor/matrix.h"
#include "tensor/simd.h"

namespace headlight {

/// A matrix to read, element (r, c) at data[r · rowStride + c · columnStride]; one of the strides is usually 1.
template <class Scalar>
struct Operand {
  const Scalar* data = nullptr;
  Index rowStride = 0;
  Index columnStride = 1;

  [[nodiscard]] Operand transposed() const { return {data, columnStride, rowStride}; }
};

template <class Scalar>
[[nodiscard]] Operand<Scalar> operandOf(const ConstMatrixRef<Scalar>& matrix) {
  return {matrix.data(), matrix.outerStride(), 1};
}

/// Columns that are worked on at once.
template <class Scalar>
inline constexpr Index kProductStrip = 2 * simd::kLanes<Scalar>;

enum class ProductMode {
  Overwrite,  ///< c = a · b
  Add,        ///< c += a · b
};

/// c [M, N] (rows `cStride` apart) from a [M, K] and b [K, N]. c overlaps neither.
template <class Scalar>
void multiply(Index M, Index N, Index K, Operand<Scalar> a, Operand<Scalar> b, Scalar* c, Index cStride,
              ProductMode mode);

/// y [N] = bias [N] + x [K] · w [K, N]; a null bias is zero. Rows of w are `wStride` apart.
template <class Scalar>
void vectorTimesMatrix(Index N, Index K, const Scalar* x, const Scalar* w, Index wStride, const Scalar* bias,
                       Scalar* y);

/// y [N] = w [N, K] · x [K]: N dot products, each summed lane by lane (so other bits than `multiply` gives).
template <class Scalar>
void matrixTimesVector(Index N, Index K, const Scalar* w, Index wStride, const Scalar* x, Scalar* y);

}  // namespace headlight
