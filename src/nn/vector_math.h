#pragma once
// exp for whole rows, for softmax and GELU, and the logistic function and tanh, for the gates of recurrent nets. The
// float version fills registers; tails are padded to one register, so that a value does not depend on where in the row,
// or where in memory, it stands.
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

/// σ(x) = 1 / (1 + exp(−x)), within 4 units in the last place.
inline simd::Pack<float> sigmoidPack(simd::Pack<float> x) {
  return 1.0F / (1.0F + expPack(-x));
}
inline double sigmoidPack(double x) {
  return 1.0 / (1.0 + std::exp(-x));
}

/// tanh(x), within 4 units in the last place. Near 0, where 1 − 2 / (exp(2x) + 1) would lose its digits, it is the
/// odd polynomial of the Cephes library's tanhf.
inline simd::Pack<float> tanhPack(simd::Pack<float> x) {
  const simd::Pack<float> square = x * x;
  simd::Pack<float> p = square * -5.70498872745e-3F + 2.06390887954e-2F;
  p = p * square - 5.37397155531e-2F;
  p = p * square + 1.33314422036e-1F;
  p = p * square - 3.33332819422e-1F;
  const simd::Pack<float> near = p * square * x + x;
  const simd::Pack<float> far = 1.0F - 2.0F / (expPack(x + x) + 1.0F);
  return square < 0.390625F ? near : far;
}
inline double tanhPack(double x) {
  return std::tanh(x);
}

/// Numbers that one step of a loop over a row takes: a register of float, one double.
template <class Scalar>
inline constexpr Index kStep = 1;
template <>
inline constexpr Index kStep<float> = simd::kLanes<float>;

/// A whole register's place in a row.
template <class Scalar>
struct WholeStep {
  Index at;
  [[nodiscard]] auto load(const Scalar* row) const {
    if constexpr (kStep<Scalar> == 1) {
      return row[at];
    } else {
      return simd::load<Scalar>(row + at);
    }
  }
  template <class Value>
  void store(Scalar* row, Value value) const {
    if constexpr (kStep<Scalar> == 1) {
      row[at] = value;
    } else {
      simd::store<Scalar>(row + at, value);
    }
  }
};

/// The tail of a row, filled up with zeros when it is read.
struct PartStep {
  Index at;
  Index count;
  [[nodiscard]] simd::Pack<float> load(const float* row) const {
    float whole[simd::kLanes<float>] = {};
    for (Index i = 0; i < count; ++i) whole[i] = row[at + i];
    return simd::load<float>(whole);
  }
  void store(float* row, simd::Pack<float> value) const {
    float whole[simd::kLanes<float>];
    simd::store<float>(whole, value);
    for (Index i = 0; i < count; ++i) row[at + i] = whole[i];
  }
};

/// Calls body(step) along rows of n numbers; body reads and writes any number of rows by step.load(row) and
/// step.store(row, value). An element's bits do not depend on whether it lies in the tail.
template <class Scalar, class Body>
inline void eachStep(Index n, const Body& body) {
  Index i = 0;
  for (; i + kStep<Scalar> <= n; i += kStep<Scalar>) body(WholeStep<Scalar>{i});
  if constexpr (kStep < Scalar >> 1) {
    if (i < n) body(PartStep{i, n - i});
  }
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
