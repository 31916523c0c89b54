#include "generate/sampler.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "analysis/statistics/entropy.h"
#include "analysis/statistics/softmax.h"
#include "tensor/error.h"
#include "tensor/random.h"

namespace headlight {

namespace {

/// Keeps the draws of the sampler apart from other uses of the same seed (dropout, shuffles).
constexpr std::uint64_t kSamplingStream = 0x73616d706c65;

/// Likeliest first. Equal logits: the smaller id first, so that the order (and with it every cut and every draw) is a
/// function of the logits alone.
std::vector<Candidate> sortedTokens(std::span<const float> logits, const std::function<bool(TokenId)>& mayBeDrawn) {
  const std::vector<double> probabilities = softmax(logits);
  std::vector<Candidate> tokens;
  tokens.reserve(logits.size());
  for (std::size_t i = 0; i < logits.size(); ++i) {
    const auto id = static_cast<TokenId>(i);
    tokens.push_back({id, logits[i], probabilities[i], 0, mayBeDrawn(id)});
  }
  std::sort(tokens.begin(), tokens.end(), [](const Candidate& a, const Candidate& b) {
    return a.logit != b.logit ? a.logit > b.logit : a.id < b.id;
  });
  return tokens;
}

/// softmax(logits / temperature) of the tokens that may be drawn, likeliest first, in double.
std::vector<double> tempered(const std::vector<Candidate*>& drawn, double temperature) {
  std::vector<double> result;
  result.reserve(drawn.size());
  const double largest = drawn.front()->logit;
  double sum = 0;
  for (const Candidate* candidate : drawn) {
    result.push_back(std::exp((candidate->logit - largest) / temperature));
    sum += result.back();
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

/// Throws Error "sampler.no_candidate" where nothing may be drawn.
void setSamplingProbabilities(Distribution& distribution, const SamplerSettings& settings) {
  std::vector<Candidate*> drawn;
  for (Candidate& candidate : distribution.candidates) {
    if (candidate.isDrawn && std::isfinite(candidate.logit)) drawn.push_back(&candidate);
  }
  if (drawn.empty()) throw Error("sampler.no_candidate");
  if (settings.greedy) {
    drawn.front()->samplingProbability = 1;
    return;
  }
  const std::vector<double> probabilities = tempered(drawn, settings.temperature);
  const std::size_t kept = keptByCuts(probabilities, settings);
  double mass = 0;
  for (std::size_t i = 0; i < kept; ++i) mass += probabilities[i];
  for (std::size_t i = 0; i < kept; ++i) drawn[i]->samplingProbability = probabilities[i] / mass;
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

const Candidate& Distribution::likeliest() const {
  const auto found = std::find_if(candidates.begin(), candidates.end(), [](const Candidate& c) { return c.isDrawn; });
  if (found == candidates.end()) throw Error("sampler.no_candidate");
  return *found;
}

Distribution makeDistribution(std::span<const float> logits, const SamplerSettings& settings,
                              const std::function<bool(TokenId)>& mayBeDrawn) {
  Distribution result;
  result.candidates = sortedTokens(logits, mayBeDrawn);
  std::vector<double> probabilities;
  probabilities.reserve(result.candidates.size());
  for (const Candidate& candidate : result.candidates) {
    probabilities.push_back(candidate.probability);
    if (!candidate.isDrawn) result.neverDrawnShare += candidate.probability;
  }
  result.entropyBits = entropyBits(probabilities);
  result.isGreedy = settings.greedy;
  setSamplingProbabilities(result, settings);
  return result;
}

TokenId choose(const Distribution& distribution, const SamplerSettings& settings, std::int64_t position) {
  const TokenId likeliest = distribution.likeliest().id;
  if (settings.greedy) return likeliest;
  const double uniform = uniformAt(settings.seed, kSamplingStream, static_cast<std::uint64_t>(position));
  double sum = 0;
  TokenId last = likeliest;
  for (const Candidate& candidate : distribution.candidates) {
    if (candidate.samplingProbability <= 0) continue;
    sum += candidate.samplingProbability;
    last = candidate.id;
    if (uniform < sum) break;
  }
  return last;  // the probabilities may sum to a hair under the uniform number: then the last that could be drawn
}

}  // namespace headlight
