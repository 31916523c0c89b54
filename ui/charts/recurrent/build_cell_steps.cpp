// One recurrent cell step by step: what comes in, a row a gate, and what becomes of the state.

#include <algorithm>
#include <cmath>

#include "charts/look/color_bar.h"
#include "charts/look/row_page.h"
#include "charts/recurrent/cell_formulas.h"
#include "charts/recurrent/recurrent_builders.h"
#include "charts/texts/recurrent_texts.h"
#include "figures/badge.h"
#include "figures/recurrent/cell_steps_figure.h"

namespace headlight {
namespace {

using Stage = CellStepsFigure::Stage;
using Gate = CellStepsFigure::Gate;

/// A number of the unit's state, once its stage is reached.
struct StateBar {
  QString name;
  double value = 0;
  Stage stage = Stage::Inputs;
};

std::vector<StateBar> barsOf(const CellStepsFigure& data, const RecurrentTexts& t) {
  const auto before = double(data.hiddenBefore[static_cast<std::size_t>(data.unit)]);
  const QString h = QStringLiteral("h(t)"), c = QStringLiteral("c(t)");
  const QString hBefore = QStringLiteral("h(t−1)"), cBefore = QStringLiteral("c(t−1)");
  switch (data.kind) {
    case CellKind::Lstm:
      return {{t.before.arg(cBefore), data.cellBefore, Stage::Inputs},
              {t.kept.arg(QStringLiteral("f × ") + cBefore), data.kept, Stage::Cell},
              {t.written.arg(QStringLiteral("i × g")), data.written, Stage::Cell},
              {t.now.arg(c), data.cell, Stage::Cell},
              {t.shown.arg(h), data.hidden, Stage::Hidden}};
    case CellKind::Gru:
      return {{t.before.arg(hBefore), before, Stage::Inputs},
              {t.kept.arg(QStringLiteral("z × ") + hBefore), data.kept, Stage::Hidden},
              {t.written.arg(QStringLiteral("(1 − z) × n")), data.written, Stage::Hidden},
              {t.now.arg(h), data.hidden, Stage::Hidden}};
    case CellKind::Rnn:
      break;
  }
  return {{t.before.arg(hBefore), before, Stage::Inputs}, {t.now.arg(h), data.hidden, Stage::Hidden}};
}

class CellStepsBuilder : private RowPage {
 public:
  CellStepsBuilder(const CellStepsFigure& data, const FigureStyle& style)
      : RowPage(style), m_data(data), m_t(recurrentTexts(style.language)), m_bars(barsOf(data, m_t)) {
    m_gate = std::clamp(data.gate, 0, static_cast<int>(data.gates.size()) - 1);
  }

  Figure build() {
    const QString title = m_t.steps.arg(cellKindName(m_data.kind))
                              .arg(m_data.layer)
                              .arg(m_data.unit)
                              .arg(visibleToken(m_data.tokenLabel));
    const FrameTexts texts{title, m_t.describeSteps, m_data};
    const QSizeF area = contentArea(m_style, texts);
    m_width = area.width() > 0 ? area.width() : 46 * m_style.fontSize;
    layOut();
    addFormula();
    if (area.height() > 0) {  // a large panel is used
      const double rows = 7 + double(m_data.gates.size() + m_bars.size());
      m_row = std::clamp((area.height() - m_y - 3 * m_metrics.line) / rows, m_row, 2.2 * m_row);
    }
    addInputs();
    addGates();
    addStates();
    addNotes();
    m_figure.size = {m_width, m_y};
    return framed(std::move(m_figure), m_style, texts);
  }

 private:
  [[nodiscard]] bool reached(Stage stage) const { return m_data.stage >= stage; }
  [[nodiscard]] const Gate& chosen() const { return m_data.gates[static_cast<std::size_t>(m_gate)]; }
  /// A gate's number is known: a GRU's candidate comes after its gates.
  [[nodiscard]] bool isOpen(const Gate& gate) const {
    if (m_data.kind == CellKind::Rnn) return reached(Stage::Sums);
    return reached(gate.value == CellValue::Candidate ? Stage::Candidate : Stage::Gates);
  }
  [[nodiscard]] QString gateName(const Gate& gate) const { return cellValueName(m_t, gate.value); }

  void addName(const QString& name, const TextStyle& style, const QColor& color) {
    addText(elided(name, m_names, style), {m_names, m_y + m_row / 2}, style, color, HorizontalAnchor::Right);
  }
  void addNumber(double value, double right, bool strong) {
    addText(formatNumber(value), {right, m_y + m_row / 2}, {m_metrics.small.size, strong}, m_theme.text,
            HorizontalAnchor::Right);
  }

