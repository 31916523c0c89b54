#pragma once
// AdamW and gradient clipping, in parallel over fixed chunks of the parameter block: the bits do not depend on the
// number of threads.

#include <span>
#include <vector>

#include "models/parameters.h"
#include "tensor/thread_pool.h"
#include "train/recipe.h"

namespace headlight {

/// Adam with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2; the schedule is the caller's). At step t
/// with gradient g, each multiplied by the caller's `scale` first:
///   m ← β1·m + (1 - β1)·g,  v ← β2·v + (1 - β2)·g²,
///   w ← w·(1 - η·λ),        w ← w - η · m/(1 - β1^t) / (√(v/(1 - β2^t)) + ε)
/// λ applies to matrices only, not to biases and norms.
class AdamW {
 public:
  AdamW(const ParameterLayout& layout, const AdamWSettings& settings);

  /// One step. `time` counts from 1. All blocks have the layout of the constructor. No allocation.
  void step(Parameters& weights, const Parameters& gradients, double scale, double learningRate, std::uint64_t time,
            ThreadPool* pool);

  [[nodiscard]] std::span<const float> firstMoment() const { return m_firstMoment.span(); }
  [[nodiscard]] std::span<const float> secondMoment() const { return m_secondMoment.span(); }
  /// Throws Error "internal.failure" if the sizes are not those of the layout.
  void setMoments(std::span<const float> first, std::span<const float> second);

 private:
  struct Chunk {
    std::size_t offset;
    Index size;
    bool decays;
  };
  struct Step;
  void update(const Chunk& chunk, const Step& step);

  AdamWSettings m_settings;
  std::vector<Chunk> m_chunks;
  AlignedBuffer<float> m_firstMoment, m_secondMoment;
};

/// √(sum of squares) over a block. Chunk by chunk, and the chunks' sums in order.
class GlobalNorm {
 public:
  explicit GlobalNorm(std::size_t blockSize);
  [[nodiscard]] double of(std::span<const float> block, ThreadPool* pool);

 private:
  std::vector<double> m_sums;
};

/// What gradients of this norm are multiplied with so that it is at most `clip` (1 if clip is 0 or the norm is less).
[[nodiscard]] double clippingScale(double norm, double clip);

}  // namespace headlight
