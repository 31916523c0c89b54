#include "nn/gru_cell.h"

#include "nn/vector_math.h"

namespace headlight {

template <class Scalar>
void gruGatesForward(MatrixRef<Scalar> gates) {
  const Index H = gates.cols() / 3;
  for (Index b = 0; b < gates.rows(); ++b) {
    Scalar* row = gates.data() + b * gates.outerStride();
    eachStep<Scalar>(2 * H, [&](auto at) { at.store(row, sigmoidPack(at.load(row))); });
  }
}

template <class Scalar>
void gruCandidateForward(const ConstMatrixRef<Scalar>& inner, MatrixRef<Scalar> gates) {
  const Index H = inner.cols();
  for (Index b = 0; b < gates.rows(); ++b) {
    Scalar* row = gates.data() + b * gates.outerStride();
    const Scalar* fromHidden = inner.data() + b * inner.outerStride();
    eachStep<Scalar>(H, [&](auto at) {
      at.store(row + 2 * H, tanhPack(at.load(row + 2 * H) + at.load(row) * at.load(fromHidden)));
    });
  }
}

template <class Scalar>
void gruHiddenForward(const ConstMatrixRef<Scalar>& gates, const ConstMatrixRef<Scalar>& hidden,
                      MatrixRef<Scalar> newHidden) {
  const Index H = hidden.cols();
  for (Index b = 0; b < gates.rows(); ++b) {
    const Scalar* row = gates.data() + b * gates.outerStride();
    const Scalar* before = hidden.data() + b * hidden.outerStride();
    Scalar* after = newHidden.data() + b * newHidden.outerStride();
    eachStep<Scalar>(H, [&](auto at) {
      const auto n = at.load(row + 2 * H);
      at.store(after, n + at.load(row + H) * (at.load(before) - n));
    });
  }
}

template <class Scalar>
void gruForward(MatrixRef<Scalar> gates, const ConstMatrixRef<Scalar>& inner, const ConstMatrixRef<Scalar>& hidden,
                MatrixRef<Scalar> newHidden) {
  const Index H = hidden.cols();
  for (Index b = 0; b < gates.rows(); ++b) {
    Scalar* row = gates.data() + b * gates.outerStride();
    const Scalar* fromHidden = inner.data() + b * inner.outerStride();
    const Scalar* before = hidden.data() + b * hidden.outerStride();
    Scalar* after = newHidden.data() + b * newHidden.outerStride();
    eachStep<Scalar>(H, [&](auto at) {
      const auto r = sigmoidPack(at.load(row));
      const auto z = sigmoidPack(at.load(row + H));
      const auto n = tanhPack(at.load(row + 2 * H) + r * at.load(fromHidden));
      at.store(row, r);
      at.store(row + H, z);
      at.store(row + 2 * H, n);
      at.store(after, n + z * (at.load(before) - n));
    });
  }
}

template <class Scalar>
void gruBackward(const ConstMatrixRef<Scalar>& hidden, MatrixRef<Scalar> dhidden, MatrixRef<Scalar> gates,
                 MatrixRef<Scalar> inner) {
  const Index H = hidden.cols();
  constexpr Scalar one{1};
  for (Index b = 0; b < gates.rows(); ++b) {
    Scalar* row = gates.data() + b * gates.outerStride();
    Scalar* fromHidden = inner.data() + b * inner.outerStride();
    const Scalar* before = hidden.data() + b * hidden.outerStride();
    Scalar* dh = dhidden.data() + b * dhidden.outerStride();
    eachStep<Scalar>(H, [&](auto at) {
      const auto r = at.load(row);
      const auto z = at.load(row + H);
      const auto n = at.load(row + 2 * H);
      const auto dNew = at.load(dh);
      // undoes h' = (1 − z) · n + z · h, then n = tanh(… + r · inner), σ' = σ · (1 − σ)
      const auto dSum = dNew * (one - z) * (one - n * n);
      at.store(row, dSum * at.load(fromHidden) * r * (one - r));
      at.store(row + H, dNew * (at.load(before) - n) * z * (one - z));
      at.store(row + 2 * H, dSum);
      at.store(fromHidden, dSum * r);
      at.store(dh, dNew * z);
    });
  }
}

#define HEADLIGHT_INSTANTIATE(S)                                                                               \
  template void gruGatesForward<S>(MatrixRef<S>);                                                              \
  template void gruCandidateForward<S>(const ConstMatrixRef<S>&, MatrixRef<S>);                                \
  template void gruHiddenForward<S>(const ConstMatrixRef<S>&, const ConstMatrixRef<S>&, MatrixRef<S>);         \
  template void gruForward<S>(MatrixRef<S>, const ConstMatrixRef<S>&, const ConstMatrixRef<S>&, MatrixRef<S>); \
  template void gruBackward<S>(const ConstMatrixRef<S>&, MatrixRef<S>, MatrixRef<S>, MatrixRef<S>);
HEADLIGHT_INSTANTIATE(float)
HEADLIGHT_INSTANTIATE(double)
#undef HEADLIGHT_INSTANTIATE

}  // namespace headlight
