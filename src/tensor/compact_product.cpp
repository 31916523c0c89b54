// The products of compact_matrix.h.

#include "tensor/compact_matrix.h"
#include "tensor/compact_numbers.h"
#include "tensor/product_kernel.h"

namespace headlight {

namespace {

using namespace compact;

/// Rows is 1 or the number of lanes, as in matrixTimesVector, whose order of adding this keeps.
template <class Reader, Index Rows>
void dotRows(Index K, const std::byte* w, std::size_t wStride, const float* x, float* y) {
  Floats sums[Rows];
  for (Index r = 0; r < Rows; ++r) sums[r] = Floats{};
  Index k = 0;
  for (; k + kStretch <= K; k += kStretch) {
    const Stretch right = FloatReader::stretch(reinterpret_cast<const std::byte*>(x), k);
    const std::size_t next = static_cast<std::size_t>(Rows) * wStride + Reader::bytesUntil(k);
#pragma GCC unroll 16
    for (Index r = 0; r < Rows; ++r) {
      const std::byte* row = w + static_cast<std::size_t>(r) * wStride;
      // The next rows: these are too short for the processor to see that they go on.
      __builtin_prefetch(row + next, 0, 2);
      const Stretch left = Reader::stretch(row, k);
      for (std::size_t p = 0; p < left.size(); ++p) sums[r] += right[p] * left[p];
    }
  }
  for (; k + kLanes <= K; k += kLanes) {
    const Floats right = simd::load<float>(x + k);
    for (Index r = 0; r < Rows; ++r) sums[r] += right * Reader::pack(w + static_cast<std::size_t>(r) * wStride, k);
  }
  if constexpr (Rows == kLanes) {
    simd::store<float>(y, simd::sums<float>(sums));
  } else {
    y[0] = simd::sum<float>(sums[0]);
  }
  for (; k < K; ++k) {
    for (Index r = 0; r < Rows; ++r) y[r] += x[k] * Reader::one(w + static_cast<std::size_t>(r) * wStride, k);
  }
}

template <class Reader>
void timesVector(const CompactView& w, const float* x, float* y) {
  const std::byte* row = w.data;
  Index n = 0;
  for (; n + kLanes <= w.rows; n += kLanes, row += kLanes * w.stride)
    dotRows<Reader, kLanes>(w.columns, row, w.stride, x, y + n);
  for (; n < w.rows; ++n, row += w.stride) dotRows<Reader, 1>(w.columns, row, w.stride, x, y + n);
}

/// Numbers first … first + depth of `columns` rows of w, turned into one strip [depth, strip], zeros behind the last.
template <class Reader>
void packRows(const CompactView& w, Index first, Index depth, Index columns, float* packed) {
  constexpr Index width = kProductStrip<float>;
  const auto row = [&](Index n) { return w.data + static_cast<std::size_t>(n) * w.stride; };
  if (columns < width) std::fill(packed, packed + depth * width, 0.0F);
  const Index squares = columns / kLanes * kLanes;
  Index k = 0;
  for (; k + kStretch <= depth; k += kStretch) {
    for (Index n = 0; n < squares; n += kLanes) {
      Floats turned[kPacks][kLanes];
      for (Index r = 0; r < kLanes; ++r) {
        const Stretch values = Reader::stretch(row(n + r), first + k);
        for (Index p = 0; p < kPacks; ++p) turned[p][r] = values[static_cast<std::size_t>(p)];
      }
      for (Index p = 0; p < kPacks; ++p) {
        kernel::transpose<float>(turned[p]);
        for (Index r = 0; r < kLanes; ++r) simd::store<float>(packed + (k + p * kLanes + r) * width + n, turned[p][r]);
      }
    }
  }
  for (Index n = 0; n < columns; ++n) {
    for (Index i = n < squares ? k : 0; i < depth; ++i) packed[i * width + n] = Reader::one(row(n), first + i);
  }
}

}  // namespace

void compactTimesVector(const CompactView& w, const float* x, const float* bias, float* y) {
  withReader(w.type, [&](auto reader) { timesVector<decltype(reader)>(w, x, y); });
  for (Index n = 0; bias && n < w.rows; ++n) y[n] += bias[n];
}

void multiplyCompact(Index M, Operand<float> a, const CompactView& w, float* c, Index cStride, ProductMode mode) {
  constexpr Index width = kProductStrip<float>;
  alignas(64) float packed[kernel::kDepth * width];
  withReader(w.type, [&](auto reader) {
    kernel::multiplyStrips(M, w.rows, w.columns, a, c, cStride, mode,
                           [&](Index k, Index depth, Index n, Index columns) {
                             packRows<decltype(reader)>(w.middleRows(n, columns), k, depth, columns, packed);
                             return Operand<float>{packed, width, 1};
                           });
  });
}

}  // namespace headlight
