#pragma once
// Inverted dropout (Srivastava and others 2014): a value is kept and divided by the share of kept ones, or set to 0.

#include <cstdint>
#include <span>

#include "tensor/matrix.h"

namespace headlight {

/// Which mask: a pure function of these, whatever the order in which its parts are made.
struct DropoutSite {
  std::uint64_t seed = 0;
  std::uint64_t step = 0;
  std::uint32_t site = 0;  ///< the place in the model
};

/// The chance to drop as it is drawn, in steps of 1/65536.
[[nodiscard]] double effectiveRate(double rate);

/// Elements firstElement … firstElement + n of the mask at `site`: 1 kept, 0 dropped. `firstElement` is a multiple
/// of 8.
void dropoutMask(const DropoutSite& site, double rate, Index firstElement, std::span<std::uint8_t> mask);

/// x [n], mask [n] → y [n] = x · mask / (1 − rate); the two may be the same memory. Its own backward pass.
template <class Scalar>
void dropoutForward(std::span<const Scalar> x, std::span<const std::uint8_t> mask, double rate, std::span<Scalar> y);

/// dy [n], mask [n] → dx [n].
template <class Scalar>
void dropoutBackward(std::span<const Scalar> dy, std::span<const std::uint8_t> mask, double rate, std::span<Scalar> dx);

}  // namespace headlight
