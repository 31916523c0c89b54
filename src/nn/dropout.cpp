#include "nn/dropout.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace headlight {

namespace {

constexpr Index kDraws = 8;  // 16-bit draws from one counter of Philox
constexpr Index kWide = 16;  // counters worked on side by side

std::uint32_t thresholdOf(double rate) {
  return static_cast<std::uint32_t>(std::lround(rate * 65536.0));
}

/// philox() of tensor/random.h for 16 counters at once, in loops that compilers turn into vector instructions.
struct WidePhilox {
  std::uint32_t words[4][kWide];

  void run(std::uint32_t key0, std::uint32_t key1) {
    for (int round = 0; round < 10; ++round) {
      for (Index i = 0; i < kWide; ++i) {
        const std::uint64_t left = std::uint64_t{0xD2511F53} * words[0][i];
        const std::uint64_t right = std::uint64_t{0xCD9E8D57} * words[2][i];
        words[0][i] = static_cast<std::uint32_t>(right >> 32) ^ words[1][i] ^ key0;
        words[1][i] = static_cast<std::uint32_t>(right);
        words[2][i] = static_cast<std::uint32_t>(left >> 32) ^ words[3][i] ^ key1;
        words[3][i] = static_cast<std::uint32_t>(left);
      }
      key0 += 0x9E3779B9U;
      key1 += 0xBB67AE85U;
    }
  }
};

}  // namespace

double effectiveRate(double rate) {
  return thresholdOf(rate) / 65536.0;
}

void dropoutMask(const DropoutSite& site, double rate, Index firstElement, std::span<std::uint8_t> mask) {
  const std::uint32_t threshold = thresholdOf(rate);
  const auto n = static_cast<Index>(mask.size());
  for (Index begin = 0; begin < n; begin += kWide * kDraws) {
    WidePhilox wide;
    const Index counter = (firstElement + begin) / kDraws;
    for (Index i = 0; i < kWide; ++i) {
      wide.words[0][i] = static_cast<std::uint32_t>(counter + i);
      wide.words[1][i] = site.site;
      wide.words[2][i] = static_cast<std::uint32_t>(site.step);
      wide.words[3][i] = static_cast<std::uint32_t>(site.step >> 32);
    }
    wide.run(static_cast<std::uint32_t>(site.seed), static_cast<std::uint32_t>(site.seed >> 32));
    std::array<std::uint8_t, kWide * kDraws> drawn;
    for (Index i = 0; i < kWide; ++i) {
      for (Index word = 0; word < 4; ++word) {
        drawn[static_cast<std::size_t>(i * kDraws + 2 * word)] = (wide.words[word][i] & 0xFFFFU) >= threshold;
        drawn[static_cast<std::size_t>(i * kDraws + 2 * word + 1)] = (wide.words[word][i] >> 16) >= threshold;
      }
    }
    std::copy_n(drawn.begin(), std::min<Index>(n - begin, kWide * kDraws), mask.begin() + begin);
  }
}

template <class Scalar>
void dropoutForward(std::span<const Scalar> x, std::span<const std::uint8_t> mask, double rate, std::span<Scalar> y) {
  const auto factor = static_cast<Scalar>(1.0 / (1.0 - effectiveRate(rate)));
  for (std::size_t i = 0; i < x.size(); ++i) y[i] = x[i] * (factor * static_cast<Scalar>(mask[i]));
}

template <class Scalar>
void dropoutBackward(std::span<const Scalar> dy, std::span<const std::uint8_t> mask, double rate,
                     std::span<Scalar> dx) {
  dropoutForward<Scalar>(dy, mask, rate, dx);  // undoes y = x · mask / (1 − rate)
}

#define HEADLIGHT_INSTANTIATE(S)                                                                            \
  template void dropoutForward<S>(std::span<const S>, std::span<const std::uint8_t>, double, std::span<S>); \
  template void dropoutBackward<S>(std::span<const S>, std::span<const std::uint8_t>, double, std::span<S>);
HEADLIGHT_INSTANTIATE(float)
HEADLIGHT_INSTANTIATE(double)
#undef HEADLIGHT_INSTANTIATE

}  // namespace headlight
