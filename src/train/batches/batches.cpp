#include "train/batches/batches.h"

#include <algorithm>

namespace headlight {

MixtureBatches::MixtureBatches(std::vector<TrainingText> sources, Index batch, Index length, std::uint64_t seed,
                               const std::vector<TokenId>& sentenceEnds)
    : m_order(std::move(sources), length, seed, sentenceEnds),
      m_batch(batch),
      m_length(length),
      m_inputs(static_cast<std::size_t>(batch * length)),
      m_targets(static_cast<std::size_t>(batch * length)),
      m_row(static_cast<std::size_t>(length + 1)),
      m_rowSources(static_cast<std::size_t>(batch)) {}

void MixtureBatches::fillRow(const MixtureOrder::Row& row, TokenId* inputs, TokenId* targets) {
  const std::vector<TokenId>& tokens = m_order.text(row.source).tokens;
  std::uint64_t number = row.firstPassage;
  std::size_t at = m_order.passageBegin(row.source, number);
  for (std::size_t i = 0; i < m_row.size(); ++i) {
    const bool documentOver = i > 0 && m_order.isDocumentEnd(row.source, at);
    if (documentOver) at = m_order.documentBegin(row.source, ++number);
    m_row[i] = tokens[at++];
  }
  std::copy(m_row.begin(), m_row.end() - 1, inputs);
  std::copy(m_row.begin() + 1, m_row.end(), targets);
}

TrainingBatch MixtureBatches::at(std::uint64_t step) {
  const auto batch = static_cast<std::uint64_t>(m_batch);
  for (Index b = 0; b < m_batch; ++b) {
    const MixtureOrder::Row row = m_order.row(step * batch + static_cast<std::uint64_t>(b));
    m_rowSources[static_cast<std::size_t>(b)] = row.source;
    fillRow(row, m_inputs.data() + b * m_length, m_targets.data() + b * m_length);
  }
  return {m_batch, m_length, m_inputs, m_targets};
}

}  // namespace headlight
