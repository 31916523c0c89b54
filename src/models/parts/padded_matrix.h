#pragma once
// What the buffers of every Transformer's training step are made of.

#include "tensor/aligned_buffer.h"
#include "tensor/matrix.h"

namespace headlight {

/// A matrix that owns its memory, rows a little further apart than they are long: rows that lie a power of two apart
/// would all fall into the same few sets of the cache when a column is read.
class PaddedMatrix {
 public:
  PaddedMatrix() = default;
  PaddedMatrix(Index rows, Index columns);

  /// `count` rows from `first`.
  [[nodiscard]] MatrixRef<float> rows(Index first, Index count) {
    return Eigen::Map<Matrix<float>, 0, Eigen::OuterStride<>>(m_buffer.data() + first * m_stride, count, m_columns,
                                                              Eigen::OuterStride<>(m_stride));
  }
  [[nodiscard]] Index columns() const { return m_columns; }

 private:
  Index m_columns = 0;
  Index m_stride = 0;
  AlignedBuffer<float> m_buffer;
};

/// Where the next sequence's dropout mask starts: masks are drawn eight at a time.
[[nodiscard]] constexpr Index maskStride(Index cells) {
  return (cells + 7) / 8 * 8;
}

}  // namespace headlight
