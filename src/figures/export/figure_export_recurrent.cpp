// Figures of recurrent nets as tables and arrays.

#include <cstdint>
#include <limits>

#include "figures/export/figure_export_parts.h"
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

std::string csvOf(const RecurrentFigure& figure) {
  CsvWriter csv;
  csv.text("value").text("unit");
  for (const std::string& label : figure.tokenLabels) csv.text(label);
  csv.endRow();
  for (const RecurrentFigure::Part& part : figure.parts) {
    for (const Index unit : figure.units) {
      csv.text(letterOf(part.value)).integer(unit);
      for (Index t = 0; t < part.numbers.rows(); ++t) csv.number(static_cast<double>(part.numbers(t, unit)));
      csv.endRow();
    }
  }
  return csv.bytes();
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

NamedFiles npyFiles(const RecurrentFigure& figure, const std::string& name) {
  std::vector<float> all;
  for (const RecurrentFigure::Part& part : figure.parts) {
    all.insert(all.end(), part.numbers.data(), part.numbers.data() + part.numbers.size());
  }
  const std::vector<std::int64_t> units(figure.units.begin(), figure.units.end());
  return {{name + ".npy",
           npyBytes({figure.parts.size(), figure.tokenLabels.size(), units.size()}, std::span<const float>(all))},
          {name + "_units.npy", npyBytes({units.size()}, std::span<const std::int64_t>(units))}};
}

NamedFiles npyFiles(const CellStepsFigure& figure, const std::string& name) {
  constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
  std::vector<double> numbers;
  for (const CellStepsFigure::Gate& gate : figure.gates) {
    for (const double number : {gate.fromInput, gate.inputBias, gate.fromHidden, gate.hiddenBias, gate.sum}) {
      numbers.push_back(figure.hasWeights ? number : kUnknown);
    }
    numbers.push_back(gate.recorded);
  }
  return {{name + ".npy", npyBytes({figure.gates.size(), 6}, std::span<const double>(numbers))}};
}

}  // namespace headlight
