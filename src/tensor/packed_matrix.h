#pragma once
// The right factor of many small products, laid out once in the strips that matrix_product.h works through: a few rows
// times the same matrix at every step of a recurrent net would else read it with long jumps, or pack it every time.

#include "tensor/aligned_buffer.h"
#include "tensor/matrix_product.h"

namespace headlight {

/// b [K, N], zeros behind the last column up to a whole strip.
template <class Scalar>
class PackedMatrix {
 public:
  PackedMatrix() = default;
  /// Room for K rows and N columns.
  PackedMatrix(Index rows, Index columns);

  /// N rounded up to whole strips.
  [[nodiscard]] Index paddedColumns() const { return m_strips * kWidth; }

  /// Copies b. Allocates nothing.
  void pack(Operand<Scalar> b);

  /// c [M, paddedColumns] = or += a [M, K] · b. Rows of c need room for the padding (a PaddedMatrix has it), which is
  /// set to zero or, with Add, left as it is. M is small (a step's rows).
  void multiply(Index M, Operand<Scalar> a, Scalar* c, Index cStride, ProductMode mode) const;

 private:
  static constexpr Index kWidth = kProductStrip<Scalar>;
  Index m_rows = 0;
  Index m_columns = 0;
  Index m_strips = 0;
  AlignedBuffer<Scalar> m_strip;  ///< [strips, K, width]
};

}  // namespace headlight
