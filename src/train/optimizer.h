#pragma once
// Optimizers and gradient clipping, in parallel over fixed chunks of the parameter block: the bits do not depend on the
// number of threads.

#include <memory>
#include <span>
#include <vector>

#include "models/parameters.h"
#include "tensor/thread_pool.h"
#include "train/recipe.h"

namespace headlight {

/// Whether each parameter of a layout, in its order, stays as it is; empty: all move.
using FrozenParameters = std::vector<bool>;

/// Moves parameters against their gradient. Belongs to one training.
class Optimizer {
 public:
  virtual ~Optimizer() = default;

  /// One step with the gradients multiplied by `scale`. `time` counts from 1. All blocks have the layout of the
  /// constructor. No allocation.
  virtual void step(Parameters& weights, const Parameters& gradients, double scale, double learningRate,
                    std::uint64_t time, ThreadPool* pool) = 0;

  /// What it remembers from step to step, in the layout's order; the second is empty where it has only one.
  [[nodiscard]] virtual std::span<const float> firstMoment() const = 0;
  [[nodiscard]] virtual std::span<const float> secondMoment() const = 0;
  /// Throws Error "internal.failure" if the sizes are not those of the layout.
  virtual void setMoments(std::span<const float> first, std::span<const float> second) = 0;
};

/// The optimizer that the settings name.
[[nodiscard]] std::unique_ptr<Optimizer> makeOptimizer(const ParameterLayout& layout, const TrainingSettings& settings,
                                                       const FrozenParameters& frozen = {});

/// A run of numbers that one task updates.
struct OptimizerChunk {
  std::size_t offset = 0;
  Index size = 0;
  bool decays = false;  ///< a matrix
};
[[nodiscard]] std::vector<OptimizerChunk> optimizerChunks(const ParameterLayout& layout,
                                                          const FrozenParameters& frozen);

/// Adam with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2; the schedule is the caller's). At step t
/// with gradient g, each multiplied by the caller's `scale` first:
///   m ← β1·m + (1 - β1)·g,  v ← β2·v + (1 - β2)·g²,
///   w ← w·(1 - η·λ),        w ← w - η · m/(1 - β1^t) / (√(v/(1 - β2^t)) + ε)
/// λ applies to matrices only, not to biases and norms.
class AdamW : public Optimizer {
 public:
  AdamW(const ParameterLayout& layout, const AdamWSettings& settings, const FrozenParameters& frozen = {});

  void step(Parameters& weights, const Parameters& gradients, double scale, double learningRate, std::uint64_t time,
            ThreadPool* pool) override;
  [[nodiscard]] std::span<const float> firstMoment() const override { return m_firstMoment.span(); }
  [[nodiscard]] std::span<const float> secondMoment() const override { return m_secondMoment.span(); }
  void setMoments(std::span<const float> first, std::span<const float> second) override;

 private:
  struct Step;
  void update(const OptimizerChunk& chunk, const Step& step);

  AdamWSettings m_settings;
  std::vector<OptimizerChunk> m_chunks;
  AlignedBuffer<float> m_firstMoment, m_secondMoment;
};

/// Stochastic gradient descent with momentum, as torch.optim.SGD: with gradient g, multiplied by `scale` first,
///   g ← g + λ·w (matrices only),  b ← µ·b + g,  w ← w - η·b, or with Nesterov's momentum w ← w - η·(g + µ·b).
class Sgd : public Optimizer {
 public:
  Sgd(const ParameterLayout& layout, const SgdSettings& settings, double weightDecay,
      const FrozenParameters& frozen = {});

  void step(Parameters& weights, const Parameters& gradients, double scale, double learningRate, std::uint64_t time,
            ThreadPool* pool) override;
  [[nodiscard]] std::span<const float> firstMoment() const override { return m_momentum.span(); }
  [[nodiscard]] std::span<const float> secondMoment() const override { return {}; }
  void setMoments(std::span<const float> first, std::span<const float> second) override;

 private:
  SgdSettings m_settings;
  double m_weightDecay;
  std::vector<OptimizerChunk> m_chunks;
  AlignedBuffer<float> m_momentum;
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
