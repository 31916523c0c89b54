#include "figures/recurrent/cell_steps.h"

#include <algorithm>
#include <cmath>

#include "models/recurrent/recurrent_parameters.h"

namespace headlight {

namespace {

/// More than rounding can do: somebody reached in.
bool differ(double a, double b) {
  return std::abs(a - b) > 1e-3 * std::max({1.0, std::abs(a), std::abs(b)});
}

double sigmoid(double x) {
  return 1 / (1 + std::exp(-x));
}

/// values [n] times one column of weights [n, ·], number by number; returns the sum.
double multiply(std::span<const float> values, const ConstMatrixMap<float>& weights, Index column,
                std::vector<float>& terms) {
  double sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double term = static_cast<double>(values[i]) * static_cast<double>(weights(static_cast<Index>(i), column));
    terms.push_back(static_cast<float>(term));
    sum += term;
  }
  return sum;
}

double squashed(CellValue value, double sum) {
  switch (rangeOf(value)) {
    case CellRange::Share:
      return sigmoid(sum);
    case CellRange::Tanh:
      return std::tanh(sum);
    case CellRange::Any:
      break;
  }
  return sum;
}

/// The products and biases behind every gate.
void addSums(CellStepsFigure& figure, const CellMoment& moment, const Parameters& parameters) {
  const auto part = [&](const char* name) { return parameters.matrix(recurrentName(name, moment.layer)); };
  const auto inputWeight = part("weight_ih"), hiddenWeight = part("weight_hh");
  const auto inputBias = part("bias_ih"), hiddenBias = part("bias_hh");
  const Index H = hiddenWeight.rows();
  for (std::size_t i = 0; i < figure.gates.size(); ++i) {
    CellStepsFigure::Gate& gate = figure.gates[i];
    const Index column = static_cast<Index>(i) * H + moment.unit;
    gate.fromInput = multiply(moment.input, inputWeight, column, gate.inputTerms);
    gate.fromHidden = multiply(moment.hiddenBefore, hiddenWeight, column, gate.hiddenTerms);
    gate.inputBias = static_cast<double>(inputBias(0, column));
    gate.hiddenBias = static_cast<double>(hiddenBias(0, column));
    // In a GRU's candidate the reset gate multiplies what comes from before, its bias included.
    const double reset = gate.value == CellValue::Candidate ? figure.gates.front().recorded : 1;
    gate.sum = gate.fromInput + gate.inputBias + reset * (gate.fromHidden + gate.hiddenBias);
    gate.computed = squashed(gate.value, gate.sum);
  }
}

/// What becomes of the old state and what is put beside it, from recorded gates.
void addStates(CellStepsFigure& figure, double hiddenBefore) {
  const auto gate = [&](std::size_t place) { return figure.gates[place].recorded; };
  switch (figure.kind) {
    case CellKind::Rnn:
      figure.shown = std::tanh(gate(0));
      break;
    case CellKind::Lstm:
      figure.kept = gate(1) * figure.cellBefore;
      figure.written = gate(0) * gate(2);
      figure.tanhCell = std::tanh(figure.cell);
      figure.shown = gate(3) * figure.tanhCell;
      break;
    case CellKind::Gru:
      figure.kept = gate(1) * hiddenBefore;
      figure.written = (1 - gate(1)) * gate(2);
      figure.shown = figure.kept + figure.written;
      break;
  }
}

bool isChanged(const CellStepsFigure& figure) {
  for (const CellStepsFigure::Gate& gate : figure.gates) {
    if (figure.hasWeights && differ(gate.computed, gate.recorded)) return true;
  }
  if (figure.kind == CellKind::Lstm && differ(figure.kept + figure.written, figure.cell)) return true;
  return differ(figure.shown, figure.hidden);
}

std::vector<float> copied(std::span<const float> values) {
  return {values.begin(), values.end()};
}

}  // namespace

CellKind cellKindOf(ModelKind kind) {
  return kind == ModelKind::Lstm ? CellKind::Lstm : kind == ModelKind::Gru ? CellKind::Gru : CellKind::Rnn;
}

std::vector<CellValue> cellGates(CellKind kind) {
  switch (kind) {
    case CellKind::Rnn:
      return {CellValue::Pre};
    case CellKind::Lstm:
      return {CellValue::GateI, CellValue::GateF, CellValue::GateG, CellValue::GateO};
    case CellKind::Gru:
      break;
  }
  return {CellValue::GateR, CellValue::GateZ, CellValue::Candidate};
}

std::vector<CellValue> cellValues(CellKind kind) {
  std::vector<CellValue> values = cellGates(kind);
  if (kind == CellKind::Lstm) values.push_back(CellValue::Cell);
  values.push_back(CellValue::Hidden);
  return values;
}

CellStepsFigure cellSteps(const CellMoment& moment, const Parameters* parameters) {
  const auto unit = static_cast<std::size_t>(moment.unit);
  CellStepsFigure figure;
  figure.kind = moment.kind;
  figure.layer = moment.layer;
  figure.unit = moment.unit;
  figure.input = copied(moment.input);
  figure.hiddenBefore = copied(moment.hiddenBefore);
  figure.hiddenAfter = copied(moment.hiddenAfter);
  figure.cellBefore = moment.cellBefore;
  figure.cell = moment.cell;
  figure.hidden = static_cast<double>(moment.hiddenAfter[unit]);
  figure.hasWeights = parameters != nullptr;
  const std::vector<CellValue> gates = cellGates(moment.kind);
  for (std::size_t i = 0; i < gates.size(); ++i) {
    CellStepsFigure::Gate gate;
    gate.value = gates[i];
    gate.recorded = moment.gates[i];
    figure.gates.push_back(std::move(gate));
  }
  if (parameters != nullptr) addSums(figure, moment, *parameters);
  addStates(figure, static_cast<double>(moment.hiddenBefore[unit]));
  figure.changed = isChanged(figure);
  return figure;
}

}  // namespace headlight
