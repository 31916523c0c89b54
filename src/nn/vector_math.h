#pragma once
// exp for whole rows, for softmax and GELU. The float version fills registers; tails are padded to one register, so
// that a value does not depend on where in the row, or where in memory, it stands.
//
// Method: exp(x) = 2^n · exp(r) with r in [−ln2/2, ln2/2], ln2 split in two so that r is exact, exp(r) by the
// polynomial of the Cephes library's expf (Moshier, "Methods and Programs for Mathematical Functions", 1989). Within 2
// units in the last place; inputs below −87.3 give at most the smallest normal number, minus infinity gives 0.

#include <cmath>
#include <cstdint>
#include <cstring>

#include "tensor/simd.h"

namespace headlight {

inline simd::Pack<float> expPack(simd::Pack<float> x) {
  using Floats = simd::Pack<float>;
  typedef std::int32_t Ints __attribute__((vector_size(simd::kBytes)));
  constexpr float lowest = -87.33654F;
  constexpr float highest = 88.37626F;
  const Floats zero = {};
  const auto tooLow = x < (zero + lowest);
  Floats clamped = x < (zero + lowest) ? (zero + lowest) : x;
  clamped = clamped > (zero + highest) ? (zero + highest) : clamped;
  // Adding and taking away 1.5 · 2^23 rounds to the nearest integer.
  constexpr float rounder = 12582912.0F;
  const Floats shifted = clamped * 1.44269504F + rounder;
  const Floats n = shifted - rounder;
  const Floats r = (clamped - n * 0.693359375F) - n * -2.12194440e-4F;
  Floats p = zero + 1.9875691500e-4F;
  p = p * r + 1.3981999507e-3F;
  p = p * r + 8.3334519073e-3F;
  p = p * r + 4.1665795894e-2F;
  p = p * r + 1.6666665459e-1F;
  p = p * r + 5.0000001201e-1F;
  p = p * (r * r) + r + 1.0F;
  // n in the low bits of `shifted` goes to the exponent of 2^n.
  const Ints exponent = (reinterpret_cast<Ints>(shifted) - 0x4B400000 + 127) << 23;
  const Floats value = p * reinterpret_cast<Floats>(exponent);
  return tooLow ? zero : value;
}

/// Calls body(pack) on every register's worth of values [n] and writes what it returns to out [n] (may be the same).
/// The tail is filled up with `filler`.
template <class Body>
inline void mapPacks(const float* values, float* out, Index n, float filler, const Body& body) {
  constexpr Index lanes = simd::kLanes<float>;
  Index i = 0;
  for (; i + lanes <= n; i += lanes) simd::store<float>(out + i, body(simd::load<float>(values + i)));
  if (i == n) return;
  float tail[lanes];
  for (Index j = 0; j < lanes; ++j) tail[j] = i + j < n ? values[i + j] : filler;
  simd::store<float>(tail, body(simd::load<float>(tail)));
  std::memcpy(out + i, tail, static_cast<std::size_t>(n - i) * sizeof(float));
}

}  // namespace headlight
