#include "views/attention/steps_view.h"

#include <algorithm>
#include <cmath>

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QShortcut>
#include <QSignalBlocker>
#include <QToolButton>

#include "charts/attention/attention_builders.h"
#include "charts/figure/figure_canvas.h"
#include "charts/figure/shown_text.h"
#include "charts/texts/steps_texts.h"
#include "figures/attention/attention_figure.h"
#include "figures/attention/steps_figure.h"
#include "views/attention/head_arguments.h"
#include "views/attention/no_attention.h"
#include "widgets/tight_column.h"

namespace headlight {

struct StepsView::Private {
  QToolButton* back = nullptr;
  QToolButton* forward = nullptr;
  QComboBox* stageChoice = nullptr;
  std::vector<QShortcut*> shortcuts;  // of the keys N and P
  FigureCanvas* canvas = nullptr;

  std::shared_ptr<const Snapshot> run;
  std::optional<StepsFigure> figure;
  int stage = 0;
};

StepsView::StepsView(Session* session, QWidget* parent)
    : SnapshotView(session, parent), d(std::make_unique<Private>()) {
  setObjectName(QStringLiteral("stepsView"));
  createWidgets();
  retranslate();
}

StepsView::~StepsView() = default;

void StepsView::createWidgets() {
  const auto button = [this](const char* name, Qt::ArrowType arrow) {
    auto* made = new QToolButton(this);
    made->setObjectName(QString::fromLatin1(name));
    made->setArrowType(arrow);
    made->setFocusPolicy(Qt::StrongFocus);
    return made;
  };
  d->back = button("stepsBack", Qt::LeftArrow);
  d->forward = button("stepsForward", Qt::RightArrow);
  d->stageChoice = new QComboBox(this);
  d->stageChoice->setObjectName(QStringLiteral("stepsStage"));
  d->stageChoice->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  d->canvas = new FigureCanvas(this);
  d->canvas->setObjectName(QStringLiteral("stepsCanvas"));
  auto* row = new QHBoxLayout;
  row->setContentsMargins(8, 4, 8, 4);
  row->addWidget(d->back);
  row->addWidget(d->stageChoice);
  row->addWidget(d->forward);
  row->addStretch(1);
  auto* layout = tightColumn(this);
  layout->addLayout(row);
  layout->addWidget(d->canvas, 1);
  connectGuarded(d->back, &QToolButton::clicked, [this] { setStage(d->stage - 1); });
  connectGuarded(d->forward, &QToolButton::clicked, [this] { setStage(d->stage + 1); });
  connectGuarded(d->stageChoice, &QComboBox::activated, &StepsView::setStage);
  connectGuarded(d->canvas, &FigureCanvas::clicked, &StepsView::select);
  d->canvas->setToolTips([this](const FigureHit& hit) { return toolTip(hit); });
  // Of the whole window: the keys work without a click into the picture first, and a text field keeps its letters.
  for (const auto& [key, by] : {std::pair{Qt::Key_N, 1}, std::pair{Qt::Key_P, -1}}) {
    auto* shortcut = new QShortcut(key, this);
    connectGuarded(shortcut, &QShortcut::activated, [this, by] {
      if (isSeen()) setStage(d->stage + by);
    });
    d->shortcuts.push_back(shortcut);
  }
}

void StepsView::retranslate() {
  d->back->setToolTip(tr("The step before (P)"));
  d->back->setAccessibleName(tr("The step before"));
  d->forward->setToolTip(tr("The next step (N)"));
  d->forward->setAccessibleName(tr("The next step"));
  d->stageChoice->setAccessibleName(tr("How far the steps have gone"));
  d->canvas->setAccessibleName(tr("Attention of one query, step by step"));
  const QSignalBlocker blocker(d->stageChoice);
  d->stageChoice->clear();
  for (const QString& name : stepsTexts(interfaceLanguage()).stageNames) d->stageChoice->addItem(name);
  d->stageChoice->setCurrentIndex(d->stage);
}

void StepsView::setStage(int stage) {
  d->stage = std::clamp(stage, 0, StepsFigure::kStages - 1);
  const QSignalBlocker blocker(d->stageChoice);
  d->stageChoice->setCurrentIndex(d->stage);
  d->back->setEnabled(d->stage > 0);
  d->forward->setEnabled(d->stage + 1 < StepsFigure::kStages);
  if (d->figure) d->figure->stage = static_cast<StepsFigure::Stage>(d->stage);
  d->canvas->rebuild();
}

void StepsView::showNothing(const QString& text) {
  d->figure.reset();
  d->canvas->setBuilder({});
  d->canvas->setEmptyText(text);
  for (QShortcut* shortcut : d->shortcuts) shortcut->setEnabled(false);
}

void StepsView::refresh(Session::Changes) {
  d->run = session()->snapshot();
  if (!d->run) return showNothing(emptyText());
  if (attentionSides(d->run->config()).empty()) return showNothing(noAttentionText(d->run->config()));
  if (session()->selection().head < 0) {
    return showNothing(tr("A mean of heads has no steps. Choose one head."));
  }
  readRun();
  setStage(d->stage);
  for (QShortcut* shortcut : d->shortcuts) shortcut->setEnabled(true);
}

void StepsView::readRun() {
  const Selection& selection = session()->selection();
  const AttentionSide side = selection.side;
  const FigureRun run = d->run->attentionRun();
  const auto queries = static_cast<Index>(queryTokens(run, side).size());
  const Index wanted = side == AttentionSide::Encoder ? selection.sourcePosition : session()->effectivePosition();
  const Index query = wanted < 0 ? queries - 1 : std::min(wanted, queries - 1);
  d->figure = stepsFigure(run, {side, selection.layer, selection.head}, query, figureSource());
  d->figure->key = side == AttentionSide::Cross ? selection.sourcePosition : selection.keyPosition;
  d->canvas->setBuilder([this](QSizeF area) {
    FigureStyle style = screenStyle();
    style.area = area;
    return buildSteps(*d->figure, style);
  });
  emitBadge(*d->figure);
}

void StepsView::select(const FigureHit& hit) {
  if (hit.kind != FigureHit::Kind::Column) return;
  Selection selection = session()->selection();
  (selection.side == AttentionSide::Cross ? selection.sourcePosition : selection.keyPosition) = hit.first;
  session()->setSelection(selection);
}

QString StepsView::toolTip(const FigureHit& hit) const {
  const auto key = static_cast<std::size_t>(std::max(0, hit.first));
  if (!d->figure || hit.kind != FigureHit::Kind::Column || key >= d->figure->weights.size()) return {};
  const QString token = visibleToken(d->figure->keyLabels[key]);
  if (std::isinf(d->figure->scores[key])) return tr("“%1” comes after the query: masked").arg(token);
  return tr("“%1”: score %2, weight %3")
      .arg(token, formatNumber(d->figure->scores[key], 6), formatNumber(d->figure->weights[key], 6));
}

void StepsView::keyPressEvent(QKeyEvent* event) {
  if (event->modifiers() == Qt::NoModifier && (event->key() == Qt::Key_N || event->key() == Qt::Key_P)) {
    return setStage(d->stage + (event->key() == Qt::Key_N ? 1 : -1));
  }
  SnapshotView::keyPressEvent(event);
}

QString StepsView::commandArguments() const {
  return headArguments(session()->selection());
}

std::optional<FigureData> StepsView::currentFigure() const {
  if (!d->figure) return std::nullopt;
  return *d->figure;
}

void StepsView::letGo() {
  d->run.reset();
  d->figure.reset();
  d->canvas->setBuilder({});
}

}  // namespace headlight
