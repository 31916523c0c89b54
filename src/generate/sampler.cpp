#include "generate/sampler.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "analysis/statistics/entropy.h"
#include "tensor/error.h"
#include "tensor/random.h"

namespace headlight {

namespace {

/// Keeps the draws of the sampler apart from other uses of the same seed (dropout, shuffles).
constexpr std::uint64_t kSamplingStream = 0x73616d706c65;

/// Candidates with their logits only, likeliest first. Equal logits: the smaller id first, so that the order (and with
/// it every cut and every draw) is a function of the logits alone.
std::vector<Candidate> sortedCandidates(std::span<const float> logits,
                                        const std::function<bool(TokenId)>& isCandidate) {
  std::vector<Candidate> candidates;
  candidates.reserve(logits.size());
  for (std::size_t i = 0; i < logits.size(); ++i) {
    const auto id = static_cast<TokenId>(i);
    if (!isCandidate(id)) continue;
    if (std::isnan(logits[i]) || logits[i] == std::numeric_limits<float>::infinity()) {
      throw Error("sampler.not_finite", {{"token", std::to_string(id)}});
    }
    candidates.push_back({id, logits[i], 0, 0});
  }
  if (candidates.empty()) throw Error("sampler.no_candidate");
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    return a.logit != b.logit ? a.logit > b.logit : a.id < b.id;
  });
  if (std::isinf(candidates.front().logit)) throw Error("sampler.no_candidate");
  return candidates;
}

/// softmax(logits / temperature) of sorted candidates, in double.
std::vector<double> softmax(const std::vector<Candidate>& sorted, double temperature) {
  std::vector<double> result(sorted.size());
  const double largest = sorted.front().logit;
  double sum = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    result[i] = std::exp((sorted[i].logit - largest) / temperature);
    sum += result[i];
  }
  for (double& value : result) value /= sum;
  return result;
}

/// How many of the likeliest stay. Top-k first; top-p then counts in what top-k left (the order of Hugging Face).
std::size_t keptByCuts(const std::vector<double>& probabilities, const SamplerSettings& settings) {
  std::size_t kept = probabilities.size();
  if (settings.topK > 0) kept = std::min(kept, static_cast<std::size_t>(settings.topK));
  if (settings.topP >= 1) return kept;
  double mass = 0;
  for (std::size_t i = 0; i < kept; ++i) mass += probabilities[i];
  double sum = 0;
  for (std::size_t i = 0; i < kept; ++i) {
    sum += probabilities[i];
    if (sum >= settings.topP * mass) return i + 1;
  }
  return kept;
}

void setSamplingProbabilities(std::vector<Candidate>& candidates, const SamplerSettings& settings) {
  if (settings.greedy) {
    candidates.front().samplingProbability = 1;
    return;
  }
  const std::vector<double> probabilities = softmax(candidates, settings.temperature);
  const std::size_t kept = keptByCuts(probabilities, settings);
  double mass = 0;
  for (std::size_t i = 0; i < kept; ++i) mass += probabilities[i];
  for (std::size_t i = 0; i < kept; ++i) candidates[i].samplingProbability = probabilities[i] / mass;
}

}  // namespace

void validate(const SamplerSettings& settings) {
  if (!(settings.temperature > 0) || !std::isfinite(settings.temperature)) {
    throw Error("sampler.temperature", {{"value", std::to_string(settings.temperature)}});
  }
  if (settings.topK < 0) throw Error("sampler.top_k", {{"value", std::to_string(settings.topK)}});
  if (!(settings.topP > 0 && settings.topP <= 1)) {
    throw Error("sampler.top_p", {{"value", std::to_string(settings.topP)}});
  }
}

const Candidate* Distribution::find(TokenId id) const {
  const auto found =
      std::find_if(candidates.begin(), candidates.end(), [id](const Candidate& c) { return c.id == id; });
  return found == candidates.end() ? nullptr : &*found;
}

Distribution makeDistribution(std::span<const float> logits, const SamplerSettings& settings,
                              const std::function<bool(TokenId)>& isCandidate) {
  Distribution result;
  result.candidates = sortedCandidates(logits, isCandidate);
  const std::vector<double> probabilities = softmax(result.candidates, 1.0);
  for (std::size_t i = 0; i < probabilities.size(); ++i) result.candidates[i].probability = probabilities[i];
  result.entropyBits = entropyBits(probabilities);
  setSamplingProbabilities(result.candidates, settings);
  return result;
}

TokenId choose(const Distribution& distribution, const SamplerSettings& settings, std::int64_t position) {
  if (distribution.candidates.empty()) throw Error("sampler.no_candidate");
  const TokenId likeliest = distribution.candidates.front().id;
  if (settings.greedy) return likeliest;
  const double uniform = uniformAt(settings.seed, kSamplingStream, static_cast<std::uint64_t>(position));
  double sum = 0;
  TokenId last = likeliest;
  for (const Candidate& candidate : distribution.candidates) {
    if (candidate.samplingProbability <= 0) break;
    sum += candidate.samplingProbability;
    last = candidate.id;
    if (uniform < sum) break;
  }
  return last;  // the probabilities may sum to a hair under the uniform number: then the last that could be drawn
}

}  // namespace headlight
