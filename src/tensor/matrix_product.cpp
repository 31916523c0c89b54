#include "tensor/matrix_product.h"

#include <algorithm>
#include <type_traits>

#include "tensor/product_kernel.h"
#include "tensor/simd.h"

namespace headlight {

namespace {

using kernel::kDepth;
using kernel::kPacks;
using kernel::kRows;
using simd::kLanes;
using simd::load;
using simd::Pack;
using simd::store;

/// Strips of a matrix whose columns are contiguous (a transposed one), a square of registers at a time.
template <class Scalar>
void packTransposed(Index depth, Index columns, const Scalar* from, Index columnStride, Scalar* packed) {
  constexpr Index lanes = kLanes<Scalar>;
  constexpr Index width = kProductStrip<Scalar>;
  const Index squares = columns / lanes * lanes;
  Index k = 0;
  for (; k + lanes <= depth; k += lanes) {
    for (Index n = 0; n < squares; n += lanes) {
      Pack<Scalar> rows[lanes];
      for (Index r = 0; r < lanes; ++r) rows[r] = load<Scalar>(from + (n + r) * columnStride + k);
      kernel::transpose<Scalar>(rows);
      for (Index r = 0; r < lanes; ++r) store<Scalar>(packed + (k + r) * width + n, rows[r]);
    }
    for (Index n = squares; n < columns; ++n) {
      for (Index r = k; r < k + lanes; ++r) packed[r * width + n] = from[n * columnStride + r];
    }
  }
  for (; k < depth; ++k) {
    for (Index n = 0; n < columns; ++n) packed[k * width + n] = from[n * columnStride + k];
  }
}

/// Copies b's [depth, columns] to rows of one strip's width, zeros behind the last column.
template <class Scalar>
void packStrip(Index depth, Index columns, Operand<Scalar> b, Scalar* packed) {
  constexpr Index width = kProductStrip<Scalar>;
  if (columns < width) std::fill(packed, packed + depth * width, Scalar{0});
  if (b.columnStride == 1 && columns == width) {
    for (Index k = 0; k < depth; ++k) {
      for (Index p = 0; p < kPacks; ++p) {
        const Index at = p * kLanes<Scalar>;
        store<Scalar>(packed + k * width + at, load<Scalar>(b.data + k * b.rowStride + at));
      }
    }
    return;
  }
  if (b.rowStride == 1) return packTransposed(depth, columns, b.data, b.columnStride, packed);
  for (Index k = 0; k < depth; ++k) {
    const Scalar* from = b.data + k * b.rowStride;
    for (Index n = 0; n < columns; ++n) packed[k * width + n] = from[n * b.columnStride];
  }
}

template <class Scalar, Index Packs>
void vectorTimesColumns(Index K, const Scalar* x, const Scalar* w, Index wStride, const Scalar* bias, Scalar* y) {
  constexpr Index lanes = kLanes<Scalar>;
  Pack<Scalar> sums[Packs];
  for (Index p = 0; p < Packs; ++p) sums[p] = bias ? load<Scalar>(bias + p * lanes) : Pack<Scalar>{};
  for (Index k = 0; k < K; ++k) {
    const Scalar factor = x[k];
    for (Index p = 0; p < Packs; ++p) sums[p] += factor * load<Scalar>(w + k * wStride + p * lanes);
  }
  for (Index p = 0; p < Packs; ++p) store<Scalar>(y + p * lanes, sums[p]);
}

/// Rows is 1 or the number of lanes; a dot product's bits are the same either way.
template <class Scalar, Index Rows>
void dotRows(Index K, const Scalar* w, Index wStride, const Scalar* x, Scalar* y) {
  constexpr Index lanes = kLanes<Scalar>;
  Pack<Scalar> sums[Rows];
  for (Index r = 0; r < Rows; ++r) sums[r] = Pack<Scalar>{};
  Index k = 0;
  for (; k + lanes <= K; k += lanes) {
    const Pack<Scalar> right = load<Scalar>(x + k);
    for (Index r = 0; r < Rows; ++r) sums[r] += right * load<Scalar>(w + r * wStride + k);
  }
  if constexpr (Rows == lanes) {
    store<Scalar>(y, simd::sums<Scalar>(sums));
  } else {
    y[0] = simd::sum<Scalar>(sums[0]);
  }
  for (; k < K; ++k) {
    for (Index r = 0; r < Rows; ++r) y[r] += x[k] * w[r * wStride + k];
  }
}

}  // namespace

template <class Scalar>
void multiply(Index M, Index N, Index K, Operand<Scalar> a, Operand<Scalar> b, Scalar* c, Index cStride,
              ProductMode mode) {
  constexpr Index width = kProductStrip<Scalar>;
  alignas(64) Scalar packed[kDepth * width];
  kernel::multiplyStrips(M, N, K, a, c, cStride, mode, [&](Index k, Index depth, Index n, Index columns) {
    const Operand<Scalar> right{b.data + k * b.rowStride + n * b.columnStride, b.rowStride, b.columnStride};
    // Packing pays off once several blocks of rows read the strip again.
    if (columns == width && b.columnStride == 1 && M <= kRows) return right;
    packStrip(depth, columns, right, packed);
    return Operand<Scalar>{packed, width, 1};
  });
}

template <class Scalar>
void vectorTimesMatrix(Index N, Index K, const Scalar* x, const Scalar* w, Index wStride, const Scalar* bias,
                       Scalar* y) {
  constexpr Index lanes = kLanes<Scalar>;
  Index n = 0;
  const auto columns = [&](auto packs) {
    constexpr Index count = decltype(packs)::value;
    for (; n + count * lanes <= N; n += count * lanes) {
      vectorTimesColumns<Scalar, count>(K, x, w + n, wStride, bias ? bias + n : nullptr, y + n);
    }
  };
  columns(std::integral_constant<Index, 8>{});
  columns(std::integral_constant<Index, 4>{});
  columns(std::integral_constant<Index, 1>{});
  for (; n < N; ++n) {
    Scalar total = bias ? bias[n] : Scalar{0};
    for (Index k = 0; k < K; ++k) total += x[k] * w[k * wStride + n];
    y[n] = total;
  }
}

template <class Scalar>
void matrixTimesVector(Index N, Index K, const Scalar* w, Index wStride, const Scalar* x, Scalar* y) {
  Index n = 0;
  constexpr Index lanes = kLanes<Scalar>;
  for (; n + lanes <= N; n += lanes) dotRows<Scalar, lanes>(K, w + n * wStride, wStride, x, y + n);
  for (; n < N; ++n) dotRows<Scalar, 1>(K, w + n * wStride, wStride, x, y + n);
}

#define HEADLIGHT_INSTANTIATE(Scalar)                                                                                 \
  template void multiply<Scalar>(Index, Index, Index, Operand<Scalar>, Operand<Scalar>, Scalar*, Index, ProductMode); \
  template void vectorTimesMatrix<Scalar>(Index, Index, const Scalar*, const Scalar*, Index, const Scalar*, Scalar*); \
  template void matrixTimesVector<Scalar>(Index, Index, const Scalar*, Index, const Scalar*, Scalar*);
HEADLIGHT_INSTANTIATE(float)
HEADLIGHT_INSTANTIATE(double)
#undef HEADLIGHT_INSTANTIATE

}  // namespace headlight
