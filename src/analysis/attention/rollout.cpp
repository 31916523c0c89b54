#include "analysis/attention/rollout.h"

namespace headlight {

Matrix<float> attentionRollout(std::span<const Matrix<float>> patterns) {
  if (patterns.empty()) return {};
  const Index T = patterns.front().rows();
  const Matrix<double> identity = Matrix<double>::Identity(T, T);
  Matrix<double> rolled = identity;
  for (const Matrix<float>& pattern : patterns) rolled = (0.5 * pattern.cast<double>() + 0.5 * identity) * rolled;
  return rolled.cast<float>();
}

}  // namespace headlight
