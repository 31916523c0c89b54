#pragma once
// What the measurements of `headlight bench` share.

#include <algorithm>
#include <chrono>
#include <vector>

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

}  // namespace headlight::bench
