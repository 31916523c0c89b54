// What is written of one cell.

#include "figures/badge.h"
#include "figures/recurrent/cell_steps_figure.h"
#include "formats/files/csv.h"
#include "formats/files/npy.h"

namespace headlight {

namespace {

/// A number that stands in the last column alone.
void quantity(CsvWriter& csv, const char* name, double value) {
  csv.text(name);
  for (int column = 0; column < 5; ++column) csv.text("");
  csv.number(value).endRow();
}

}  // namespace

std::string fileNameOf(const CellStepsFigure& f) {
  return "cell" + layerMark(f.layer) + "_U" + std::to_string(f.unit) + "_P" + std::to_string(f.position);
}

std::string csvOf(const CellStepsFigure& figure) {
  CsvWriter csv;
  for (const char* column : {"quantity", "from_input", "input_bias", "from_hidden", "hidden_bias", "sum", "value"}) {
    csv.text(column);
  }
  csv.endRow();
  for (const CellStepsFigure::Gate& gate : figure.gates) {
    csv.text(letterOf(gate.value));
    for (const double number : {gate.fromInput, gate.inputBias, gate.fromHidden, gate.hiddenBias, gate.sum}) {
      figure.hasWeights ? csv.number(number) : csv.text("");
    }
    csv.number(gate.recorded).endRow();
  }
  quantity(csv, "h_before", static_cast<double>(figure.hiddenBefore[static_cast<std::size_t>(figure.unit)]));
  if (figure.kind == CellKind::Lstm) quantity(csv, "c_before", figure.cellBefore);
  if (figure.kind != CellKind::Rnn) {
    quantity(csv, "kept", figure.kept);
    quantity(csv, "written", figure.written);
  }
  if (figure.kind == CellKind::Lstm) {
    quantity(csv, "c", figure.cell);
    quantity(csv, "tanh_c", figure.tanhCell);
  }
  quantity(csv, "h", figure.hidden);
  return csv.bytes();
}

NamedFiles npyFiles(const CellStepsFigure& figure, const std::string& name) {
  std::vector<double> numbers;
  for (const CellStepsFigure::Gate& gate : figure.gates) {
    for (const double number : {gate.fromInput, gate.inputBias, gate.fromHidden, gate.hiddenBias, gate.sum}) {
      numbers.push_back(figure.hasWeights ? number : kNoNumber);
    }
    numbers.push_back(gate.recorded);
  }
  return {{name + ".npy", npyBytes({figure.gates.size(), 6}, std::span<const double>(numbers))}};
}

std::vector<FigureToken> tokensOf(const CellStepsFigure& figure) {
  return tokensOfLabels({figure.tokenLabel});
}

Badge badgeOf(const CellStepsFigure&) {
  return {};
}

}  // namespace headlight
