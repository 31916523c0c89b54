#include "views/recurrent/cell_steps_page.h"

#include <algorithm>

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QShortcut>
#include <QSignalBlocker>
#include <QToolButton>

#include "charts/figure/shown_text.h"
#include "charts/recurrent/recurrent_builders.h"
#include "charts/texts/recurrent_texts.h"
#include "views/recurrent/scrolled_figure.h"
#include "widgets/tight_column.h"

namespace headlight {

CellStepsPage::CellStepsPage(std::function<FigureStyle()> style, QWidget* parent)
    : InPanel(parent),
      m_style(std::move(style)),
      m_back(new QToolButton(this)),
      m_stages(new QComboBox(this)),
      m_forward(new QToolButton(this)),
      m_scroll(new ScrolledFigure(this)) {
  createWidgets();
  connectGuarded(m_back, &QToolButton::clicked, [this] { setStage(m_stage - 1); });
  connectGuarded(m_forward, &QToolButton::clicked, [this] { setStage(m_stage + 1); });
  connectGuarded(m_stages, &QComboBox::activated, &CellStepsPage::setStage);
  connectGuarded(m_scroll->canvas(), &FigureCanvas::clicked, [this](const FigureHit& hit) { chooseGate(hit.first); });
  m_scroll->canvas()->setToolTips([this](const FigureHit& hit) { return toolTip(hit); });
  // Of the whole window: the keys work without a click into the picture first, and a text field keeps its letters.
  connectGuarded(new QShortcut(Qt::Key_N, this), &QShortcut::activated, [this] { setStage(m_stage + 1); });
  connectGuarded(new QShortcut(Qt::Key_P, this), &QShortcut::activated, [this] { setStage(m_stage - 1); });
}

void CellStepsPage::createWidgets() {
  m_back->setObjectName(QStringLiteral("cellBack"));
  m_back->setArrowType(Qt::LeftArrow);
  m_forward->setObjectName(QStringLiteral("cellForward"));
  m_forward->setArrowType(Qt::RightArrow);
  for (QToolButton* button : {m_back, m_forward}) button->setFocusPolicy(Qt::StrongFocus);
  m_stages->setObjectName(QStringLiteral("cellStage"));
  m_stages->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  m_scroll->canvas()->setObjectName(QStringLiteral("cellCanvas"));
  m_scroll->canvas()->installEventFilter(this);
  auto* row = new QHBoxLayout;
  row->setContentsMargins(8, 4, 8, 4);
  row->addWidget(m_back);
  row->addWidget(m_stages);
  row->addWidget(m_forward);
  row->addStretch(1);
  auto* layout = tightColumn(this);
  layout->addLayout(row);
  layout->addWidget(m_scroll, 1);
}

void CellStepsPage::retranslate() {
  m_back->setToolTip(tr("The step before (P)"));
  m_back->setAccessibleName(tr("The step before"));
  m_forward->setToolTip(tr("The next step (N)"));
  m_forward->setAccessibleName(tr("The next step"));
  m_stages->setAccessibleName(tr("How far the steps have gone"));
  m_scroll->canvas()->setAccessibleName(tr("One recurrent cell, step by step"));
  fillStages();
}

void CellStepsPage::fillStages() {
  const QSignalBlocker blocker(m_stages);
  m_stages->clear();
  if (!m_figure) return;
  const RecurrentTexts& texts = recurrentTexts(interfaceLanguage());
  for (const CellStepsFigure::Stage stage : cellStages(m_figure->kind)) {
    m_stages->addItem(cellStageName(texts, m_figure->kind, stage));
  }
  m_stages->setCurrentIndex(m_stage);
}

void CellStepsPage::setFigure(CellStepsFigure figure) {
  const bool isNewKind = !m_figure || m_figure->kind != figure.kind;
  m_figure = std::move(figure);
  if (isNewKind) {
    m_gate = 0;
    fillStages();
  }
  m_scroll->setBuilder([this](QSizeF area) {
    FigureStyle style = m_style();
    style.area = area;
    return buildCellSteps(*m_figure, style);
  });
  setStage(m_stage);
}

CellStepsFigure CellStepsPage::shown(CellStepsFigure figure) const {
  const auto stages = cellStages(figure.kind);
  figure.stage = stages[static_cast<std::size_t>(std::clamp(m_stage, 0, static_cast<int>(stages.size()) - 1))];
  figure.gate = m_gate;
  return figure;
}

void CellStepsPage::setStage(int number) {
  if (!m_figure) return;
  const auto last = static_cast<int>(cellStages(m_figure->kind).size()) - 1;
  m_stage = std::clamp(number, 0, last);
  const QSignalBlocker blocker(m_stages);
  m_stages->setCurrentIndex(m_stage);
  m_back->setEnabled(m_stage > 0);
  m_forward->setEnabled(m_stage < last);
  m_figure = shown(std::move(*m_figure));
  m_scroll->rebuild();
}

void CellStepsPage::chooseGate(int gate) {
  m_gate = gate;
  setStage(m_stage);
}

/// N and P step; the gates stand under each other.
bool CellStepsPage::handleKey(const QKeyEvent& event) {
  const int key = event.key();
  if (event.modifiers() != Qt::NoModifier || !m_figure) return false;
  if (key == Qt::Key_N || key == Qt::Key_P) {
    setStage(m_stage + (key == Qt::Key_N ? 1 : -1));
    return true;
  }
  if (key != Qt::Key_Up && key != Qt::Key_Down) return false;
  const auto last = static_cast<int>(m_figure->gates.size()) - 1;
  chooseGate(std::clamp(m_gate + (key == Qt::Key_Down ? 1 : -1), 0, last));
  m_scroll->ensureVisible(0, m_scroll->canvas()->centerOf(FigureHit::Kind::Column, m_gate).y());
  return true;
}

/// Before the scroll area takes the arrows for itself.
bool CellStepsPage::watchedEvent(QObject* watched, QEvent* event) {
  if (watched == m_scroll->canvas() && event->type() == QEvent::KeyPress) {
    if (handleKey(*static_cast<QKeyEvent*>(event))) return true;
  }
  return InPanel::watchedEvent(watched, event);
}

void CellStepsPage::keyPressEvent(QKeyEvent* event) {
  if (!handleKey(*event)) QWidget::keyPressEvent(event);
}

/// Six digits of everything that is in the row.
QString CellStepsPage::toolTip(const FigureHit& hit) const {
  if (!m_figure || hit.kind != FigureHit::Kind::Column) return {};
  const CellStepsFigure::Gate& gate = m_figure->gates[static_cast<std::size_t>(hit.first)];
  const RecurrentTexts& texts = recurrentTexts(interfaceLanguage());
  const auto number = [](double value) { return formatNumber(value, 6); };
  QString text = cellValueName(texts, gate.value) + QLatin1Char('\n') + texts.meanings[static_cast<int>(gate.value)];
  if (m_figure->stage >= CellStepsFigure::Stage::Sums && m_figure->hasWeights) {
    text += QStringLiteral("\nW·x = %1, b = %2\nW·h = %3, b = %4")
                .arg(number(gate.fromInput), number(gate.inputBias), number(gate.fromHidden), number(gate.hiddenBias));
  }
  return text;
}

}  // namespace headlight
