#pragma once
// Matrices of products in the number type of the file that they came from: half the bytes of float32, or a quarter. One
// token at a time is as fast as its weights can be read, so a large model runs faster this way, and takes less room.
//
// A compact matrix holds one row for every output, the numbers that its inputs are multiplied with: w [N, K] for
// y = x · wᵀ. That is how a vocabulary head lies everywhere, and every matrix of a GGUF file.
//
// Every number means exactly one float (Q8_0: scale · integer, 11 and 8 bits). Products compute with those floats, so
// what is computed is what the matrix of floats would give; nothing is rounded to a smaller type on the way.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "tensor/matrix.h"
#include "tensor/matrix_product.h"

namespace headlight {

enum class NumberType {
  Float32,
  Float16,   ///< IEEE 754 binary16
  BFloat16,  ///< the upper half of a float32
  Q8_0,      ///< GGUF's: blocks of 32 numbers, a binary16 scale and 32 signed bytes, 34 bytes
};

/// Numbers that share a scale; a row of Q8_0 has a multiple of them.
inline constexpr Index kQ8Block = 32;

/// "F32", "F16", "BF16", "Q8_0".
[[nodiscard]] std::string_view numberTypeWord(NumberType type);

/// Whether rows of `columns` numbers can be of this type.
[[nodiscard]] bool fitsRows(NumberType type, Index columns);

/// Bytes of such a row; rows follow each other without gaps.
[[nodiscard]] std::size_t rowBytes(NumberType type, Index columns);

/// A borrowed compact matrix, little-endian bytes as they lie in the file.
struct CompactView {
  NumberType type = NumberType::Float32;
  const std::byte* data = nullptr;
  Index rows = 0;          ///< N, outputs
  Index columns = 0;       ///< K, inputs
  std::size_t stride = 0;  ///< bytes from row to row

  /// Rows first … first + count.
  [[nodiscard]] CompactView middleRows(Index first, Index count) const;
  /// Columns first … first + count, where fitsRows(type, first) and fitsRows(type, count).
  [[nodiscard]] CompactView middleColumns(Index first, Index count) const;
};

/// The floats of row `row`, [columns].
void expandRow(const CompactView& w, Index row, float* out);

/// Numbers [columns] to one row of `type`, rounded to nearest; too large ones become infinite (Q8_0: the scale is the
/// largest magnitude / 127, as GGUF's writers choose it).
void compressRow(NumberType type, std::span<const float> numbers, std::byte* out);

/// y [N] = w [N, K] · x [K] + bias; a null bias is none. The bits are those of matrixTimesVector on the floats of w.
void compactTimesVector(const CompactView& w, const float* x, const float* bias, float* y);

/// c [M, N] (rows `cStride` apart) = or += a [M, K] · wᵀ, w [N, K]. The bits are those of multiply() on the floats of
/// w.
void multiplyCompact(Index M, Operand<float> a, const CompactView& w, float* c, Index cStride, ProductMode mode);

}  // namespace headlight
