#include "nn/attention.h"

#include <cmath>

#include "tensor/matrix_product.h"

namespace headlight {

namespace {

template <class Scalar>
void product(Operand<Scalar> a, Operand<Scalar> b, Index depth, MatrixRef<Scalar> c, ProductMode mode) {
  multiply(c.rows(), c.cols(), depth, a, b, c.data(), c.outerStride(), mode);
}

template <class Scalar>
Scalar scoreFactor(Index dHead) {
  return Scalar{1} / std::sqrt(static_cast<Scalar>(dHead));
}

}  // namespace

template <class Scalar>
void scoreForward(const ConstMatrixRef<Scalar>& q, const ConstMatrixRef<Scalar>& k, MatrixRef<Scalar> scores,
                  bool scaled) {
  if (q.rows() == 1) {
    matrixTimesVector(k.rows(), k.cols(), k.data(), k.outerStride(), q.data(), scores.data());
  } else {
    product<Scalar>(operandOf<Scalar>(q), operandOf<Scalar>(k).transposed(), q.cols(), scores, ProductMode::Overwrite);
  }
  if (scaled) scores *= scoreFactor<Scalar>(q.cols());
}

template <class Scalar>
void scoreBackward(MatrixRef<Scalar> dscores, const ConstMatrixRef<Scalar>& q, const ConstMatrixRef<Scalar>& k,
                   MatrixRef<Scalar> dq, MatrixRef<Scalar> dk, bool scaled) {
  // undoes scores = q · kᵀ / sqrt(D)
  if (scaled) dscores *= scoreFactor<Scalar>(q.cols());
  product<Scalar>(operandOf<Scalar>(dscores), operandOf<Scalar>(k), k.rows(), dq, ProductMode::Overwrite);
  product<Scalar>(operandOf<Scalar>(dscores).transposed(), operandOf<Scalar>(q), q.rows(), dk, ProductMode::Add);
}

template <class Scalar>
void mixForward(const ConstMatrixRef<Scalar>& pattern, const ConstMatrixRef<Scalar>& v, MatrixRef<Scalar> z) {
  if (pattern.rows() == 1) {
    vectorTimesMatrix<Scalar>(v.cols(), v.rows(), pattern.data(), v.data(), v.outerStride(), nullptr, z.data());
  } else {
    product<Scalar>(operandOf<Scalar>(pattern), operandOf<Scalar>(v), v.rows(), z, ProductMode::Overwrite);
  }
}

template <class Scalar>
void mixBackward(const ConstMatrixRef<Scalar>& dz, const ConstMatrixRef<Scalar>& pattern,
                 const ConstMatrixRef<Scalar>& v, MatrixRef<Scalar> dpattern, MatrixRef<Scalar> dv) {
  // undoes z = pattern · v
  product<Scalar>(operandOf<Scalar>(dz), operandOf<Scalar>(v).transposed(), v.cols(), dpattern, ProductMode::Overwrite);
  product<Scalar>(operandOf<Scalar>(pattern).transposed(), operandOf<Scalar>(dz), dz.rows(), dv, ProductMode::Add);
}

#define HEADLIGHT_INSTANTIATE(S)                                                                                 \
  template void scoreForward<S>(const ConstMatrixRef<S>&, const ConstMatrixRef<S>&, MatrixRef<S>, bool);         \
  template void scoreBackward<S>(MatrixRef<S>, const ConstMatrixRef<S>&, const ConstMatrixRef<S>&, MatrixRef<S>, \
                                 MatrixRef<S>, bool);                                                            \
  template void mixForward<S>(const ConstMatrixRef<S>&, const ConstMatrixRef<S>&, MatrixRef<S>);                 \
  template void mixBackward<S>(const ConstMatrixRef<S>&, const ConstMatrixRef<S>&, const ConstMatrixRef<S>&,     \
                               MatrixRef<S>, MatrixRef<S>);
HEADLIGHT_INSTANTIATE(float)
HEADLIGHT_INSTANTIATE(double)
#undef HEADLIGHT_INSTANTIATE

}  // namespace headlight
