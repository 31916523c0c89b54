#include "tensor/matrix_product.h"

#include <algorithm>

#include "tensor/simd.h"

namespace headlight {

namespace {

using simd::kLanes;
using simd::load;
using simd::Pack;
using simd::store;

// Sums that stay in registers: kRows × kPacks of them, and as many again must be left for operands.
#if defined(__AVX512F__)
constexpr Index kRows = 12;
constexpr Index kPacks = 2;
#else
constexpr Index kRows = 4;
constexpr Index kPacks = 2;
#endif
static_assert(kProductStrip<float> == kPacks * kLanes<float>);
constexpr Index kDepth = 256;  // so that a packed strip of b stays in the first cache

template <class Scalar>
constexpr Index kStrip = kProductStrip<Scalar>;

/// The innermost block: c [Rows, strip] (+)= a [Rows, depth] · b [depth, strip].
template <class Scalar, Index Rows>
void addBlock(Index depth, const Scalar* a, Index aRow, Index aColumn, const Scalar* b, Index bRow, Scalar* c,
              Index cRow, ProductMode mode) {
  Pack<Scalar> sums[Rows][kPacks];
  for (Index r = 0; r < Rows; ++r) {
    for (Index p = 0; p < kPacks; ++p) {
      sums[r][p] = mode == ProductMode::Add ? load<Scalar>(c + r * cRow + p * kLanes<Scalar>) : Pack<Scalar>{};
    }
  }
  for (Index k = 0; k < depth; ++k) {
    Pack<Scalar> right[kPacks];
    for (Index p = 0; p < kPacks; ++p) right[p] = load<Scalar>(b + k * bRow + p * kLanes<Scalar>);
    for (Index r = 0; r < Rows; ++r) {
      const Scalar left = a[r * aRow + k * aColumn];
      for (Index p = 0; p < kPacks; ++p) sums[r][p] += left * right[p];
    }
  }
  for (Index r = 0; r < Rows; ++r) {
    for (Index p = 0; p < kPacks; ++p) store<Scalar>(c + r * cRow + p * kLanes<Scalar>, sums[r][p]);
  }
}

template <class Scalar, Index Rows = kRows>
void addRows(Index rows, Index depth, const Scalar* a, Index aRow, Index aColumn, const Scalar* b, Index bRow,
             Scalar* c, Index cRow, ProductMode mode) {
  if (rows == Rows) return addBlock<Scalar, Rows>(depth, a, aRow, aColumn, b, bRow, c, cRow, mode);
  if constexpr (Rows > 1) addRows<Scalar, Rows - 1>(rows, depth, a, aRow, aColumn, b, bRow, c, cRow, mode);
}

/// Copies b's [depth, columns] to rows of one strip's width, zeros behind the last column.
template <class Scalar>
void packStrip(Index depth, Index columns, Operand<Scalar> b, Scalar* packed) {
  constexpr Index width = kStrip<Scalar>;
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
  for (Index k = 0; k < depth; ++k) {
    const Scalar* from = b.data + k * b.rowStride;
    for (Index n = 0; n < columns; ++n) packed[k * width + n] = from[n * b.columnStride];
  }
}

/// c [M, columns] += a [M, depth] · strip, a narrow last strip by way of a full-width copy of c's block.
template <class Scalar>
void addStrip(Index M, Index columns, Index depth, Operand<Scalar> a, const Scalar* strip, Index stripRow, Scalar* c,
              Index cStride, ProductMode mode) {
  constexpr Index width = kStrip<Scalar>;
  for (Index m = 0; m < M; m += kRows) {
    const Index rows = std::min(kRows, M - m);
    const Scalar* left = a.data + m * a.rowStride;
    Scalar* block = c + m * cStride;
    if (columns == width) {
      addRows<Scalar>(rows, depth, left, a.rowStride, a.columnStride, strip, stripRow, block, cStride, mode);
      continue;
    }
    alignas(64) Scalar whole[kRows * width] = {};
    for (Index r = 0; r < rows; ++r) std::copy(block + r * cStride, block + r * cStride + columns, whole + r * width);
    addRows<Scalar>(rows, depth, left, a.rowStride, a.columnStride, strip, stripRow, whole, width, mode);
    for (Index r = 0; r < rows; ++r) std::copy(whole + r * width, whole + r * width + columns, block + r * cStride);
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
  constexpr Index width = kStrip<Scalar>;
  alignas(64) Scalar packed[kDepth * width];
  for (Index m = 0; K == 0 && mode == ProductMode::Overwrite && m < M; ++m) std::fill_n(c + m * cStride, N, Scalar{0});
  for (Index k = 0; k < K; k += kDepth) {
    const Index depth = std::min(kDepth, K - k);
    const ProductMode blockMode = k == 0 ? mode : ProductMode::Add;
    const Operand<Scalar> left{a.data + k * a.columnStride, a.rowStride, a.columnStride};
    for (Index n = 0; n < N; n += width) {
      const Index columns = std::min(width, N - n);
      const Operand<Scalar> right{b.data + k * b.rowStride + n * b.columnStride, b.rowStride, b.columnStride};
      // Packing pays off once several blocks of rows read the strip again.
      if (columns == width && b.columnStride == 1 && M <= kRows) {
        addStrip(M, columns, depth, left, right.data, right.rowStride, c + n, cStride, blockMode);
      } else {
        packStrip(depth, columns, right, packed);
        addStrip(M, columns, depth, left, static_cast<const Scalar*>(packed), width, c + n, cStride, blockMode);
      }
    }
  }
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
