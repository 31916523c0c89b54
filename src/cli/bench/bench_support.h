#pragma once
// What the measurements of `headlight bench` share.

#include <algorithm>
#include <chrono>
#include <span>
#include <vector>

#include "models/language_model.h"
#include "tensor/aligned_buffer.h"
#include "tensor/random.h"
#include "tensor/token_id.h"

namespace headlight::bench {

inline constexpr int kRepetitions = 9;
inline constexpr std::uint64_t kSeed = 1;

template <class Work>
double secondsOf(const Work& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

inline double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

inline std::vector<TokenId> randomTokens(Index count, Index vocabulary) {
  Random random(kSeed);
  std::vector<TokenId> tokens(static_cast<std::size_t>(count));
  for (TokenId& token : tokens) token = static_cast<TokenId>(random.below(static_cast<std::uint64_t>(vocabulary)));
  return tokens;
}

/// Seconds a token of a greedy decoding of a full context, at most `most` tokens; observed, every token gets a cache of
/// its own, as in a Generation.
double decodeOnce(const LanguageModel& model, ThreadPool& pool, bool observed, Index most, std::vector<float>& logits);

/// Seconds of a prompt in a fresh state.
double prefillOnce(const LanguageModel& model, ThreadPool& pool, std::span<const TokenId> tokens,
                   std::vector<float>& logits);
[[nodiscard]] std::vector<TokenId> promptFor(const ModelConfig& config);

/// 256 MiB that no cache holds.
class ReadableMemory {
 public:
  ReadableMemory();
  /// One reading from end to end, on all threads.
  [[nodiscard]] double gigabytesPerSecond(ThreadPool& pool);

 private:
  AlignedBuffer<std::byte> m_bytes;
};

/// One reading of all weights where they lie: the bandwidth of that very memory. How fast memory is depends on which
/// pages of the machine a process was given, so a buffer elsewhere would measure something else.
[[nodiscard]] double gigabytesPerSecond(const Parameters& weights, ThreadPool& pool);

}  // namespace headlight::bench
