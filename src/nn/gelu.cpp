#include "nn/gelu.h"

#include <cmath>
#include <numbers>
#include <type_traits>

#include "nn/vector_math.h"

namespace headlight {

namespace {

// 0.5 · (1 + tanh(u)) is the logistic function of 2u, so one exp does.
constexpr double kTwiceRootTwoOverPi = 1.5957691216057308;
constexpr double kCubic = 0.044715;

template <class Scalar>
constexpr Scalar kOuter = static_cast<Scalar>(kTwiceRootTwoOverPi);
template <class Scalar>
constexpr Scalar kInner = static_cast<Scalar>(kTwiceRootTwoOverPi* kCubic);

simd::Pack<float> gate(simd::Pack<float> x) {
  return 1.0F / (1.0F + expPack(-x * (kOuter<float> + kInner<float> * x * x)));
}
double gate(double x) {
  return 1.0 / (1.0 + std::exp(-x * (kOuter<double> + kInner<double> * x * x)));
}

/// y = x · g(2u(x)), so dy/dx = g + x · g · (1 − g) · d(2u)/dx.
template <class Value, class Scalar>
Value slope(Value x, Scalar) {
  const Value g = gate(x);
  return g + x * g * (Scalar{1} - g) * (kOuter<Scalar> + Scalar{3} * kInner<Scalar> * x * x);
}

}  // namespace

template <class Scalar>
void geluNewForward(std::span<const Scalar> x, std::span<Scalar> y) {
  if constexpr (std::is_same_v<Scalar, float>) {
    mapPacks(x.data(), y.data(), static_cast<Index>(x.size()), 0.0F,
             [](simd::Pack<float> value) { return value * gate(value); });
  } else {
    for (std::size_t i = 0; i < x.size(); ++i) y[i] = x[i] * gate(x[i]);
  }
}

template <class Scalar>
void geluNewBackward(std::span<const Scalar> x, std::span<const Scalar> dy, std::span<Scalar> dx) {
  // undoes y = geluNew(x)
  std::size_t i = 0;
  if constexpr (std::is_same_v<Scalar, float>) {
    constexpr std::size_t lanes = simd::kLanes<float>;
    for (; i + lanes <= x.size(); i += lanes) {
      const simd::Pack<float> in = simd::load<float>(x.data() + i);
      simd::store<float>(dx.data() + i, simd::load<float>(dy.data() + i) * slope(in, 0.0F));
    }
    for (; i < x.size(); ++i) dx[i] = dy[i] * slope(simd::Pack<float>{} + x[i], 0.0F)[0];
  } else {
    for (; i < x.size(); ++i) dx[i] = dy[i] * slope(x[i], 0.0);
  }
}

template <class Scalar>
void geluForward(std::span<const Scalar> x, std::span<Scalar> y) {
  constexpr Scalar rootHalf = Scalar{1} / std::numbers::sqrt2_v<Scalar>;
  for (std::size_t i = 0; i < x.size(); ++i) y[i] = Scalar(0.5) * x[i] * (Scalar{1} + std::erf(x[i] * rootHalf));
}

template <class Scalar>
void geluBackward(std::span<const Scalar> x, std::span<const Scalar> dy, std::span<Scalar> dx) {
  constexpr Scalar rootHalf = Scalar{1} / std::numbers::sqrt2_v<Scalar>;
  const Scalar density = std::sqrt(std::numbers::inv_pi_v<Scalar> / Scalar{2});
  for (std::size_t i = 0; i < x.size(); ++i) {
    // undoes y = x · Φ(x): Φ(x) + x · φ(x)
    const Scalar below = Scalar(0.5) * (Scalar{1} + std::erf(x[i] * rootHalf));
    dx[i] = dy[i] * (below + x[i] * density * std::exp(Scalar(-0.5) * x[i] * x[i]));
  }
}

template <class Scalar>
void reluForward(std::span<const Scalar> x, std::span<Scalar> y) {
  for (std::size_t i = 0; i < x.size(); ++i) y[i] = x[i] > 0 ? x[i] : Scalar{0};
}

template <class Scalar>
void reluBackward(std::span<const Scalar> x, std::span<const Scalar> dy, std::span<Scalar> dx) {
  for (std::size_t i = 0; i < x.size(); ++i) dx[i] = x[i] > 0 ? dy[i] : Scalar{0};  // undoes y = max(x, 0)
}

template <class Scalar>
void swishForward(std::span<const Scalar> x, std::span<Scalar> y) {
  for (std::size_t i = 0; i < x.size(); ++i) y[i] = x[i] / (Scalar{1} + std::exp(-x[i]));
}

template <class Scalar>
void swishBackward(std::span<const Scalar> x, std::span<const Scalar> dy, std::span<Scalar> dx) {
  for (std::size_t i = 0; i < x.size(); ++i) {
    // undoes y = x · σ(x): σ + x · σ · (1 − σ)
    const Scalar sigma = Scalar{1} / (Scalar{1} + std::exp(-x[i]));
    dx[i] = dy[i] * (sigma + x[i] * sigma * (Scalar{1} - sigma));
  }
}

#define HEADLIGHT_INSTANTIATE(S)                                                          \
  template void geluNewForward<S>(std::span<const S>, std::span<S>);                      \
  template void geluForward<S>(std::span<const S>, std::span<S>);                         \
  template void reluForward<S>(std::span<const S>, std::span<S>);                         \
  template void swishForward<S>(std::span<const S>, std::span<S>);                        \
  template void geluNewBackward<S>(std::span<const S>, std::span<const S>, std::span<S>); \
  template void geluBackward<S>(std::span<const S>, std::span<const S>, std::span<S>);    \
  template void reluBackward<S>(std::span<const S>, std::span<const S>, std::span<S>);    \
  template void swishBackward<S>(std::span<const S>, std::span<const S>, std::span<S>);
HEADLIGHT_INSTANTIATE(float)
HEADLIGHT_INSTANTIATE(double)
#undef HEADLIGHT_INSTANTIATE

}  // namespace headlight
