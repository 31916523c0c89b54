// The numbers of safetensors files: from the disk straight to where they will live, whatever type they are stored in.

#include <algorithm>
#include <cmath>
#include <cstring>

#include "formats/safetensors/safetensors.h"
#include "tensor/matrix.h"

namespace headlight {
namespace {

/// `count` stored numbers as floats.
using Convert = void (*)(const char* bytes, std::size_t count, float* numbers);

template <class Stored>
void convertFrom(const char* bytes, std::size_t count, float* numbers) {
  const auto size = static_cast<Index>(count);
  const Eigen::Map<const Eigen::Array<Stored, Eigen::Dynamic, 1>> stored(reinterpret_cast<const Stored*>(bytes), size);
  Eigen::Map<Eigen::ArrayXf>(numbers, size) = stored.template cast<float>();
}

void copyFloats(const char* bytes, std::size_t count, float* numbers) {
  std::memcpy(numbers, bytes, count * sizeof(float));
}

struct FloatType {
  std::string_view dtype;
  std::size_t width;  ///< bytes
  Convert convert;
};

constexpr FloatType kFloatTypes[] = {{"F32", 4, &copyFloats},
                                     {"F16", 2, &convertFrom<Eigen::half>},
                                     {"BF16", 2, &convertFrom<Eigen::bfloat16>},
                                     {"F64", 8, &convertFrom<double>}};

const FloatType* floatType(std::string_view dtype) {
  for (const FloatType& type : kFloatTypes) {
    if (type.dtype == dtype) return &type;
  }
  return nullptr;
}

const FloatType& requireFloats(const SafetensorsEntry& entry, const std::string& file) {
  if (const FloatType* type = floatType(entry.dtype)) return *type;
  throw Error("safetensors.dtype_not_numbers", {{"file", file}, {"tensor", entry.name}, {"dtype", entry.dtype}});
}

/// NaN and infinity have an exponent of ones. Without a branch, so that the compiler takes many numbers at once.
std::size_t countNonFinite(std::span<const float> numbers) {
  constexpr std::uint32_t kExponent = 0x7F800000U;
  std::uint32_t count = 0;
  for (const float number : numbers) {
    std::uint32_t bits = 0;
    std::memcpy(&bits, &number, sizeof bits);
    count += (bits & kExponent) == kExponent ? 1U : 0U;
  }
  return count;
}

/// `first`: the place of numbers[0] in its tensor.
void noteNonFinite(std::uint64_t first, std::span<const float> numbers, NonFiniteCount& odd) {
  const std::size_t count = countNonFinite(numbers);
  if (count == 0) return;
  if (odd.count == 0) {
    std::size_t place = 0;
    while (countNonFinite(numbers.subspan(place, 1)) == 0) ++place;
    odd.first = first + place;
  }
  odd.count += count;
}

void advance(ReadProgress* progress, std::uint64_t bytes) {
  if (progress) progress->advance(bytes);
}

constexpr std::uint64_t kTile = 16;  // a cache line of floats each way

/// rows [n, C] of a matrix [R, C] into its transpose [C, R], from row `first` on.
void placeTransposed(std::span<const float> rows, std::uint64_t columns, std::uint64_t first, std::uint64_t allRows,
                     std::span<float> destination) {
  const std::uint64_t count = rows.size() / columns;
  for (std::uint64_t r0 = 0; r0 < count; r0 += kTile) {
    const std::uint64_t r1 = std::min(r0 + kTile, count);
    for (std::uint64_t c0 = 0; c0 < columns; c0 += kTile) {
      const std::uint64_t c1 = std::min(c0 + kTile, columns);
      for (std::uint64_t c = c0; c < c1; ++c) {
        float* to = destination.data() + c * allRows + first;
        for (std::uint64_t r = r0; r < r1; ++r) to[r] = rows[r * columns + c];
      }
    }
  }
}

void requireSize(bool right) {
  if (!right) throw Error("internal.failure", {{"what", "a tensor is read into a place of another size"}});
}

}  // namespace

bool isFloatType(std::string_view dtype) {
  return floatType(dtype) != nullptr;
}

void SafetensorsFile::forEachRows(const SafetensorsEntry& entry, std::uint64_t columns, ReadProgress* progress,
                                  const TakeRows& take) {
  const FloatType& type = requireFloats(entry, name());
  if (entry.elements() == 0) return;
  const std::uint64_t rows = entry.elements() / columns;
  const std::uint64_t rowBytes = columns * type.width;
  const std::uint64_t piece = std::min(rows, std::max<std::uint64_t>(kReadPiece / rowBytes, 1));
  std::vector<float> numbers(piece * columns);
  std::vector<char> bytes(piece * rowBytes);
  for (std::uint64_t row = 0; row < rows; row += piece) {
    const std::uint64_t count = std::min(piece, rows - row);
    m_source->read(entry.begin + row * rowBytes, std::span<char>(bytes.data(), count * rowBytes));
    type.convert(bytes.data(), count * columns, numbers.data());
    take(row, std::span<const float>(numbers).first(count * columns));
    advance(progress, count * rowBytes);
  }
}

NonFiniteCount SafetensorsFile::readFloats(const SafetensorsEntry& entry, std::span<float> destination,
                                           ReadProgress* progress) {
  requireSize(destination.size() == entry.elements());
  const FloatType& type = requireFloats(entry, name());
  const std::size_t piece = kReadPiece / type.width;
  const bool asTheyAre = type.width == sizeof(float);  // no detour
  std::vector<char> bytes(asTheyAre ? 0 : std::min(piece, destination.size()) * type.width);
  NonFiniteCount odd;
  for (std::size_t done = 0; done < destination.size(); done += piece) {
    const std::span<float> numbers = destination.subspan(done, std::min(piece, destination.size() - done));
    char* raw = asTheyAre ? reinterpret_cast<char*>(numbers.data()) : bytes.data();
    const std::span<char> stored(raw, numbers.size() * type.width);
    m_source->read(entry.begin + done * type.width, stored);
    if (!asTheyAre) type.convert(raw, numbers.size(), numbers.data());
    noteNonFinite(done, numbers, odd);
    advance(progress, stored.size());
  }
  return odd;
}

NonFiniteCount SafetensorsFile::readFloatsTransposed(const SafetensorsEntry& entry, std::span<float> destination,
                                                     ReadProgress* progress) {
  requireSize(entry.shape.size() == 2 && destination.size() == entry.elements());
  NonFiniteCount odd;
  const std::uint64_t columns = entry.shape[1];
  forEachRows(entry, columns, progress, [&](std::uint64_t first, std::span<const float> numbers) {
    placeTransposed(numbers, columns, first, entry.shape[0], destination);
    noteNonFinite(first * columns, numbers, odd);
  });
  return odd;
}

bool SafetensorsFile::hasNumbers(const SafetensorsEntry& entry, std::span<const float> numbers, bool transposed,
                                 ReadProgress* progress) {
  requireSize((!transposed || entry.shape.size() == 2) && numbers.size() == entry.elements());
  const std::uint64_t columns = transposed ? entry.shape[1] : 1;
  bool same = true;
  forEachRows(entry, columns, progress, [&](std::uint64_t first, std::span<const float> stored) {
    for (std::uint64_t i = 0; same && i < stored.size(); ++i) {
      const std::uint64_t place = transposed ? i % columns * entry.shape[0] + first + i / columns : first + i;
      same = stored[i] == numbers[place] || (std::isnan(stored[i]) && std::isnan(numbers[place]));
    }
  });
  return same;
}

}  // namespace headlight
