#include "nn/cross_entropy.h"

#include "nn/softmax.h"

namespace headlight {

template <class Scalar>
double crossEntropyForward(const ConstMatrixRef<Scalar>& logits, std::span<const TokenId> targets,
                           MatrixRef<Scalar> probabilities) {
  double total = 0;
  for (Index r = 0; r < logits.rows(); ++r) {
    const TokenId target = targets[static_cast<std::size_t>(r)];
    const Scalar ofTarget = target < 0 ? Scalar{0} : logits(r, target);  // read first: the memory may be shared
    const double logSum = softmaxRowForward<Scalar>(logits.data() + r * logits.outerStride(), logits.cols(),
                                                    probabilities.data() + r * probabilities.outerStride());
    if (target >= 0) total += logSum - static_cast<double>(ofTarget);
  }
  return total;
}

template <class Scalar>
void crossEntropyBackward(const ConstMatrixRef<Scalar>& probabilities, std::span<const TokenId> targets, Scalar factor,
                          MatrixRef<Scalar> dlogits) {
  for (Index r = 0; r < probabilities.rows(); ++r) {
    const TokenId target = targets[static_cast<std::size_t>(r)];
    if (target < 0) {
      dlogits.row(r).setZero();
      continue;
    }
    dlogits.row(r) =
        probabilities.row(r) * factor;  // undoes −ln softmax(logits)[target]: p − 1 at the target, p elsewhere
    dlogits(r, target) -= factor;
  }
}

#define HEADLIGHT_INSTANTIATE(S)                                                                            \
  template double crossEntropyForward<S>(const ConstMatrixRef<S>&, std::span<const TokenId>, MatrixRef<S>); \
  template void crossEntropyBackward<S>(const ConstMatrixRef<S>&, std::span<const TokenId>, S, MatrixRef<S>);
HEADLIGHT_INSTANTIATE(float)
HEADLIGHT_INSTANTIATE(double)
#undef HEADLIGHT_INSTANTIATE

}  // namespace headlight
