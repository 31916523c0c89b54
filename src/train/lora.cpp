#include "train/lora.h"

#include <algorithm>
#include <cmath>

#include "tensor/error.h"
#include "tensor/matrix_product.h"
#include "tensor/random.h"

namespace headlight {
namespace {

constexpr std::uint64_t kAdapterStream = 0x6c6f726100000000ULL;
constexpr Index kRowGrain = 64;

Operand<float> operand(const float* data, Index columns) {
  return {data, columns, 1};
}

}  // namespace

LoraWeights::LoraWeights(TrainableModel& model, const LoraSettings& settings, std::uint64_t seed)
    : m_weights(model.weights()),
      m_rank(settings.rank),
      m_factor(static_cast<float>(settings.alpha / static_cast<double>(settings.rank))) {
  chooseMatrices(settings);
  for (std::size_t i = 0; i < m_chosen.size(); ++i) {
    Adapter& adapter = m_chosen[i];
    Random random(seed, kAdapterStream + i);
    const double deviation = 1 / std::sqrt(static_cast<double>(adapter.a.rows));
    MatrixMap<float> a = m_adapters.matrix(adapter.a);
    for (Index k = 0; k < a.size(); ++k) a.data()[k] = static_cast<float>(deviation * random.normal());
    adapter.base = AlignedBuffer<float>(static_cast<std::size_t>(adapter.matrix.size()));
    std::copy_n(m_weights.block().data() + adapter.matrix.offset, adapter.matrix.size(), adapter.base.data());
  }
}

void LoraWeights::chooseMatrices(const LoraSettings& settings) {
  const ParameterLayout& all = m_weights.layout();
  const std::vector<bool> matches = matchingParameters(all, settings.matrices);
  ParameterLayout layout;
  for (std::size_t i = 0; i < matches.size(); ++i) {
    const ParameterInfo& info = all.all()[i];
    if (!matches[i]) continue;
    if (info.isVector) throw Error("train.lora_needs_matrix", {{"parameter", info.name}});
    layout.addMatrix(info.name + ".lora_A", info.rows, m_rank);
    layout.addMatrix(info.name + ".lora_B", m_rank, info.columns);
    m_chosen.push_back({info, layout.all()[layout.all().size() - 2], layout.all().back(), {}});
  }
  m_adapters = Parameters(layout);
  m_gradients = Parameters(layout);
}

Parameters& LoraWeights::gradients(Parameters& ofWeights, ThreadPool* pool) {
  for (const Adapter& adapter : m_chosen) {
    const Index rows = adapter.matrix.rows, columns = adapter.matrix.columns;
    const float* dW = ofWeights.block().data() + adapter.matrix.offset;
    const float* a = m_adapters.block().data() + adapter.a.offset;
    const float* b = m_adapters.block().data() + adapter.b.offset;
    float* dA = m_gradients.block().data() + adapter.a.offset;
    float* dB = m_gradients.block().data() + adapter.b.offset;
    parallelFor(pool, rows, kRowGrain, [&](Index begin, Index end) {  // undoes A in W0 + f · A · B
      multiply(end - begin, m_rank, columns, operand(dW + begin * columns, columns), operand(b, columns).transposed(),
               dA + begin * m_rank, m_rank, ProductMode::Overwrite);
    });
    multiply(m_rank, columns, rows, operand(a, m_rank).transposed(), operand(dW, columns), dB, columns,
             ProductMode::Overwrite);  // undoes B
  }
  for (float& value : m_gradients.block()) value *= m_factor;
  return m_gradients;
}

void LoraWeights::update(ThreadPool* pool) {
  for (const Adapter& adapter : m_chosen) {
    const Index columns = adapter.matrix.columns;
    const float* a = m_adapters.block().data() + adapter.a.offset;
    const float* b = m_adapters.block().data() + adapter.b.offset;
    float* w = m_weights.block().data() + adapter.matrix.offset;
    parallelFor(pool, adapter.matrix.rows, kRowGrain, [&](Index begin, Index end) {
      float* rows = w + begin * columns;
      multiply(end - begin, columns, m_rank, operand(a + begin * m_rank, m_rank), operand(b, columns), rows, columns,
               ProductMode::Overwrite);
      const float* base = adapter.base.data() + begin * columns;
      for (Index i = 0; i < (end - begin) * columns; ++i) rows[i] = base[i] + m_factor * rows[i];
    });
  }
}

}  // namespace headlight
