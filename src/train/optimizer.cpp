#include "train/optimizer.h"

#include <algorithm>
#include <cmath>

#include "tensor/error.h"

namespace headlight {
namespace {

constexpr Index kChunk = 8192;  // floats: four arrays of it stay in the second-level cache

using ConstVector = Eigen::Map<const Eigen::VectorXf, Eigen::Aligned64>;

[[noreturn]] void otherLayout() {
  throw Error("internal.failure", {{"what", "moments of another layout"}});
}

/// update(chunk) for each, on any thread.
template <class Update>
void forEachChunk(const std::vector<OptimizerChunk>& chunks, ThreadPool* pool, const Update& update) {
  constexpr Index kGrain = 4;
  parallelFor(pool, static_cast<Index>(chunks.size()), kGrain, [&](Index begin, Index end) {
    for (Index i = begin; i < end; ++i) update(chunks[static_cast<std::size_t>(i)]);
  });
}

}  // namespace

std::vector<OptimizerChunk> optimizerChunks(const ParameterLayout& layout, const FrozenParameters& frozen) {
  std::vector<OptimizerChunk> chunks;
  for (std::size_t i = 0; i < layout.all().size(); ++i) {
    const ParameterInfo& info = layout.all()[i];
    if (!frozen.empty() && frozen[i]) continue;
    for (Index begin = 0; begin < info.size(); begin += kChunk)
      chunks.push_back(
          {info.offset + static_cast<std::size_t>(begin), std::min(kChunk, info.size() - begin), !info.isVector});
  }
  return chunks;
}

std::unique_ptr<Optimizer> makeOptimizer(const ParameterLayout& layout, const TrainingSettings& settings,
                                         const FrozenParameters& frozen) {
  if (settings.optimizerKind == OptimizerKind::Sgd)
    return std::make_unique<Sgd>(layout, settings.sgd, settings.optimizer.weightDecay, frozen);
  return std::make_unique<AdamW>(layout, settings.optimizer, frozen);
}

struct AdamW::Step {
  float* weights;
  const float* gradients;
  float scale, decay, rate, rootCorrection;
};

AdamW::AdamW(const ParameterLayout& layout, const AdamWSettings& settings, const FrozenParameters& frozen)
    : m_settings(settings),
      m_chunks(optimizerChunks(layout, frozen)),
      m_firstMoment(layout.blockSize()),
      m_secondMoment(layout.blockSize()) {}

void AdamW::step(Parameters& weights, const Parameters& gradients, double scale, double learningRate,
                 std::uint64_t time, ThreadPool* pool) {
  const auto t = static_cast<double>(time);
  const Step step{weights.block().data(),
                  gradients.block().data(),
                  static_cast<float>(scale),
                  static_cast<float>(1 - learningRate * m_settings.weightDecay),
                  static_cast<float>(learningRate / (1 - std::pow(m_settings.beta1, t))),
                  static_cast<float>(std::sqrt(1 - std::pow(m_settings.beta2, t)))};
  forEachChunk(m_chunks, pool, [this, &step](const OptimizerChunk& chunk) { update(chunk, step); });
}

void AdamW::update(const OptimizerChunk& chunk, const Step& step) {
  const auto beta1 = static_cast<float>(m_settings.beta1);
  const auto beta2 = static_cast<float>(m_settings.beta2);
  const auto epsilon = static_cast<float>(m_settings.epsilon);
  const float decay = chunk.decays ? step.decay : 1.0F;
  float* __restrict w = step.weights + chunk.offset;
  const float* __restrict g = step.gradients + chunk.offset;
  float* __restrict m = m_firstMoment.data() + chunk.offset;
  float* __restrict v = m_secondMoment.data() + chunk.offset;
  for (Index i = 0; i < chunk.size; ++i) {
    const float gradient = step.scale * g[i];
    m[i] = beta1 * m[i] + (1 - beta1) * gradient;
    v[i] = beta2 * v[i] + (1 - beta2) * gradient * gradient;
    w[i] = decay * w[i] - step.rate * m[i] / (std::sqrt(v[i]) / step.rootCorrection + epsilon);
  }
}

void AdamW::setMoments(std::span<const float> first, std::span<const float> second) {
  if (first.size() != m_firstMoment.size() || second.size() != m_secondMoment.size()) otherLayout();
  std::copy(first.begin(), first.end(), m_firstMoment.data());
  std::copy(second.begin(), second.end(), m_secondMoment.data());
}

Sgd::Sgd(const ParameterLayout& layout, const SgdSettings& settings, double weightDecay, const FrozenParameters& frozen)
    : m_settings(settings),
      m_weightDecay(weightDecay),
      m_chunks(optimizerChunks(layout, frozen)),
      m_momentum(layout.blockSize()) {}

void Sgd::step(Parameters& weights, const Parameters& gradients, double scale, double learningRate,
               std::uint64_t /*time*/, ThreadPool* pool) {
  const auto momentum = static_cast<float>(m_settings.momentum);
  const auto rate = static_cast<float>(learningRate);
  const auto factor = static_cast<float>(scale);
  // what a step goes along: the buffer, or with Nesterov the gradient and the buffer that is yet to come
  const float ofGradient = m_settings.nesterov ? 1.0F : 0.0F;
  const float ofBuffer = m_settings.nesterov ? momentum : 1.0F;
  forEachChunk(m_chunks, pool, [&](const OptimizerChunk& chunk) {
    const float decay = chunk.decays ? static_cast<float>(m_weightDecay) : 0.0F;
    float* __restrict w = weights.block().data() + chunk.offset;
    const float* __restrict g = gradients.block().data() + chunk.offset;
    float* __restrict b = m_momentum.data() + chunk.offset;
    for (Index i = 0; i < chunk.size; ++i) {
      const float gradient = factor * g[i] + decay * w[i];
      b[i] = momentum * b[i] + gradient;
      w[i] -= rate * (ofGradient * gradient + ofBuffer * b[i]);
    }
  });
}

void Sgd::setMoments(std::span<const float> first, std::span<const float> second) {
  if (first.size() != m_momentum.size() || !second.empty()) otherLayout();
  std::copy(first.begin(), first.end(), m_momentum.data());
}

GlobalNorm::GlobalNorm(std::size_t blockSize) : m_sums((blockSize + kChunk - 1) / kChunk) {}

double GlobalNorm::of(std::span<const float> block, ThreadPool* pool) {
  const auto body = [this, &block](Index begin, Index end) {
    const ConstVector part(block.data() + begin, end - begin);
    m_sums[static_cast<std::size_t>(begin / kChunk)] = static_cast<double>(part.squaredNorm());
  };
  parallelFor(pool, static_cast<Index>(block.size()), kChunk, body);
  double sum = 0;
  for (const double part : m_sums) sum += part;
  return std::sqrt(sum);
}

double clippingScale(double norm, double clip) {
  return clip > 0 && norm > clip ? clip / norm : 1.0;
}

}  // namespace headlight