  void layOut() {
    m_row = m_metrics.label.size * 1.5;
    for (const Gate& gate : m_data.gates) m_names = std::max(m_names, textWidth(gateName(gate), m_metrics.strong));
    for (const StateBar& bar : m_bars) m_names = std::max(m_names, textWidth(bar.name, m_metrics.label));
    m_names = std::max(m_names, textWidth(termsName(true), m_metrics.label));
    m_names = std::min(m_names, m_width * 0.32);
    m_left = m_names + m_metrics.gap;
    m_number = std::max(textWidth(QStringLiteral("−0.00000"), m_metrics.small),
                        textWidth(QStringLiteral("W·h + b"), m_metrics.small)) +
               m_metrics.gap;
    m_hasParts = m_width >= m_left + 4 * m_number + 5 * m_metrics.gap;  // else there is room for their sum alone
    m_input = m_left + m_number;                                        // right ends of the numbers
    m_hidden = m_input + m_number;
    m_sum = m_hasParts ? m_hidden + m_number : m_input;
    m_value = m_sum + m_number;
    m_bar = m_value + m_metrics.gap;
    m_barWidth = std::max(2 * m_metrics.gap, m_width - m_bar);
    m_inputHigh = largestOf(m_data.input);
    m_hiddenHigh = std::max(largestOf(m_data.hiddenBefore), largestOf(m_data.hiddenAfter));
    m_termsHigh = std::max(largestOf(chosen().inputTerms), largestOf(chosen().hiddenTerms));
  }

  // --- the formula of the present stage -----------------------------------------------------------------------------
  /// As high in every stage as in the one with the longest formula, so that nothing moves.
  void addFormula() {
    qsizetype most = 0;
    for (const Stage stage : cellStages(m_data.kind)) {
      qsizetype lines = 0;
      for (const QString& formula : cellFormulas(m_data, stage, m_gate, m_t)) {
        lines += wrappedLines(formula, m_width, m_metrics.label).size();
      }
      most = std::max(most, lines);
    }
    addLines(cellStageName(m_t, m_data.kind, m_data.stage), m_metrics.strong, m_theme.accent);
    const double top = m_y;
    for (const QString& formula : cellFormulas(m_data, m_data.stage, m_gate, m_t)) {
      addLines(formula, m_metrics.label, m_theme.text);
    }
    m_y = top + double(most) * m_metrics.label.size * 1.4 + m_metrics.gap;
  }

  // --- what comes in ------------------------------------------------------------------------------------------------
  void addStrip(const std::vector<float>& numbers, double high, Index marked) {
    constexpr std::size_t kMostSharp = 512;
    const QRectF rect = RowPage::addStrip(numbers, m_left, m_width - m_left, high, kMostSharp);
    if (marked < 0) return;
    const double cell = rect.width() / double(numbers.size());
    addAccentOutline(m_figure, {rect.left() + double(marked) * cell, rect.top(), std::max(2.0, cell), rect.height()},
                     m_theme, 1);
  }

  void addRow(const QString& name, const std::vector<float>& numbers, double high, bool isShown, Index marked = -1) {
    if (isShown && !numbers.empty()) {
      addName(name, m_metrics.label, m_theme.text);
      addStrip(numbers, high, marked);
    }
    m_y += m_row;
  }

  /// What the products of the chosen gate are called: "W_if × x(t)", "W_hf × h(t−1)".
  [[nodiscard]] QString termsName(bool ofHidden) const {
    const QString name = ofHidden ? QStringLiteral("W_h%1 × h(t−1)") : QStringLiteral("W_i%1 × x(t)");
    return name.arg(gateSuffix(m_data.kind, chosen().value));
  }

  void addInputs() {
    addRow(QStringLiteral("x(t)"), m_data.input, m_inputHigh, true);
    addRow(QStringLiteral("h(t−1)"), m_data.hiddenBefore, m_hiddenHigh, true, m_data.unit);
    const bool isShown = reached(Stage::Sums);
    addRow(termsName(false), chosen().inputTerms, m_termsHigh, isShown);
    addRow(termsName(true), chosen().hiddenTerms, m_termsHigh, isShown);
  }

  // --- a row a gate -------------------------------------------------------------------------------------------------
  void addGates() {
    const auto head = [&](const QString& text, double right) {
      addText(text, {right, m_y + m_row / 2}, m_metrics.small, m_theme.quietText, HorizontalAnchor::Right);
    };
    if (reached(Stage::Sums) && m_data.hasWeights) {
      if (m_hasParts) head(QStringLiteral("W·x + b"), m_input);
      if (m_hasParts) head(QStringLiteral("W·h + b"), m_hidden);
      head(QStringLiteral("Σ"), m_sum);
    }
    m_y += m_row;
    for (std::size_t i = 0; i < m_data.gates.size(); ++i) addGate(static_cast<int>(i));
  }

