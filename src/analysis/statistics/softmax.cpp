#include "analysis/statistics/softmax.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "tensor/error.h"

namespace headlight {

namespace {

/// The largest logit. Subtracted before exp, it keeps every power at 1 or below.
double largestOf(std::span<const float> logits) {
  double largest = -std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < logits.size(); ++i) {
    if (std::isnan(logits[i]) || logits[i] == std::numeric_limits<float>::infinity()) {
      throw Error("sampler.not_finite", {{"token", std::to_string(i)}});
    }
    largest = std::max(largest, static_cast<double>(logits[i]));
  }
  if (std::isinf(largest)) throw Error("sampler.no_candidate");
  return largest;
}

}  // namespace

std::vector<double> softmax(std::span<const float> logits) {
  const double largest = largestOf(logits);
  std::vector<double> shares(logits.size());
  double sum = 0;
  for (std::size_t i = 0; i < logits.size(); ++i) sum += shares[i] = std::exp(static_cast<double>(logits[i]) - largest);
  for (double& share : shares) share /= sum;
  return shares;
}

std::vector<double> logSoftmax(std::span<const float> logits) {
  const double largest = largestOf(logits);
  double sum = 0;
  for (const float logit : logits) sum += std::exp(static_cast<double>(logit) - largest);
  const double logSum = largest + std::log(sum);
  std::vector<double> result;
  result.reserve(logits.size());
  for (const float logit : logits) result.push_back(static_cast<double>(logit) - logSum);
  return result;
}

TokenShare tokenShare(std::span<const float> logits, TokenId token) {
  const double largest = largestOf(logits);
  // With z = Σ exp(l − m): p = exp(l − m) / z, and the entropy is ln z − Σ p (l − m).
  double sum = 0, weighted = 0;
  for (const float logit : logits) {
    const double shifted = static_cast<double>(logit) - largest;
    const double power = std::exp(shifted);
    sum += power;
    if (power > 0) weighted += power * shifted;
  }
  const double own = static_cast<double>(logits[static_cast<std::size_t>(token)]) - largest;
  const double bit = std::log(2.0);
  return {std::exp(own) / sum, (std::log(sum) - own) / bit, (std::log(sum) - weighted / sum) / bit};
}

double surpriseBits(double probability) {
  return 0 - std::log2(probability);
}

}  // namespace headlight
