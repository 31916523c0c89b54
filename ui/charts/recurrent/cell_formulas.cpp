#include "charts/recurrent/cell_formulas.h"

#include <cmath>

#include "charts/figure/shown_text.h"

namespace headlight {
namespace {

using Stage = CellStepsFigure::Stage;
using Gate = CellStepsFigure::Gate;

QString number(double value) {
  return formatNumber(value);
}

/// " + 0.02", " − 1.20"
QString added(double value) {
  return (value < 0 ? QStringLiteral(" − ") : QStringLiteral(" + ")) + number(std::abs(value));
}

/// "0.83 + 0.02 − 1.20"
QString sumOf(std::initializer_list<double> values) {
  QString text;
  for (const double value : values) text += text.isEmpty() ? number(value) : added(value);
  return text;
}

const Gate& gateOf(const CellStepsFigure& data, CellValue value) {
  for (const Gate& gate : data.gates) {
    if (gate.value == value) return gate;
  }
  return data.gates.front();
}

QString squashing(CellValue value) {
  return rangeOf(value) == CellRange::Share ? QStringLiteral("σ") : QStringLiteral("tanh");
}

QString quoted(const std::string& label) {
  return QStringLiteral("“%1”").arg(visibleToken(label));
}

QStringList sumFormulas(const CellStepsFigure& data, const Gate& gate) {
  const QString s = gateSuffix(data.kind, gate.value);
  const QString inputs = QStringLiteral("W_i%1·x(t) + b_i%1").arg(s),
                hidden = QStringLiteral("W_h%1·h(t−1) + b_h%1").arg(s);
  if (gate.value == CellValue::Candidate) {  // the two parts meet behind the reset gate
    return {inputs + QStringLiteral(" = ") + sumOf({gate.fromInput, gate.inputBias}) + QStringLiteral(" = ") +
                number(gate.fromInput + gate.inputBias),
            hidden + QStringLiteral(" = ") + sumOf({gate.fromHidden, gate.hiddenBias}) + QStringLiteral(" = ") +
                number(gate.fromHidden + gate.hiddenBias)};
  }
  return {inputs + QStringLiteral(" + ") + hidden + QStringLiteral(" = ") +
          sumOf({gate.fromInput, gate.inputBias, gate.fromHidden, gate.hiddenBias}) + QStringLiteral(" = ") +
          number(gate.sum)};
}

/// "f = σ(1.62) = 0.835", of a recording "f = 0.835".
QString gateFormula(const CellStepsFigure& data, const Gate& gate) {
  const QString letter = QLatin1String(letterOf(gate.value));
  if (!data.hasWeights) return letter + QStringLiteral(" = ") + number(gate.recorded);
  return QStringLiteral("%1 = %2(%3) = %4").arg(letter, squashing(gate.value), number(gate.sum), number(gate.recorded));
}

QStringList candidateFormulas(const CellStepsFigure& data) {
  const Gate& n = gateOf(data, CellValue::Candidate);
  if (!data.hasWeights) return {gateFormula(data, n)};
  const QString r = number(gateOf(data, CellValue::GateR).recorded);
  const double hidden = n.fromHidden + n.hiddenBias;
  return {QStringLiteral("n = tanh(W_in·x(t) + b_in + r × (W_hn·h(t−1) + b_hn)) = tanh(%1 + %2 × %3) = tanh(%4) = %5")
              .arg(number(n.fromInput + n.inputBias), r,
                   hidden < 0 ? QLatin1Char('(') + number(hidden) + QLatin1Char(')') : number(hidden), number(n.sum),
                   number(n.recorded))};
}

QStringList hiddenFormulas(const CellStepsFigure& data) {
  switch (data.kind) {
    case CellKind::Rnn:
      return {QStringLiteral("h(t) = tanh(%1) = %2").arg(number(data.gates.front().recorded), number(data.hidden))};
    case CellKind::Lstm:
      return {QStringLiteral("h(t) = o × tanh(c(t)) = %1 × tanh(%2) = %1 × %3 = %4")
                  .arg(number(gateOf(data, CellValue::GateO).recorded), number(data.cell), number(data.tanhCell),
                       number(data.hidden))};
    case CellKind::Gru:
      break;
  }
  const double z = gateOf(data, CellValue::GateZ).recorded;
  return {QStringLiteral("h(t) = z × h(t−1) + (1 − z) × n = %1 × %2 + %3 × %4 = %5 = %6")
              .arg(number(z), number(double(data.hiddenBefore[static_cast<std::size_t>(data.unit)])), number(1 - z),
                   number(gateOf(data, CellValue::Candidate).recorded), sumOf({data.kept, data.written}),
                   number(data.hidden))};
}

}  // namespace

QString gateSuffix(CellKind kind, CellValue gate) {
  return kind == CellKind::Rnn ? QStringLiteral("h") : QString::fromLatin1(letterOf(gate));
}

QStringList cellFormulas(const CellStepsFigure& data, Stage stage, int chosenGate, const RecurrentTexts& texts) {
  const Gate& chosen = data.gates[static_cast<std::size_t>(chosenGate)];
  switch (stage) {
    case Stage::Inputs:
      return {texts.inputsNote.arg(visibleToken(data.tokenLabel), QString::number(data.input.size()),
                                   data.position == 0 ? texts.atStart : quoted(data.labelBefore),
                                   QString::number(data.hiddenBefore.size()))};
    case Stage::Sums:
      if (data.hasWeights) return sumFormulas(data, chosen);
      if (data.kind == CellKind::Rnn) return {texts.noSums, gateFormula(data, chosen)};  // the sum itself is recorded
      return {texts.noSums};
    case Stage::Gates: {
      QStringList all;
      for (const Gate& gate : data.gates) {
        if (gate.value != CellValue::Candidate) all << gateFormula(data, gate);
      }
      return {all.join(QStringLiteral("   "))};
    }
    case Stage::Candidate:
      return candidateFormulas(data);
    case Stage::Cell:
      return {QStringLiteral("c(t) = f × c(t−1) + i × g = %1 × %2 + %3 × %4 = %5 = %6")
                  .arg(number(gateOf(data, CellValue::GateF).recorded), number(data.cellBefore),
                       number(gateOf(data, CellValue::GateI).recorded), number(gateOf(data, CellValue::GateG).recorded),
                       sumOf({data.kept, data.written}), number(data.cell))};
    case Stage::Hidden:
      break;
  }
  return hiddenFormulas(data);
}

}  // namespace headlight
