#include "tensor/packed_matrix.h"

#include <algorithm>

namespace headlight {

template <class Scalar>
PackedMatrix<Scalar>::PackedMatrix(Index rows, Index columns)
    : m_rows(rows),
      m_columns(columns),
      m_strips((columns + kWidth - 1) / kWidth),
      m_strip(static_cast<std::size_t>(m_strips * rows * kWidth)) {}

template <class Scalar>
void PackedMatrix<Scalar>::pack(Operand<Scalar> b) {
  Scalar* to = m_strip.data();
  for (Index strip = 0; strip < m_strips; ++strip) {
    const Index columns = std::min(kWidth, m_columns - strip * kWidth);
    const Scalar* from = b.data + strip * kWidth * b.columnStride;
    if (b.columnStride == 1) {
      for (Index k = 0; k < m_rows; ++k) std::copy_n(from + k * b.rowStride, columns, to + k * kWidth);
    } else {  // along the memory of b, column by column
      for (Index n = 0; n < columns; ++n) {
        for (Index k = 0; k < m_rows; ++k) to[k * kWidth + n] = from[n * b.columnStride + k * b.rowStride];
      }
    }
    to += m_rows * kWidth;
  }
}

template <class Scalar>
void PackedMatrix<Scalar>::multiply(Index M, Operand<Scalar> a, Scalar* c, Index cStride, ProductMode mode) const {
  for (Index strip = 0; strip < m_strips; ++strip) {
    const Operand<Scalar> b{m_strip.data() + strip * m_rows * kWidth, kWidth, 1};
    headlight::multiply(M, kWidth, m_rows, a, b, c + strip * kWidth, cStride, mode);
  }
}

template class PackedMatrix<float>;
template class PackedMatrix<double>;

}  // namespace headlight
