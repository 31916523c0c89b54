#pragma once
// Reading compact numbers into registers of floats: what compact_matrix.cpp and compact_product.cpp share. One reader a
// number type; the instructions are chosen when compiled, every path gives the same floats.

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__AVX512F__) || defined(__F16C__)
#include <immintrin.h>
#endif

#include "tensor/compact_matrix.h"
#include "tensor/simd.h"

namespace headlight::compact {

inline constexpr std::size_t kQ8BlockBytes = 2 + kQ8Block;
inline constexpr Index kLanes = simd::kLanes<float>;
/// Registers of one stretch of 32 numbers, the unit in which rows are read.
inline constexpr Index kStretch = kQ8Block;
inline constexpr Index kPacks = kStretch / kLanes;
using Floats = simd::Pack<float>;
using Stretch = std::array<Floats, kPacks>;

template <class Number>
[[gnu::always_inline]] inline Number readAs(const std::byte* from) {
  Number number;
  std::memcpy(&number, from, sizeof number);
  return number;
}

/// Rows of Eigen::half or Eigen::bfloat16.
template <class Small>
struct SmallFloatReader {
  [[gnu::always_inline]] static std::size_t bytesUntil(Index at) { return 2 * static_cast<std::size_t>(at); }
  [[gnu::always_inline]] static float one(const std::byte* row, Index at) {
    return static_cast<float>(readAs<Small>(row + 2 * at));
  }
  /// Lanes of numbers from `at` on.
  [[gnu::always_inline]] static Floats pack(const std::byte* row, Index at);

  [[gnu::always_inline]] static Stretch stretch(const std::byte* row, Index at) {
    Stretch values;
    for (Index p = 0; p < kPacks; ++p) values[static_cast<std::size_t>(p)] = pack(row, at + p * kLanes);
    return values;
  }
};

using HalfReader = SmallFloatReader<Eigen::half>;
using BFloat16Reader = SmallFloatReader<Eigen::bfloat16>;

template <class Reader>
[[gnu::always_inline]] inline Floats packOfOnes(const std::byte* row, Index at) {
  Floats values;
  for (Index lane = 0; lane < kLanes; ++lane) values[lane] = Reader::one(row, at + lane);
  return values;
}

template <>
[[gnu::always_inline]] inline Floats HalfReader::pack(const std::byte* row, Index at) {
#if defined(__AVX512F__)
  return _mm512_cvtph_ps(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(row + 2 * at)));
#elif defined(__F16C__)
  return _mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i*>(row + 2 * at)));
#else
  return packOfOnes<HalfReader>(row, at);
#endif
}

template <>
[[gnu::always_inline]] inline Floats BFloat16Reader::pack(const std::byte* row, Index at) {
#if defined(__AVX512F__)
  const __m256i bits = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(row + 2 * at));
  return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(bits), 16));
#elif defined(__AVX2__)
  const __m128i bits = _mm_loadu_si128(reinterpret_cast<const __m128i*>(row + 2 * at));
  return _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_cvtepu16_epi32(bits), 16));
#else
  return packOfOnes<BFloat16Reader>(row, at);
#endif
}

struct Q8Reader {
  [[gnu::always_inline]] static std::size_t bytesUntil(Index at) {
    return static_cast<std::size_t>(at / kQ8Block) * kQ8BlockBytes;
  }
  [[gnu::always_inline]] static const std::byte* block(const std::byte* row, Index at) { return row + bytesUntil(at); }
  [[gnu::always_inline]] static float one(const std::byte* row, Index at) {
    const std::byte* from = block(row, at);
    return static_cast<float>(readAs<Eigen::half>(from)) *
           static_cast<float>(readAs<std::int8_t>(from + 2 + at % kQ8Block));
  }
  /// Rows are whole blocks, so this serves only to give every reader the same form.
  [[gnu::always_inline]] static Floats pack(const std::byte* row, Index at) {
    Floats values;
    for (Index lane = 0; lane < kLanes; ++lane) values[lane] = one(row, at + lane);
    return values;
  }
  [[gnu::always_inline]] static Stretch stretch(const std::byte* row, Index at) {
    const std::byte* from = block(row, at);
    Stretch values;
    const Floats scale = scaleOf(from);
    for (Index p = 0; p < kPacks; ++p) values[static_cast<std::size_t>(p)] = scale * bytes(from + 2 + p * kLanes);
    return values;
  }

 private:
  [[gnu::always_inline]] static Floats scaleOf(const std::byte* from) {
#if defined(__AVX512F__)
    return _mm512_cvtph_ps(_mm256_set1_epi16(readAs<std::int16_t>(from)));
#elif defined(__F16C__)
    return _mm256_cvtph_ps(_mm_set1_epi16(readAs<std::int16_t>(from)));
#else
    return Floats{} + static_cast<float>(readAs<Eigen::half>(from));
#endif
  }
  [[gnu::always_inline]] static Floats bytes(const std::byte* from) {
#if defined(__AVX512F__)
    return _mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(from))));
#elif defined(__AVX2__)
    return _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(from))));
#else
    Floats values;
    for (Index lane = 0; lane < kLanes; ++lane) values[lane] = static_cast<float>(readAs<std::int8_t>(from + lane));
    return values;
#endif
  }
};

struct FloatReader {
  [[gnu::always_inline]] static std::size_t bytesUntil(Index at) { return 4 * static_cast<std::size_t>(at); }
  [[gnu::always_inline]] static float one(const std::byte* row, Index at) { return readAs<float>(row + 4 * at); }
  [[gnu::always_inline]] static Floats pack(const std::byte* row, Index at) {
    return simd::load<float>(reinterpret_cast<const float*>(row) + at);
  }
  [[gnu::always_inline]] static Stretch stretch(const std::byte* row, Index at) {
    Stretch values;
    for (Index p = 0; p < kPacks; ++p) values[static_cast<std::size_t>(p)] = pack(row, at + p * kLanes);
    return values;
  }
};

/// Calls body with the reader of `type`.
template <class Body>
void withReader(NumberType type, const Body& body) {
  switch (type) {
    case NumberType::Float32:
      return body(FloatReader{});
    case NumberType::Float16:
      return body(HalfReader{});
    case NumberType::BFloat16:
      return body(BFloat16Reader{});
    case NumberType::Q8_0:
      return body(Q8Reader{});
  }
}

/// Numbers first … first + count of a row as floats; `first` is a multiple of 32.
template <class Reader>
void expandNumbers(const std::byte* row, Index first, Index count, float* out) {
  Index i = 0;
  for (; i + kStretch <= count; i += kStretch) {
    const Stretch values = Reader::stretch(row, first + i);
    for (Index p = 0; p < kPacks; ++p) simd::store<float>(out + i + p * kLanes, values[static_cast<std::size_t>(p)]);
  }
  for (; i < count; ++i) out[i] = Reader::one(row, first + i);
}

}  // namespace headlight::compact