  void addGate(int index) {
    const Gate& gate = m_data.gates[static_cast<std::size_t>(index)];
    const bool isChosen = index == m_gate && m_data.gates.size() > 1;
    addName(gateName(gate), isChosen ? m_metrics.strong : m_metrics.label, isChosen ? m_theme.accent : m_theme.text);
    if (reached(Stage::Sums) && m_data.hasWeights) {
      if (m_hasParts) addNumber(gate.fromInput + gate.inputBias, m_input, isChosen);
      if (m_hasParts) addNumber(gate.fromHidden + gate.hiddenBias, m_hidden, isChosen);
      if (gate.value != CellValue::Candidate || isOpen(gate)) addNumber(gate.sum, m_sum, isChosen);
    }
    if (isOpen(gate) && gate.value == CellValue::Pre && !m_data.hasWeights) addNumber(gate.recorded, m_sum, true);
    if (isOpen(gate) && gate.value != CellValue::Pre) {
      addNumber(gate.recorded, m_value, true);
      const QRectF bar(m_bar, m_y + m_row * 0.2, m_barWidth, m_row * 0.6);
      if (rangeOf(gate.value) == CellRange::Share) {
        addShare(bar, gate.recorded);
      } else {
        addSigned(bar, gate.recorded, 1);
      }
    }
    m_figure.hotAreas.push_back(HotArea{FigureHit::Kind::Column, QRectF(0, m_y, m_width, m_row), index, -1});
    m_y += m_row;
  }

  void addShare(const QRectF& full, double value) {
    m_figure.items.push_back(RectItem{full, m_theme.surface});
    QRectF part = full;
    part.setWidth(full.width() * std::clamp(value, 0.0, 1.0));
    m_figure.items.push_back(RectItem{part, sequentialColor(value, m_theme.isDark, m_style.colorMap)});
    m_figure.items.push_back(RectItem{full, Qt::transparent, m_theme.grid, 1});
  }

  /// From the middle to the left or right, `high` at the edges.
  void addSigned(const QRectF& full, double value, double high) {
    const double share = std::clamp(value / high, -1.0, 1.0);
    const double middle = full.center().x(), end = middle + share * full.width() / 2;
    m_figure.items.push_back(RectItem{full, m_theme.surface});
    const QRectF part(std::min(middle, end), full.top(), std::abs(end - middle), full.height());
    m_figure.items.push_back(RectItem{part, divergingColor(share, m_theme.isDark), m_theme.quietText, 0.5});
    m_figure.items.push_back(RectItem{full, Qt::transparent, m_theme.grid, 1});
    m_figure.items.push_back(LineItem{{middle, full.top() - 2}, {middle, full.bottom() + 2}, m_theme.quietText, 1});
  }

  // --- what becomes of the state ------------------------------------------------------------------------------------
  void addStates() {
    double high = 1;
    for (const StateBar& bar : m_bars) high = std::max(high, std::abs(bar.value));
    const QString limit = high == 1 ? QStringLiteral("1") : formatNumber(high);
    const double left = m_input + m_metrics.gap, width = m_width - left;
    const auto mark = [&](const QString& text, double x, HorizontalAnchor anchor) {
      addText(text, {x, m_y + m_row / 2}, m_metrics.small, m_theme.quietText, anchor);
    };
    mark(QChar(0x2212) + limit, left, HorizontalAnchor::Left);
    mark(QStringLiteral("0"), left + width / 2, HorizontalAnchor::Center);
    mark(QLatin1Char('+') + limit, left + width, HorizontalAnchor::Right);
    m_y += m_row;
    for (const StateBar& bar : m_bars) {
      if (reached(bar.stage)) {
        addName(bar.name, m_metrics.label, m_theme.text);
        addNumber(bar.value, m_input, true);
        addSigned({left, m_y + m_row * 0.2, width, m_row * 0.6}, bar.value, high);
      }
      m_y += m_row;
    }
    addRow(QStringLiteral("h(t)"), m_data.hiddenAfter, m_hiddenHigh, reached(Stage::Hidden), m_data.unit);
  }

  void addNotes() {
    addLines(m_t.colors.arg(formatNumber(m_inputHigh), formatNumber(m_hiddenHigh),
                            m_data.hasWeights ? formatNumber(m_termsHigh) : QString(QChar(0x2013))),
             m_metrics.small, m_theme.quietText);
    if (!m_data.hasWeights) addLines(m_t.noSums, m_metrics.small, m_theme.quietText);
    if (m_data.changed) addLines(m_t.changed, m_metrics.small, m_theme.accent);
  }

  const CellStepsFigure& m_data;
  const RecurrentTexts& m_t;
  std::vector<StateBar> m_bars;
  int m_gate = 0;
  bool m_hasParts = true;
  double m_names = 0, m_left = 0, m_number = 0;
  double m_input = 0, m_hidden = 0, m_sum = 0, m_value = 0, m_bar = 0, m_barWidth = 0;
  double m_inputHigh = 0, m_hiddenHigh = 0, m_termsHigh = 0;
};

}  // namespace

Figure buildCellSteps(const CellStepsFigure& data, const FigureStyle& style) {
  return CellStepsBuilder(data, style).build();
}

}  // namespace headlight
