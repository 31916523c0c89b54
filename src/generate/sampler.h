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

/// A token that may come next.
struct Candidate {
  TokenId id = 0;
  float logit = 0;
  double probability = 0;          ///< the model's: softmax of the logits over all tokens
  double samplingProbability = 0;  ///< of the drawing, after temperature, top-k and top-p; greedy: 1 for the likeliest
  bool isDrawn = true;             ///< false for [UNK] and the like: the model gives it a share, the drawing none
};

/// All tokens of one position, likeliest first (ties: smaller id first).
struct Distribution {
  std::vector<Candidate> candidates;
  double entropyBits = 0;      ///< of `probability`
  double neverDrawnShare = 0;  ///< sum of `probability` over the tokens that are never drawn
  bool isGreedy = true;        ///< the likeliest is taken, nothing is drawn

  /// nullptr for an id that is not in the vocabulary.
  [[nodiscard]] const Candidate* find(TokenId id) const;
  /// The likeliest that may be drawn. Throws Error "sampler.no_candidate" where there is none.
  [[nodiscard]] const Candidate& likeliest() const;
};

/// `logits` is [V]. Computed in double. `mayBeDrawn` says what the drawing chooses from; it is renormalized over these,
/// temperature first, then top-k, then top-p in what top-k left; a cut keeps at least one.
/// Throws Error "sampler.not_finite" where a logit is no number, "sampler.no_candidate" where nothing may be drawn.
[[nodiscard]] Distribution makeDistribution(std::span<const float> logits, const SamplerSettings& settings,
                                            const std::function<bool(TokenId)>& mayBeDrawn);

/// Draws by the inverse of the cumulative distribution at a uniform number that belongs to (seed, position) alone.
[[nodiscard]] TokenId choose(const Distribution& distribution, const SamplerSettings& settings, std::int64_t position);

}  // namespace headlight
