#pragma once
// The innermost loops of matrix products: rows of a left matrix times a strip of the right one, sums in registers.

#include <algorithm>

#include "tensor/matrix_product.h"
#include "tensor/simd.h"

namespace headlight::kernel {

using simd::kLanes;
using simd::load;
using simd::Pack;
using simd::store;

// Sums that stay in registers: kRows × kPacks of them, and as many again must be left for operands.
#if defined(__AVX512F__)
inline constexpr Index kRows = 12;
#else
inline constexpr Index kRows = 4;
#endif
inline constexpr Index kPacks = 2;
static_assert(kProductStrip<float> == kPacks * kLanes<float>);
inline constexpr Index kDepth = 256;  // so that a packed strip of b stays in the first cache

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

/// c [M, columns] += a [M, depth] · strip, a narrow last strip by way of a full-width copy of c's block.
template <class Scalar>
void addStrip(Index M, Index columns, Index depth, Operand<Scalar> a, const Scalar* strip, Index stripRow, Scalar* c,
              Index cStride, ProductMode mode) {
  constexpr Index width = kProductStrip<Scalar>;
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

/// The part of a product that one packed strip of b serves: calls pack(k, depth, n, columns) for each, which returns
/// the strip [depth, strip] and its row stride, and adds the rows of a times it.
template <class Scalar, class Pack>
void multiplyStrips(Index M, Index N, Index K, Operand<Scalar> a, Scalar* c, Index cStride, ProductMode mode,
                    const Pack& pack) {
  constexpr Index width = kProductStrip<Scalar>;
  for (Index m = 0; K == 0 && mode == ProductMode::Overwrite && m < M; ++m) std::fill_n(c + m * cStride, N, Scalar{0});
  for (Index k = 0; k < K; k += kDepth) {
    const Index depth = std::min(kDepth, K - k);
    const ProductMode blockMode = k == 0 ? mode : ProductMode::Add;
    const Operand<Scalar> left{a.data + k * a.columnStride, a.rowStride, a.columnStride};
    for (Index n = 0; n < N; n += width) {
      const Index columns = std::min(width, N - n);
      const Operand<Scalar> strip = pack(k, depth, n, columns);
      addStrip(M, columns, depth, left, strip.data, strip.rowStride, c + n, cStride, blockMode);
    }
  }
}

/// Turns a square of kLanes registers: lane j of register i goes to lane i of register j.
template <class Scalar, std::size_t Half = 1>
[[gnu::always_inline]] inline void transpose(Pack<Scalar>* rows) {
  constexpr auto lanes = static_cast<std::size_t>(kLanes<Scalar>);
  const auto exchange = []<std::size_t... i>(Pack<Scalar> & a, Pack<Scalar> & b, std::index_sequence<i...>) {
    const Pack<Scalar> low = __builtin_shufflevector(a, b, static_cast<int>((i & Half) ? lanes + (i ^ Half) : i)...);
    b = __builtin_shufflevector(a, b, static_cast<int>((i & Half) ? lanes + i : (i | Half))...);
    a = low;
  };
  for (std::size_t i = 0; i < lanes; ++i) {
    if ((i & Half) == 0) exchange(rows[i], rows[i | Half], std::make_index_sequence<lanes>{});
  }
  if constexpr (2 * Half < lanes) transpose<Scalar, 2 * Half>(rows);
}

}  // namespace headlight::kernel
