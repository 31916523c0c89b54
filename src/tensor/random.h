#pragma once
// Counter-based random numbers: a value is a pure function of (seed, stream, counter), so a step of generation, a
// dropout mask or a shuffle can be made again from its position alone, on any thread and in any order.
//
// Philox 4x32-10 (Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3", SC 2011). The standard
// library's engines are portable but its distributions are not, hence our own uniform, normal and shuffle.

#include <array>
#include <cstdint>
#include <span>
#include <utility>

namespace headlight {

/// Ten rounds of Philox 4x32: four independent 32-bit words for this counter and key.
[[nodiscard]] std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter,
                                                  std::array<std::uint32_t, 2> key);

/// A sequence of random numbers that is fixed by (seed, stream). Cheap to make; copy it to repeat it.
class Random {
 public:
  explicit Random(std::uint64_t seed, std::uint64_t stream = 0) : m_seed(seed), m_stream(stream) {}

  [[nodiscard]] std::uint32_t nextWord();
  /// Uniform in [0, 1), 53 bits.
  [[nodiscard]] double uniform();
  /// Uniform integer in [0, bound), without bias; bound > 0.
  [[nodiscard]] std::uint64_t below(std::uint64_t bound);
  /// Mean 0, deviation 1 (Box and Muller 1958).
  [[nodiscard]] double normal();

  /// Fisher-Yates.
  template <class T>
  void shuffle(std::span<T> values) {
    for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[below(i)]);
  }

  /// How many words were taken so far; with seed and stream the whole state (checkpoints store it).
  [[nodiscard]] std::uint64_t position() const { return m_position; }
  void seek(std::uint64_t position) { m_position = position; }

 private:
  std::uint64_t m_seed;
  std::uint64_t m_stream;
  std::uint64_t m_position = 0;
};

/// One uniform number in [0, 1) that belongs to (seed, stream, counter) alone.
[[nodiscard]] double uniformAt(std::uint64_t seed, std::uint64_t stream, std::uint64_t counter);

}  // namespace headlight
