#include "cli/bench_measure.h"

#include <algorithm>
#include <numeric>
#include <optional>

#include "cli/bench_support.h"
#include "hooks/activation_cache.h"

namespace headlight {
namespace {

using namespace bench;

/// Seconds a token of a whole greedy decoding; observed, every token gets a cache of its own, as in a Generation.
double decodeOnce(const LanguageModel& model, ThreadPool& pool, bool observed, std::vector<float>& logits) {
  const auto state = model.newState();
  const Index steps = std::max<Index>(1, model.config().nCtx - 1);
  std::optional<ActivationCache> cache;
  TokenId token = 0;
  if (model.config().kind == ModelKind::EncoderDecoder) model.prefill(std::span(&token, 1), *state, {}, logits);
  const double seconds = secondsOf([&] {
    for (Index i = 0; i < steps; ++i) {
      if (observed) cache.emplace(model.hooks());
      model.forward(std::span(&token, 1), *state, {observed ? &*cache : nullptr, {}, &pool}, logits);
      token = static_cast<TokenId>(std::max_element(logits.begin(), logits.end()) - logits.begin());
    }
  });
  return seconds / static_cast<double>(steps);
}

}  // namespace

std::vector<Measurement> measureDecoding(const LanguageModel& model, ThreadPool& pool) {
  if (model.config().kind == ModelKind::Encoder) return {};
  std::vector<float> logits(model.config().dVocab);
  std::vector<double> plain, observed;
  for (int i = 0; i <= kRepetitions; ++i) {
    const double without = decodeOnce(model, pool, false, logits);
    const double with = decodeOnce(model, pool, true, logits);
    if (i == 0) continue;  // caches warm up
    plain.push_back(without);
    observed.push_back(with);
  }
  return {{"decode_ms_per_token", median(plain) * 1e3, "ms"},
          {"decode_observed_ms_per_token", median(observed) * 1e3, "ms"}};
}

std::vector<Measurement> measurePrefill(const LanguageModel& model, ThreadPool& pool) {
  const std::vector<TokenId> tokens = randomTokens(model.config().nCtx, model.config().dVocab);
  std::vector<float> logits(model.config().dVocab);
  const RunOptions options{nullptr, {}, &pool};
  std::vector<double> samples;
  for (int i = 0; i <= kRepetitions; ++i) {
    const auto state = model.newState();
    const double seconds = secondsOf([&] { model.prefill(tokens, *state, options, logits); });
    if (i > 0) samples.push_back(seconds);
  }
  return {{"prefill_tokens_per_second", static_cast<double>(tokens.size()) / median(samples), "tokens/s"}};
}

std::vector<Measurement> measureMemory(ThreadPool& pool) {
  constexpr Index kNumbers = Index{64} << 20U;  // 256 MiB of float
  constexpr Index kGrain = Index{1} << 20U;
  AlignedBuffer<float> buffer(kNumbers);
  std::vector<float> sums(kNumbers / kGrain);
  std::vector<double> samples;
  for (int i = 0; i <= 5; ++i) {
    const double seconds = secondsOf([&] {
      parallelFor(&pool, kNumbers, kGrain, [&](Index begin, Index end) {
        sums[begin / kGrain] = ConstRowVectorMap<float>(buffer.data() + begin, end - begin).sum();
      });
    });
    if (i > 0) samples.push_back(seconds);
  }
  // The sum is used, so that the reading cannot be left out.
  const double bytes = 4.0 * kNumbers + static_cast<double>(std::accumulate(sums.begin(), sums.end(), 0.0F));
  return {{"memory_read_gb_per_second", bytes / median(samples) * 1e-9, "GB/s"}};
}

}  // namespace headlight
