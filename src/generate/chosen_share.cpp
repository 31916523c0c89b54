#include "generate/chosen_share.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace headlight {

ChosenShare chosenShare(const std::vector<float>& logits, const std::function<bool(TokenId)>& isCandidate,
                        TokenId token) {
  double most = -std::numeric_limits<double>::infinity();
  for (std::size_t id = 0; id < logits.size(); ++id) {
    if (isCandidate(static_cast<TokenId>(id))) most = std::max(most, double(logits[id]));
  }
  // With z = Σ exp(l − m): p = exp(l − m) / z, and the entropy is ln z − Σ p (l − m).
  double sum = 0, weighted = 0;
  for (std::size_t id = 0; id < logits.size(); ++id) {
    if (!isCandidate(static_cast<TokenId>(id))) continue;
    const double shifted = double(logits[id]) - most;
    const double share = std::exp(shifted);
    sum += share;
    if (share > 0) weighted += share * shifted;
  }
  return {std::exp(double(logits[static_cast<std::size_t>(token)]) - most) / sum,
          (std::log(sum) - weighted / sum) / std::log(2.0)};
}

}  // namespace headlight
