#pragma once
// What the figures of recurrent nets show: the values of a layer over time, and one cell of it step by step.
//
// Letters: T positions, H units of a layer (d_hidden), N numbers that the layer reads (d_in). Names are those of
// torch.nn: an LSTM has the gates i, f, o, the candidate g and the cell c, a GRU the gates r, z and the candidate n, a
// plain RNN the sum before its tanh; all have the hidden state h.

#include <string>
#include <vector>

#include "figures/figure_source.h"
#include "tensor/matrix.h"

namespace headlight {

enum class CellKind { Rnn, Lstm, Gru };

/// What a cell computes at every position for every unit, in the order of the run (a kind has some of them).
enum class CellValue { Pre, GateI, GateF, GateG, GateO, GateR, GateZ, Candidate, Cell, Hidden };
inline constexpr int kCellValues = 10;

/// The numbers that a value can have: a gate 0 to 1, what a tanh made -1 to 1, a sum or a cell any.
enum class CellRange { Share, Tanh, Any };
[[nodiscard]] constexpr CellRange rangeOf(CellValue value) {
  switch (value) {
    case CellValue::GateI:
    case CellValue::GateF:
    case CellValue::GateO:
    case CellValue::GateR:
    case CellValue::GateZ:
      return CellRange::Share;
    case CellValue::Pre:
    case CellValue::Cell:
      return CellRange::Any;
    default:
      return CellRange::Tanh;
  }
}

/// "i", "c", "h"; "pre" of a plain RNN's sum, "n" of a GRU's candidate.
[[nodiscard]] constexpr const char* letterOf(CellValue value) {
  constexpr const char* kLetters[kCellValues] = {"pre", "i", "f", "g", "o", "r", "z", "n", "c", "h"};
  return kLetters[static_cast<int>(value)];
}

/// One layer over time: a heatmap a value, units down, tokens across.
struct RecurrentFigure {
  enum class Order { Model, MostChanging };
  struct Part {
    CellValue value = CellValue::Hidden;
    Matrix<float> numbers;  ///< [T, H], units as the model has them
  };
  FigureSource source;
  CellKind kind = CellKind::Lstm;
  int layer = 0;
  std::vector<std::string> tokenLabels;  ///< [T]; white space as it is
  std::vector<Part> parts;               ///< in the order of the run; a figure may show some of them
  Order order = Order::Model;
  std::vector<Index> units;  ///< [H]: which unit each row shows, from the top
  /// Scales end at the largest value shown instead of at 1. What is not bounded by 1 always does.
  bool isFitted = false;
};

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

}  // namespace headlight
