#pragma once
// One recurrent cell worked out again from a model's weights and what a run recorded: the equations of torch.nn.RNN,
// LSTM and GRU for one unit at one position, in double precision.

#include <span>
#include <vector>

#include "figures/recurrent/cell_steps_figure.h"
#include "models/parameters.h"

namespace headlight {

/// What a run recorded of one layer at one position. Spans are borrowed; letters as in cell_steps_figure.h.
struct CellMoment {
  CellKind kind = CellKind::Lstm;
  int layer = 0;
  Index unit = 0;
  std::span<const float> input;         ///< [N]
  std::span<const float> hiddenBefore;  ///< [H]; zeros at the start
  std::span<const float> hiddenAfter;   ///< [H]
  std::vector<double> gates;            ///< of the unit, as cellGates() names them
  double cellBefore = 0, cell = 0;      ///< of the unit; LSTM
};

/// All numbers of the figure; where it comes from, `position` and the labels are the caller's. `parameters` are those
/// of the whole model; null: a recording, whose sums nobody knows. Pure.
[[nodiscard]] CellStepsFigure cellSteps(const CellMoment& moment, const Parameters* parameters);

}  // namespace headlight
