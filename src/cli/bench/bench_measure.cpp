#include "cli/bench/bench_measure.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <numeric>
#include <optional>

#include "cli/bench/bench_support.h"
#include "hooks/activation_cache.h"

namespace headlight {
namespace {

using namespace bench;

constexpr Index kLargeModel = Index{20'000'000};  // parameters
constexpr Index kLongestDecoding = 64;            // tokens of a large model
constexpr Index kLongestPrefill = 128;

}  // namespace

namespace bench {

double decodeOnce(const LanguageModel& model, ThreadPool& pool, bool observed, Index most, std::vector<float>& logits) {
  const auto state = model.newState();
  const Index steps = std::clamp<Index>(model.config().nCtx - 1, 1, most);
  std::optional<ActivationCache> cache;
  TokenId token = 0;
  if (model.config().hasSource()) model.prefill(std::span(&token, 1), *state, {}, logits);
  const double seconds = secondsOf([&] {
    for (Index i = 0; i < steps; ++i) {
      if (observed) cache.emplace(model.hooks());
      model.forward(std::span(&token, 1), *state, {observed ? &*cache : nullptr, {}, &pool}, logits);
      token = static_cast<TokenId>(std::max_element(logits.begin(), logits.end()) - logits.begin());
    }
  });
  return seconds / static_cast<double>(steps);
}

double prefillOnce(const LanguageModel& model, ThreadPool& pool, std::span<const TokenId> tokens,
                   std::vector<float>& logits) {
  const auto state = model.newState();
  const RunOptions options{nullptr, {}, &pool};
  return secondsOf([&] { model.prefill(tokens, *state, options, logits); });
}

std::vector<TokenId> promptFor(const ModelConfig& config) {
  return randomTokens(std::min(config.nCtx, kLongestPrefill), config.dVocab);
}

namespace {

/// Seconds until every thread has read its part of the bytes.
double readingSeconds(std::span<const std::span<const std::byte>> blocks, ThreadPool& pool) {
  constexpr Index kGrain = Index{1} << 19U;  // words: 4 MiB
  std::atomic<std::uint64_t> total{0};
  const double seconds = secondsOf([&] {
    for (const std::span<const std::byte> block : blocks) {
      const auto* const words = reinterpret_cast<const std::uint64_t*>(block.data());
      parallelFor(&pool, static_cast<Index>(block.size() / sizeof(std::uint64_t)), kGrain, [&](Index begin, Index end) {
        total += std::accumulate(words + begin, words + end, std::uint64_t{0});
      });
    }
  });
  // The sum is used, so that the reading cannot be left out.
  return seconds + (total == 1 ? 1e-9 : 0);
}

}  // namespace

ReadableMemory::ReadableMemory() : m_bytes(std::size_t{256} << 20U) {
  std::fill_n(m_bytes.data(), m_bytes.size(), std::byte{1});
}

double ReadableMemory::gigabytesPerSecond(ThreadPool& pool) {
  const std::span<const std::byte> block = m_bytes.span();
  return static_cast<double>(block.size()) / readingSeconds({&block, 1}, pool) * 1e-9;
}

double gigabytesPerSecond(const Parameters& weights, ThreadPool& pool) {
  const std::array blocks{std::as_bytes(weights.block()), weights.compactBlock()};
  return static_cast<double>(blocks[0].size() + blocks[1].size()) / readingSeconds(blocks, pool) * 1e-9;
}

}  // namespace bench

std::vector<Measurement> measureDecoding(const LanguageModel& model, ThreadPool& pool) {
  if (model.config().role() == Role::Fills) return {};
  std::vector<float> logits(model.config().dVocab);
  const Index most = model.parameters().layout().count() > kLargeModel ? kLongestDecoding : model.config().nCtx;
  std::vector<double> plain, observed;
  for (int i = 0; i <= kRepetitions; ++i) {
    const double without = decodeOnce(model, pool, false, most, logits);
    const double with = decodeOnce(model, pool, true, most, logits);
    if (i == 0) continue;  // caches warm up
    plain.push_back(without);
    observed.push_back(with);
  }
  return {{"decode_ms_per_token", median(plain) * 1e3, "ms"},
          {"decode_observed_ms_per_token", median(observed) * 1e3, "ms"}};
}

std::vector<Measurement> measurePrefill(const LanguageModel& model, ThreadPool& pool) {
  const std::vector<TokenId> tokens = promptFor(model.config());
  std::vector<float> logits(model.config().dVocab);
  std::vector<double> samples;
  for (int i = 0; i <= kRepetitions; ++i) {
    const double seconds = prefillOnce(model, pool, tokens, logits);
    if (i > 0) samples.push_back(seconds);
  }
  return {{"prefill_tokens_per_second", static_cast<double>(tokens.size()) / median(samples), "tokens/s"}};
}

std::vector<Measurement> measureMemory(ThreadPool& pool) {
  ReadableMemory memory;
  std::vector<double> samples;
  for (int i = 0; i <= 5; ++i) {
    const double speed = memory.gigabytesPerSecond(pool);
    if (i > 0) samples.push_back(speed);
  }
  return {{"memory_read_gb_per_second", median(samples), "GB/s"}};
}

}  // namespace headlight
