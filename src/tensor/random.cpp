#include "tensor/random.h"

#include <cmath>
#include <numbers>

namespace headlight {

std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key) {
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t left = 0xD2511F53ULL * counter[0];
    const std::uint64_t right = 0xCD9E8D57ULL * counter[2];
    counter = {static_cast<std::uint32_t>(right >> 32) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(right),
               static_cast<std::uint32_t>(left >> 32) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(left)};
    key[0] += 0x9E3779B9U;
    key[1] += 0xBB67AE85U;
  }
  return counter;
}

namespace {

std::array<std::uint32_t, 4> blockAt(std::uint64_t seed, std::uint64_t stream, std::uint64_t block) {
  return philox({static_cast<std::uint32_t>(block), static_cast<std::uint32_t>(block >> 32),
                 static_cast<std::uint32_t>(stream), static_cast<std::uint32_t>(stream >> 32)},
                {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)});
}

double toUnit(std::uint32_t high, std::uint32_t low) {
  const std::uint64_t bits = (static_cast<std::uint64_t>(high) << 32 | low) >> 11;
  return static_cast<double>(bits) * 0x1.0p-53;
}

}  // namespace

std::uint32_t Random::nextWord() {
  const auto block = blockAt(m_seed, m_stream, m_position / 4);
  return block[m_position++ % 4];
}

double Random::uniform() {
  const std::uint32_t high = nextWord();
  return toUnit(high, nextWord());
}

std::uint64_t Random::below(std::uint64_t bound) {
  // Draws from the part of the range that does not divide evenly are thrown away.
  const std::uint64_t unfair = (0 - bound) % bound;
  for (;;) {
    const std::uint64_t high = nextWord();
    const std::uint64_t draw = high << 32 | nextWord();
    if (draw >= unfair) return draw % bound;
  }
}

double Random::normal() {
  const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
  return radius * std::cos(2.0 * std::numbers::pi * uniform());
}

double uniformAt(std::uint64_t seed, std::uint64_t stream, std::uint64_t counter) {
  const auto block = blockAt(seed, stream, counter);
  return toUnit(block[0], block[1]);
}

}  // namespace headlight
