#include "nn/cross_entropy.h"

#include "nn/softmax.h"

namespace headlight {

template <class Scalar>
double crossEntropyForward(const ConstMatrixRef<Scalar>& logits, std::span<const TokenId> targets,
                           MatrixRef<Scalar> probabilities, Scalar smoothing) {
  const double epsilon = static_cast<double>(smoothing);
  double total = 0;
  for (Index r = 0; r < logits.rows(); ++r) {
    const TokenId target = targets[static_cast<std::size_t>(r)];
    // Read first: the memory may be shared.
    const Scalar ofTarget = target < 0 ? Scalar{0} : logits(r, target);
    const Scalar mean = epsilon > 0 ? logits.row(r).mean() : Scalar{0};
    const double logSum = softmaxRowForward<Scalar>(logits.data() + r * logits.outerStride(), logits.cols(),
                                                    probabilities.data() + r * probabilities.outerStride());
    // −Σ q · ln p = ln Σ exp(logits) − Σ q · logits, since the shares q add up to 1
    if (target >= 0) {
      total += logSum - (1 - epsilon) * static_cast<double>(ofTarget) - epsilon * static_cast<double>(mean);
    }
  }
  return total;
}

template <class Scalar>
void crossEntropyBackward(const ConstMatrixRef<Scalar>& probabilities, std::span<const TokenId> targets, Scalar factor,
                          MatrixRef<Scalar> dlogits, Scalar smoothing) {
  const Scalar spread = factor * smoothing / static_cast<Scalar>(probabilities.cols());
  for (Index r = 0; r < probabilities.rows(); ++r) {
    const TokenId target = targets[static_cast<std::size_t>(r)];
    if (target < 0) {
      dlogits.row(r).setZero();
      continue;
    }
    // undoes −Σ q · ln softmax(logits): p − q
    dlogits.row(r).array() = probabilities.row(r).array() * factor - spread;
    dlogits(r, target) -= factor * (Scalar{1} - smoothing);
  }
}

#define HEADLIGHT_INSTANTIATE(S)                                                                               \
  template double crossEntropyForward<S>(const ConstMatrixRef<S>&, std::span<const TokenId>, MatrixRef<S>, S); \
  template void crossEntropyBackward<S>(const ConstMatrixRef<S>&, std::span<const TokenId>, S, MatrixRef<S>, S);
HEADLIGHT_INSTANTIATE(float)
HEADLIGHT_INSTANTIATE(double)
#undef HEADLIGHT_INSTANTIATE

}  // namespace headlight
