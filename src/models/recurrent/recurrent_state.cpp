#include "models/recurrent/recurrent_state.h"

#include <algorithm>

#include "models/recurrent/recurrent_parameters.h"
#include "tensor/error.h"

namespace headlight {

namespace {

AlignedBuffer<float> room(Index a, Index b = 1) {
  return AlignedBuffer<float>(static_cast<std::size_t>(a) * static_cast<std::size_t>(b));
}

Index cellSize(const ModelConfig& config) {
  return config.hasCellState() ? config.dHidden : 0;
}

}  // namespace

RecurrentScratch::RecurrentScratch(const ModelConfig& config, Index rows)
    : embedding(room(rows, config.dModel)),
      gates(room(rows, gateCount(config.kind) * config.dHidden)),
      inner(room(config.dHidden)),
      cell(room(rows, cellSize(config))),
      tanhCell(room(config.dHidden)),
      outputs{room(rows, config.dHidden), room(rows, config.dHidden)},
      bias(room(gateCount(config.kind) * config.dHidden)) {}

RecurrentState::RecurrentState(const ModelConfig& config)
    : m_config(config),
      m_hidden(room(config.nLayers, config.dHidden)),
      m_cell(room(config.nLayers, cellSize(config))),
      m_stepScratch(config, 1) {}

std::unique_ptr<DecodingState> RecurrentState::clone() const {
  auto copy = std::make_unique<RecurrentState>(m_config);
  std::copy(m_hidden.span().begin(), m_hidden.span().end(), copy->m_hidden.data());
  std::copy(m_cell.span().begin(), m_cell.span().end(), copy->m_cell.data());
  copy->m_length = m_length;
  return copy;
}

void RecurrentState::truncate(Index length) {
  if (length >= m_length) return;
  if (length > 0) throw Error("internal.failure", {{"what", "a recurrent state cannot go back to an earlier token"}});
  std::fill(m_hidden.span().begin(), m_hidden.span().end(), 0.0F);
  std::fill(m_cell.span().begin(), m_cell.span().end(), 0.0F);
  m_length = 0;
}

}  // namespace headlight
