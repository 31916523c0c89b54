#include "models/parts/padded_matrix.h"

namespace headlight {

namespace {

constexpr Index kFloatsPerLine = 16;

Index paddedStride(Index columns) {
  return (columns + kFloatsPerLine - 1) / kFloatsPerLine * kFloatsPerLine + kFloatsPerLine;
}

}  // namespace

PaddedMatrix::PaddedMatrix(Index rows, Index columns)
    : m_columns(columns), m_stride(paddedStride(columns)), m_buffer(static_cast<std::size_t>(rows * m_stride)) {}

}  // namespace headlight
