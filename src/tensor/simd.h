#pragma once
// Short vectors that fill one register, by the compilers' vector extension (GCC and clang): arithmetic is written with
// the usual operators and means the same on every machine, only faster where registers are wider.

#include "tensor/matrix.h"

namespace headlight::simd {

#if defined(__AVX512F__)
inline constexpr int kBytes = 64;
#elif defined(__AVX__)
inline constexpr int kBytes = 32;
#else
inline constexpr int kBytes = 16;
#endif

template <class Scalar>
struct Types {
  typedef Scalar Register __attribute__((vector_size(kBytes)));
  /// The same in memory, where nothing promises alignment.
  typedef Scalar Memory __attribute__((vector_size(kBytes), aligned(alignof(Scalar)), may_alias));
};
template <class Scalar>
using Pack = typename Types<Scalar>::Register;

/// Numbers in a register.
template <class Scalar>
inline constexpr Index kLanes = kBytes / static_cast<Index>(sizeof(Scalar));

template <class Scalar>
inline Pack<Scalar> load(const Scalar* from) {
  return *reinterpret_cast<const typename Types<Scalar>::Memory*>(from);
}

template <class Scalar>
inline void store(Scalar* to, Pack<Scalar> value) {
  *reinterpret_cast<typename Types<Scalar>::Memory*>(to) = value;
}

/// The sum of the lanes, in a fixed order (halves first).
template <class Scalar>
inline Scalar sum(Pack<Scalar> value) {
  constexpr Index lanes = kLanes<Scalar>;
  Scalar parts[lanes];
  store<Scalar>(parts, value);
  for (Index half = lanes / 2; half > 0; half /= 2) {
    for (Index i = 0; i < half; ++i) parts[i] += parts[i + half];
  }
  return parts[0];
}

}  // namespace headlight::simd
