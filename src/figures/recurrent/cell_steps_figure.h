#pragma once
// One recurrent cell, step by step. Letters: T positions, H units of a layer (d_hidden), N numbers that the layer reads
// (d_in).

#include <string>
#include <vector>

#include "figures/figure_files.h"
#include "figures/recurrent/cell_values.h"

namespace headlight {

struct FigureRun;

/// One cell: one unit of one layer at one position, step by step, as torch.nn's equations say it. Products are summed
/// in double precision from the model's weights and what the run recorded.
struct CellStepsFigure {
  /// How far the steps have gone; what comes later is not drawn yet. A kind has some of them (cellStages).
  enum class Stage { Inputs, Sums, Gates, Candidate, Cell, Hidden };
  /// One gate (or candidate, or a plain RNN's sum) of the unit.
  struct Gate {
    CellValue value = CellValue::Pre;
    std::vector<float> inputTerms;          ///< [N], weight · x, number by number; empty without weights
    std::vector<float> hiddenTerms;         ///< [H], weight · h before
    double fromInput = 0, inputBias = 0;    ///< the sum of inputTerms; b_i
    double fromHidden = 0, hiddenBias = 0;  ///< the sum of hiddenTerms; b_h
    double sum = 0;       ///< of the four; of a GRU's candidate fromInput + b_i + r · (fromHidden + b_h)
    double computed = 0;  ///< σ or tanh of `sum`; of a plain RNN's sum `sum` itself
    double recorded = 0;  ///< what the run computed; differs from `computed` by rounding
  };
  FigureSource source;
  CellKind kind = CellKind::Lstm;
  int layer = 0;
  Index unit = 0;
  Index position = 0;
  Stage stage = Stage::Hidden;
  int gate = 0;  ///< chosen: formulas take their numbers from it, and its products are drawn
  std::string tokenLabel;
  std::string labelBefore;          ///< of the token before; empty at the start, where h and c are zeros
  std::vector<float> input;         ///< [N], x: hook_in at this position
  std::vector<float> hiddenBefore;  ///< [H], h behind the position before
  std::vector<float> hiddenAfter;   ///< [H], h behind this one
  std::vector<Gate> gates;          ///< in torch's order: i f g o, r z n, or the sum
  double cellBefore = 0;            ///< c of the unit; LSTM
  // From recorded values: LSTM f · c before and i · g; GRU z · h before and (1 − z) · n.
  double kept = 0, written = 0;
  double cell = 0;         ///< recorded; LSTM
  double tanhCell = 0;     ///< tanh of `cell`; LSTM
  double shown = 0;        ///< LSTM o · tanh c; GRU kept + written; RNN tanh of the sum
  double hidden = 0;       ///< recorded: h of the unit, `shown` but for rounding
  bool hasWeights = true;  ///< false in a recording: it has the gates but not the sums behind them
  bool changed = false;    ///< an intervention reached in: recorded values do not follow from each other
};

/// The stages that a kind of cell has, in order.
[[nodiscard]] inline std::vector<CellStepsFigure::Stage> cellStages(CellKind kind) {
  using Stage = CellStepsFigure::Stage;
  switch (kind) {
    case CellKind::Rnn:
      return {Stage::Inputs, Stage::Sums, Stage::Hidden};
    case CellKind::Lstm:
      return {Stage::Inputs, Stage::Sums, Stage::Gates, Stage::Cell, Stage::Hidden};
    case CellKind::Gru:
      break;
  }
  return {Stage::Inputs, Stage::Sums, Stage::Gates, Stage::Candidate, Stage::Hidden};
}

struct CellPlace {
  int layer = 0;
  Index unit = 0;
  Index position = 0;
};

/// One cell step by step. Throws what recurrentFigure() throws, Error "figure.no_such_unit" and
/// "figure.no_such_position".
[[nodiscard]] CellStepsFigure cellStepsFigure(const FigureRun& run, const CellPlace& place, FigureSource source);

// What every kind of figure can say of itself (figures/export/figure_table.h).
[[nodiscard]] std::string fileNameOf(const CellStepsFigure& figure);
[[nodiscard]] std::string csvOf(const CellStepsFigure& figure);
[[nodiscard]] NamedFiles npyFiles(const CellStepsFigure& figure, const std::string& name);
[[nodiscard]] std::vector<FigureToken> tokensOf(const CellStepsFigure& figure);
[[nodiscard]] Badge badgeOf(const CellStepsFigure& figure);

}  // namespace headlight
