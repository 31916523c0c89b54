#pragma once
// Short vectors that fill one register, by the compilers' vector extension (GCC and clang): arithmetic is written with
// the usual operators and means the same on every machine, only faster where registers are wider.

#include <cstddef>
#include <utility>

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
[[gnu::always_inline]] inline Pack<Scalar> load(const Scalar* from) {
  return *reinterpret_cast<const typename Types<Scalar>::Memory*>(from);
}

template <class Scalar>
[[gnu::always_inline]] inline void store(Scalar* to, Pack<Scalar> value) {
  *reinterpret_cast<typename Types<Scalar>::Memory*>(to) = value;
}

/// Lane i: a[i] + a[i ^ Half] where bit Half of i is 0, b[i] + b[i ^ Half] where it is 1.
template <class Scalar, std::size_t Half>
[[gnu::always_inline]] inline Pack<Scalar> addNeighbours(Pack<Scalar> a, Pack<Scalar> b) {
  constexpr auto lanes = static_cast<std::size_t>(kLanes<Scalar>);
  return [&]<std::size_t... i>(std::index_sequence<i...>) {
    const Pack<Scalar> own = __builtin_shufflevector(a, b, static_cast<int>((i & Half) ? lanes + i : i)...);
    const Pack<Scalar> other =
        __builtin_shufflevector(a, b, static_cast<int>((i & Half) ? lanes + (i ^ Half) : (i ^ Half))...);
    return own + other;
  }
  (std::make_index_sequence<lanes>{});
}

/// Sums as many registers as one has lanes: lane i of the result is the sum of the lanes of rows[i]. Overwrites rows.
template <class Scalar, std::size_t Half = 1>
[[gnu::always_inline]] inline Pack<Scalar> sums(Pack<Scalar>* rows) {
  constexpr auto lanes = static_cast<std::size_t>(kLanes<Scalar>);
  for (std::size_t i = 0; i < lanes; i += 2 * Half) rows[i] = addNeighbours<Scalar, Half>(rows[i], rows[i + Half]);
  if constexpr (2 * Half < lanes) return sums<Scalar, 2 * Half>(rows);
  return rows[0];
}

/// The sum of the lanes, added in the same order as `sums` does.
template <class Scalar, std::size_t Half = 1>
[[gnu::always_inline]] inline Scalar sum(Pack<Scalar> value) {
  const Pack<Scalar> pairs = addNeighbours<Scalar, Half>(value, value);
  if constexpr (2 * Half < static_cast<std::size_t>(kLanes<Scalar>)) return sum<Scalar, 2 * Half>(pairs);
  return pairs[0];
}

}  // namespace headlight::simd
