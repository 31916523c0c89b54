#include "nn/norm.h"

#include <cmath>

namespace headlight {

namespace {

template <class Scalar>
ConstRowVectorMap<Scalar> rowOf(std::span<const Scalar> values) {
  return {values.data(), static_cast<Index>(values.size())};
}

// Layer norm (Ba, Kiros, Hinton 2016): scale = sqrt(variance + epsilon), normalized = (x − mean) / scale. The variance
// is that of the population (divided by C).

template <class Scalar>
void layerNormScaleForward(const ConstMatrixRef<Scalar>& x, Scalar epsilon, MatrixRef<Scalar>& centered,
                           std::span<Scalar> scale) {
  const auto C = static_cast<Scalar>(x.cols());
  for (Index r = 0; r < x.rows(); ++r) {
    const Scalar mean = x.row(r).sum() / C;
    centered.row(r) = x.row(r).array() - mean;
    const Scalar variance = centered.row(r).squaredNorm() / C;
    scale[static_cast<std::size_t>(r)] = std::sqrt(variance + epsilon);
  }
}

template <class Scalar>
void layerNormBackwardInput(const ConstMatrixRef<Scalar>& dy, const ConstMatrixRef<Scalar>& normalized,
                            std::span<const Scalar> scale, std::span<const Scalar> weight, MatrixRef<Scalar>& dx) {
  const auto C = static_cast<Scalar>(dy.cols());
  const auto w = rowOf(weight).array();
  for (Index r = 0; r < dy.rows(); ++r) {
    const auto n = normalized.row(r).array();
    const auto dn = dy.row(r).array() * w;  // undoes y = normalized · weight + bias
    // undoes normalized = (x − mean) / scale, where mean and scale depend on x too
    const Scalar meanGradient = dn.sum() / C;
    const Scalar alongNormalized = (dn * n).sum() / C;
    dx.row(r).array() += (dn - meanGradient - n * alongNormalized) / scale[static_cast<std::size_t>(r)];
  }
}

}  // namespace

template <class Scalar>
void normScaleForward(NormKind kind, const ConstMatrixRef<Scalar>& x, Scalar epsilon, MatrixRef<Scalar> undivided,
                      std::span<Scalar> scale) {
  switch (kind) {
    case NormKind::LayerNorm:
      return layerNormScaleForward(x, epsilon, undivided, scale);
    case NormKind::None:
      return;
  }
}

template <class Scalar>
void normDivideForward(std::span<const Scalar> scale, MatrixRef<Scalar> undivided) {
  for (Index r = 0; r < undivided.rows(); ++r) undivided.row(r) *= Scalar{1} / scale[static_cast<std::size_t>(r)];
}

template <class Scalar>
void normAffineForward(const ConstMatrixRef<Scalar>& normalized, std::span<const Scalar> weight,
                       std::span<const Scalar> bias, MatrixRef<Scalar> y) {
  const auto w = rowOf(weight).array();
  if (bias.empty()) {
    for (Index r = 0; r < y.rows(); ++r) y.row(r).array() = normalized.row(r).array() * w;
    return;
  }
  const auto b = rowOf(bias).array();
  for (Index r = 0; r < y.rows(); ++r) y.row(r).array() = normalized.row(r).array() * w + b;
}

template <class Scalar>
void normBackwardInput(NormKind kind, const ConstMatrixRef<Scalar>& dy, const ConstMatrixRef<Scalar>& normalized,
                       std::span<const Scalar> scale, std::span<const Scalar> weight, MatrixRef<Scalar> dx) {
  switch (kind) {
    case NormKind::LayerNorm:
      return layerNormBackwardInput(dy, normalized, scale, weight, dx);
    case NormKind::None:
      return;
  }
}

template <class Scalar>
void normBackwardWeights(const ConstMatrixRef<Scalar>& dy, const ConstMatrixRef<Scalar>& normalized,
                         std::span<Scalar> dweight, std::span<Scalar> dbias) {
  RowVectorMap<Scalar> dw(dweight.data(), static_cast<Index>(dweight.size()));
  RowVectorMap<Scalar> db(dbias.data(), static_cast<Index>(dbias.size()));
  dw.setZero();
  db.setZero();
  for (Index r = 0; r < dy.rows(); ++r) {
    dw.array() += dy.row(r).array() * normalized.row(r).array();  // undoes y = normalized · weight + …
    if (!dbias.empty()) db += dy.row(r);                          // undoes y = … + bias
  }
}

#define HEADLIGHT_INSTANTIATE(S)                                                                                       \
  template void normScaleForward<S>(NormKind, const ConstMatrixRef<S>&, S, MatrixRef<S>, std::span<S>);                \
  template void normDivideForward<S>(std::span<const S>, MatrixRef<S>);                                                \
  template void normAffineForward<S>(const ConstMatrixRef<S>&, std::span<const S>, std::span<const S>, MatrixRef<S>);  \
  template void normBackwardInput<S>(NormKind, const ConstMatrixRef<S>&, const ConstMatrixRef<S>&, std::span<const S>, \
                                     std::span<const S>, MatrixRef<S>);                                                \
  template void normBackwardWeights<S>(const ConstMatrixRef<S>&, const ConstMatrixRef<S>&, std::span<S>, std::span<S>);
HEADLIGHT_INSTANTIATE(float)
HEADLIGHT_INSTANTIATE(double)
#undef HEADLIGHT_INSTANTIATE

}  // namespace headlight
