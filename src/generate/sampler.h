#pragma once
// From logits to a chosen token. Pure functions: the same logits, settings and position give the same choice.

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "text/tokenizer.h"

namespace headlight {

struct SamplerSettings {
  bool greedy = true;
  double temperature = 1.0;  ///< > 0
  int topK = 0;              ///< 0: no cut
  double topP = 1.0;         ///< in (0, 1]; nucleus (Holtzman and others 2020)
  std::uint64_t seed = 0;

  bool operator==(const SamplerSettings&) const = default;
};

/// Throws Error "sampler.temperature", "sampler.top_k" or "sampler.top_p" naming the value that cannot be.
void validate(const SamplerSettings& settings);

struct Candidate {
  TokenId id = 0;
  float logit = 0;
  double probability = 0;          ///< softmax of the logits over the candidates ([UNK] and the like are masked)
  double samplingProbability = 0;  ///< after temperature, top-k and top-p; greedy: 1 for the likeliest
};

/// All candidates of one position, likeliest first (ties: smaller id first), with the entropy of `probability`.
struct Distribution {
  std::vector<Candidate> candidates;
  double entropyBits = 0;

  /// nullptr for a token that is no candidate.
  [[nodiscard]] const Candidate* find(TokenId id) const;
};

/// `logits` is [V]. Computed in double. `isCandidate` masks what is never drawn. Temperature first, then top-k, then
/// top-p in what top-k left; a cut keeps at least one.
/// Throws Error "sampler.not_finite" where a candidate's logit is no number, "sampler.no_candidate" where none is left.
[[nodiscard]] Distribution makeDistribution(std::span<const float> logits, const SamplerSettings& settings,
                                            const std::function<bool(TokenId)>& isCandidate);

/// Draws by the inverse of the cumulative distribution at a uniform number that belongs to (seed, position) alone.
[[nodiscard]] TokenId choose(const Distribution& distribution, const SamplerSettings& settings, std::int64_t position);

}  // namespace headlight
