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
constexpr Scalar kQuick = static_cast<Scalar>(1.702);

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

/// Φ(x), the share of a normal distribution below x, and exp(−x²/2), which its density needs too.
///
/// Φ(−|x|) = exp(−x²/2) · W(|x|), where W falls slowly; it is a polynomial in u = 1 / (1 + 0.36 · |x|), the form of
/// Hastings ("Approximations for Digital Computers", 1955), fitted here by least squares reweighted towards the largest
/// relative error over 0 ≤ |x| ≤ 40: within 4e-7 of W in float.
template <class Value>
struct NormalShare {
  Value below;
  Value bell;
};

NormalShare<simd::Pack<float>> normalShare(simd::Pack<float> x) {
  using Floats = simd::Pack<float>;
  // of u⁸ first
  constexpr float coefficients[] = {-0.0302383354F, 0.139508678F, -0.223600022F, 0.107369535F, -0.000386525461F,
                                    0.0960373834F,  0.124009756F, 0.14368188F,   0.143617665F};
  const Floats zero = {};
  const Floats size = x < zero ? -x : x;
  const Floats u = 1.0F / (1.0F + 0.36F * size);
  Floats w = zero;
  for (const float coefficient : coefficients) w = w * u + coefficient;
  const Floats bell = expPack(-0.5F * x * x);
  const Floats tail = bell * (w * u);
  return {x < zero ? tail : 1.0F - tail, bell};
}
NormalShare<double> normalShare(double x) {
  return {0.5 * std::erfc(-x / std::numbers::sqrt2), std::exp(-0.5 * x * x)};
}

/// Calls body(in pack) → pack for floats, number by number for doubles.
template <class Scalar, class Body>
void mapValues(std::span<const Scalar> x, std::span<Scalar> y, const Body& body) {
  eachStep<Scalar>(static_cast<Index>(x.size()), [&](auto step) { step.store(y.data(), body(step.load(x.data()))); });
}

/// dx = dy · slope(x).
template <class Scalar, class Slope>
void mapSlopes(std::span<const Scalar> x, std::span<const Scalar> dy, std::span<Scalar> dx, const Slope& slope) {
  eachStep<Scalar>(static_cast<Index>(x.size()),
                   [&](auto step) { step.store(dx.data(), step.load(dy.data()) * slope(step.load(x.data()))); });
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
  mapValues<Scalar>(x, y, [](auto value) { return value * normalShare(value).below; });
}

template <class Scalar>
void geluBackward(std::span<const Scalar> x, std::span<const Scalar> dy, std::span<Scalar> dx) {
  const Scalar peak = std::sqrt(std::numbers::inv_pi_v<Scalar> / Scalar{2});
  mapSlopes<Scalar>(x, dy, dx, [&](auto value) {
    const auto share = normalShare(value);
    return share.below + value * (peak * share.bell);  // undoes y = x · Φ(x): Φ(x) + x · φ(x)
  });
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
  mapValues<Scalar>(x, y, [](auto value) { return value * sigmoidPack(value); });
}

template <class Scalar>
void swishBackward(std::span<const Scalar> x, std::span<const Scalar> dy, std::span<Scalar> dx) {
  mapSlopes<Scalar>(x, dy, dx, [](auto value) {
    const auto sigma = sigmoidPack(value);
    return sigma + value * sigma * (Scalar{1} - sigma);  // undoes y = x · σ(x)
  });
}

template <class Scalar>
void quickGeluForward(std::span<const Scalar> x, std::span<Scalar> y) {
  mapValues<Scalar>(x, y, [](auto value) { return value * sigmoidPack(kQuick<Scalar> * value); });
}

template <class Scalar>
void quickGeluBackward(std::span<const Scalar> x, std::span<const Scalar> dy, std::span<Scalar> dx) {
  mapSlopes<Scalar>(x, dy, dx, [](auto value) {
    const auto sigma = sigmoidPack(kQuick<Scalar> * value);
    return sigma + kQuick<Scalar> * value * sigma * (Scalar{1} - sigma);  // undoes y = x · σ(1.702 x)
  });
}

template <class Scalar>
void tanhForward(std::span<const Scalar> x, std::span<Scalar> y) {
  mapValues<Scalar>(x, y, [](auto value) { return tanhPack(value); });
}

template <class Scalar>
void tanhBackward(std::span<const Scalar> x, std::span<const Scalar> dy, std::span<Scalar> dx) {
  mapSlopes<Scalar>(x, dy, dx, [](auto value) {
    const auto y = tanhPack(value);
    return Scalar{1} - y * y;  // undoes y = tanh(x)
  });
}

#define HEADLIGHT_INSTANTIATE(S)                                                            \
  template void geluNewForward<S>(std::span<const S>, std::span<S>);                        \
  template void geluForward<S>(std::span<const S>, std::span<S>);                           \
  template void reluForward<S>(std::span<const S>, std::span<S>);                           \
  template void swishForward<S>(std::span<const S>, std::span<S>);                          \
  template void quickGeluForward<S>(std::span<const S>, std::span<S>);                      \
  template void tanhForward<S>(std::span<const S>, std::span<S>);                           \
  template void geluNewBackward<S>(std::span<const S>, std::span<const S>, std::span<S>);   \
  template void geluBackward<S>(std::span<const S>, std::span<const S>, std::span<S>);      \
  template void reluBackward<S>(std::span<const S>, std::span<const S>, std::span<S>);      \
  template void swishBackward<S>(std::span<const S>, std::span<const S>, std::span<S>);     \
  template void quickGeluBackward<S>(std::span<const S>, std::span<const S>, std::span<S>); \
  template void tanhBackward<S>(std::span<const S>, std::span<const S>, std::span<S>);
HEADLIGHT_INSTANTIATE(float)
HEADLIGHT_INSTANTIATE(double)
#undef HEADLIGHT_INSTANTIATE

}  // namespace headlight
