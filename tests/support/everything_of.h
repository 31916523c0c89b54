#pragma once
// All that a run computes, for tests that two runs have the same bits.

#include <vector>

#include "hooks/activation_cache.h"
#include "models/language_model.h"
#include "support/some_tokens.h"

namespace headlight {

/// Every hook value and the logits of a prefill of `prompt` tokens and of `steps` single steps after it.
inline std::vector<float> everythingOf(const LanguageModel& model, std::size_t prompt, std::size_t steps,
                                       RunOptions options = {}) {
  const auto tokens = someTokens(prompt + steps, model.config().dVocab);
  const auto state = model.newState();
  std::vector<float> all, logits(static_cast<std::size_t>(model.config().dVocab));
  for (std::size_t at = 0; at < tokens.size();) {
    const std::size_t count = at == 0 ? prompt : 1;
    ActivationCache cache(model.hooks());
    options.observer = &cache;
    model.forward(std::span(tokens).subspan(at, count), *state, options, logits);
    for (const HookPoint& point : model.hooks().points()) {
      const HookValue value = cache.find(point);
      all.insert(all.end(), value.data, value.data + value.size());
    }
    all.insert(all.end(), logits.begin(), logits.end());
    at += count;
  }
  return all;
}

}  // namespace headlight
