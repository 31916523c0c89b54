#include "nn/rnn_cell.h"

#include "nn/vector_math.h"

namespace headlight {

template <class Scalar>
void rnnForward(const ConstMatrixRef<Scalar>& sums, MatrixRef<Scalar> hidden) {
  for (Index b = 0; b < sums.rows(); ++b) {
    const Scalar* in = sums.data() + b * sums.outerStride();
    Scalar* out = hidden.data() + b * hidden.outerStride();
    eachStep<Scalar>(sums.cols(), [&](auto at) { at.store(out, tanhPack(at.load(in))); });
  }
}

template <class Scalar>
void rnnBackward(const ConstMatrixRef<Scalar>& hidden, const ConstMatrixRef<Scalar>& dhidden, MatrixRef<Scalar> dsums) {
  for (Index b = 0; b < hidden.rows(); ++b) {
    const Scalar* h = hidden.data() + b * hidden.outerStride();
    const Scalar* dh = dhidden.data() + b * dhidden.outerStride();
    Scalar* out = dsums.data() + b * dsums.outerStride();
    // undoes h' = tanh(sum)
    eachStep<Scalar>(hidden.cols(), [&](auto at) {
      const auto value = at.load(h);
      at.store(out, at.load(dh) * (Scalar{1} - value * value));
    });
  }
}

#define HEADLIGHT_INSTANTIATE(S)                                       \
  template void rnnForward<S>(const ConstMatrixRef<S>&, MatrixRef<S>); \
  template void rnnBackward<S>(const ConstMatrixRef<S>&, const ConstMatrixRef<S>&, MatrixRef<S>);
HEADLIGHT_INSTANTIATE(float)
HEADLIGHT_INSTANTIATE(double)
#undef HEADLIGHT_INSTANTIATE

}  // namespace headlight
