#include "tensor/compact_matrix.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "tensor/compact_numbers.h"

namespace headlight {

namespace {

using namespace compact;

/// The signed byte nearest to a value, ties away from zero as GGUF's writers round.
std::int8_t nearestByte(float value) {
  return static_cast<std::int8_t>(std::clamp(std::round(value), -127.0F, 127.0F));
}

void compressBlock(const float* numbers, std::byte* out) {
  float largest = 0;
  for (Index i = 0; i < kQ8Block; ++i) largest = std::max(largest, std::abs(numbers[i]));
  const float scale = largest / 127.0F;
  const float inverse = scale > 0 ? 1.0F / scale : 0.0F;
  const Eigen::half stored(scale);
  std::memcpy(out, &stored, sizeof stored);
  for (Index i = 0; i < kQ8Block; ++i) out[2 + i] = static_cast<std::byte>(nearestByte(numbers[i] * inverse));
}

template <class Small>
void compressNumbers(std::span<const float> numbers, std::byte* out) {
  for (const float number : numbers) {
    const Small small(number);
    std::memcpy(out, &small, sizeof small);
    out += sizeof small;
  }
}

}  // namespace

std::string_view numberTypeWord(NumberType type) {
  switch (type) {
    case NumberType::Float32:
      return "F32";
    case NumberType::Float16:
      return "F16";
    case NumberType::BFloat16:
      return "BF16";
    case NumberType::Q8_0:
      return "Q8_0";
  }
  return "";
}

bool fitsRows(NumberType type, Index columns) {
  return type != NumberType::Q8_0 || columns % kQ8Block == 0;
}

std::size_t rowBytes(NumberType type, Index columns) {
  const auto count = static_cast<std::size_t>(columns);
  switch (type) {
    case NumberType::Float32:
      return 4 * count;
    case NumberType::Float16:
    case NumberType::BFloat16:
      return 2 * count;
    case NumberType::Q8_0:
      return count / kQ8Block * kQ8BlockBytes;
  }
  return 0;
}

CompactView CompactView::middleRows(Index first, Index count) const {
  return {type, data + static_cast<std::size_t>(first) * stride, count, columns, stride};
}

CompactView CompactView::middleColumns(Index first, Index count) const {
  return {type, data + rowBytes(type, first), rows, count, stride};
}

void expandRow(const CompactView& w, Index row, float* out) {
  const std::byte* from = w.middleRows(row, 1).data;
  withReader(w.type, [&](auto reader) { expandNumbers<decltype(reader)>(from, 0, w.columns, out); });
}

void compressRow(NumberType type, std::span<const float> numbers, std::byte* out) {
  switch (type) {
    case NumberType::Float32:
      std::memcpy(out, numbers.data(), numbers.size_bytes());
      return;
    case NumberType::Float16:
      return compressNumbers<Eigen::half>(numbers, out);
    case NumberType::BFloat16:
      return compressNumbers<Eigen::bfloat16>(numbers, out);
    case NumberType::Q8_0:
      for (std::size_t i = 0; i + kQ8Block <= numbers.size(); i += kQ8Block, out += kQ8BlockBytes)
        compressBlock(numbers.data() + i, out);
      return;
  }
}

}  // namespace headlight
