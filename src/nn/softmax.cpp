#include "nn/softmax.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>

#include "nn/vector_math.h"

namespace headlight {

namespace {

constexpr float kMinusInfinity = -std::numeric_limits<float>::infinity();

/// out = exp(in − largest); returns the sum.
float exponentials(const float* in, float largest, float* out, Index n) {
  simd::Pack<float> sums = {};
  const simd::Pack<float> offset = simd::Pack<float>{} + largest;
  mapPacks(in, out, n, kMinusInfinity, [&](simd::Pack<float> value) {
    const simd::Pack<float> power = expPack(value - offset);
    sums += power;
    return power;
  });
  return simd::sum<float>(sums);
}

double exponentials(const double* in, double largest, double* out, Index n) {
  double total = 0;
  for (Index i = 0; i < n; ++i) total += out[i] = std::exp(in[i] - largest);
  return total;
}

template <class Scalar>
Scalar largestOf(const Scalar* values, Index n) {
  Scalar largest = -std::numeric_limits<Scalar>::infinity();
  Index i = 0;
  if (n >= simd::kLanes<Scalar>) {
    simd::Pack<Scalar> best = simd::load<Scalar>(values);
    for (; i + simd::kLanes<Scalar> <= n; i += simd::kLanes<Scalar>) {
      const simd::Pack<Scalar> next = simd::load<Scalar>(values + i);
      best = next > best ? next : best;
    }
    for (Index lane = 0; lane < simd::kLanes<Scalar>; ++lane) largest = std::max(largest, Scalar(best[lane]));
  }
  for (; i < n; ++i) largest = std::max(largest, values[i]);
  return largest;
}

}  // namespace

template <class Scalar>
void causalMaskForward(Index firstPosition, MatrixRef<Scalar> scores) {
  for (Index r = 0; r < scores.rows(); ++r) {
    const Index visible = std::min(scores.cols(), firstPosition + r + 1);
    scores.row(r).tail(scores.cols() - visible).setConstant(-std::numeric_limits<Scalar>::infinity());
  }
}

template <class Scalar>
double softmaxRowForward(const Scalar* in, Index n, Scalar* out) {
  const Scalar largest = largestOf(in, n);
  if (largest == -std::numeric_limits<Scalar>::infinity()) {
    std::fill(out, out + n, Scalar{0});
    return largest;
  }
  const Scalar total = exponentials(in, largest, out, n);
  const Scalar factor = Scalar{1} / total;
  for (Index i = 0; i < n; ++i) out[i] *= factor;
  return static_cast<double>(largest) + std::log(static_cast<double>(total));
}

template <class Scalar>
void softmaxForward(const ConstMatrixRef<Scalar>& scores, MatrixRef<Scalar> pattern) {
  for (Index r = 0; r < scores.rows(); ++r) {
    softmaxRowForward<Scalar>(scores.data() + r * scores.outerStride(), scores.cols(),
                              pattern.data() + r * pattern.outerStride());
  }
}

template <class Scalar>
void softmaxBackward(const ConstMatrixRef<Scalar>& pattern, const ConstMatrixRef<Scalar>& dpattern,
                     MatrixRef<Scalar> dscores) {
  for (Index r = 0; r < pattern.rows(); ++r) {
    // undoes pattern = softmax(scores): dscores = pattern · (dpattern − Σ pattern · dpattern)
    const Scalar along = pattern.row(r).dot(dpattern.row(r));
    dscores.row(r).array() = pattern.row(r).array() * (dpattern.row(r).array() - along);
  }
}

#define HEADLIGHT_INSTANTIATE(S)                                           \
  template double softmaxRowForward<S>(const S*, Index, S*);               \
  template void causalMaskForward<S>(Index, MatrixRef<S>);                 \
  template void softmaxForward<S>(const ConstMatrixRef<S>&, MatrixRef<S>); \
  template void softmaxBackward<S>(const ConstMatrixRef<S>&, const ConstMatrixRef<S>&, MatrixRef<S>);
HEADLIGHT_INSTANTIATE(float)
HEADLIGHT_INSTANTIATE(double)
#undef HEADLIGHT_INSTANTIATE

}  // namespace headlight
