#pragma once
// What the cells of recurrent nets compute.
//
// Names are those of torch.nn: an LSTM has the gates i, f, o, the candidate g and the cell c, a GRU the gates r, z and
// the candidate n, a plain RNN the sum before its tanh; all have the hidden state h.

#include <vector>

namespace headlight {

enum class ModelKind;

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

/// Of a recurrent kind (isRecurrent()).
[[nodiscard]] CellKind cellKindOf(ModelKind kind);
/// What a cell computes, in the order of the run: gates and candidate (or the sum), the cell, the hidden state.
[[nodiscard]] std::vector<CellValue> cellValues(CellKind kind);
/// Those of them that weights are behind, in the order of torch's rows.
[[nodiscard]] std::vector<CellValue> cellGates(CellKind kind);

}  // namespace headlight
