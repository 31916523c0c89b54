#include "views/recurrent/recurrent_view.h"

#include <algorithm>

#include <QComboBox>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStackedLayout>
#include <QTabBar>

#include "views/recurrent/cell_steps_page.h"
#include "views/recurrent/over_time_page.h"
#include "widgets/plain_label.h"
#include "widgets/tight_column.h"
#include "widgets/wrap_layout.h"

namespace headlight {

struct RecurrentView::Private {
  QTabBar* pages = nullptr;
  QComboBox* layer = nullptr;
  QSpinBox* unit = nullptr;
  QStackedLayout* stack = nullptr;
  OverTimePage* overTime = nullptr;
  CellStepsPage* steps = nullptr;
  QLabel* empty = nullptr;

  std::shared_ptr<const Snapshot> run;  ///< what is shown, or would be
  // What the heatmaps were made from: the pages are read anew only when it is something else.
  std::shared_ptr<const Snapshot> overTimeRun;
  int overTimeLayer = -1;
  Badge overTimeBadge;
};

RecurrentView::RecurrentView(Session* session, QWidget* parent)
    : SnapshotView(session, parent), d(std::make_unique<Private>()) {
  setObjectName(QStringLiteral("recurrentView"));
  createWidgets();
  retranslate();
}

RecurrentView::~RecurrentView() = default;

void RecurrentView::createWidgets() {
  d->pages = new QTabBar(this);
  d->pages->setObjectName(QStringLiteral("recurrentPages"));
  d->pages->setDrawBase(false);
  d->pages->addTab(QString());
  d->pages->addTab(QString());
  d->layer = new QComboBox(this);
  d->layer->setObjectName(QStringLiteral("recurrentLayer"));
  d->layer->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  d->unit = new QSpinBox(this);
  d->unit->setObjectName(QStringLiteral("recurrentUnit"));
  d->unit->setKeyboardTracking(false);
  d->overTime = new OverTimePage([this] { return screenStyle(); }, this);
  d->steps = new CellStepsPage([this] { return screenStyle(); }, this);
  d->empty = plainLabel(this);
  d->empty->setObjectName(QStringLiteral("recurrentEmpty"));
  d->empty->setAlignment(Qt::AlignCenter);
  d->empty->setWordWrap(true);
  d->empty->setMargin(16);
  d->stack = new QStackedLayout;
  for (QWidget* page : std::initializer_list<QWidget*>{d->overTime, d->steps, d->empty}) d->stack->addWidget(page);
  auto* row = new WrapLayout;
  row->setContentsMargins(0, 0, 8, 0);
  row->addWidget(d->pages);
  row->addWidget(d->layer);
  row->addWidget(d->unit);
  auto* layout = tightColumn(this);
  layout->addLayout(row);
  layout->addLayout(d->stack, 1);
  connectGuarded(d->pages, &QTabBar::currentChanged, [this] {
    if (isSeen()) refresh({});
    emit pageChanged();
  });
  connectGuarded(d->layer, &QComboBox::activated, [this](int layer) {
    Selection selection = this->session()->selection();
    selection.layer = layer;
    this->session()->setSelection(selection);
  });
  connectGuarded(d->unit, &QSpinBox::valueChanged, [this](int unit) { chooseUnit(unit); });
  connectGuarded(d->overTime, &OverTimePage::unitChosen, &RecurrentView::chooseUnit);
  connectGuarded(d->overTime, &OverTimePage::positionChosen, &RecurrentView::choosePosition);
}

void RecurrentView::retranslate() {
  d->pages->setTabText(OverTime, tr("Over time"));
  d->pages->setTabText(Steps, tr("Cell step by step"));
  d->pages->setTabToolTip(OverTime, tr("Every gate and state of a layer, token by token"));
  d->pages->setTabToolTip(Steps, tr("One unit at the selected token: its gates, what is kept, written and shown"));
  d->pages->setAccessibleName(tr("Pages of the recurrent panel"));
  d->layer->setAccessibleName(tr("Layer"));
  d->unit->setPrefix(tr("Unit "));
  d->unit->setAccessibleName(tr("Unit"));
  d->unit->setToolTip(tr("The unit of the layer that is shown; you can also click a row of a heatmap to choose it"));
  d->layer->clear();
  d->overTime->retranslate();
  d->steps->retranslate();
}

RecurrentView::Page RecurrentView::page() const {
  return d->pages->currentIndex() == Steps ? Steps : OverTime;
}

void RecurrentView::setPage(Page page) {
  d->pages->setCurrentIndex(page);
}

bool RecurrentView::hasCells() const {
  const auto run = session()->snapshot();
  return run && recurrentLayers(run->config()) > 0;
}

int RecurrentView::layer() const {
  return std::clamp(session()->selection().layer, 0, recurrentLayers(session()->snapshot()->config()) - 1);
}

void RecurrentView::refresh(Session::Changes changes) {
  const bool isRestyled = changes & Session::ModelChanged;  // also a change of language, font or theme
  d->run = session()->snapshot();
  if (!d->run) return showEmpty(emptyText());
  if (!hasCells()) {
    return showEmpty(
        tr("This model has no recurrent cells: it looks at all tokens again instead of carrying a state from "
           "one to the next. Open an RNN, an LSTM or a GRU to see what it keeps, for example the sample "
           "model classroom-lstm."));
  }
  if (isRestyled) d->overTimeRun = nullptr;
  offerChoices();
  readRun();
  showPage();
}

void RecurrentView::forget() {
  d->overTimeRun.reset();
}

/// Only the page that is seen is read.
void RecurrentView::readRun() {
  const Index unit = d->unit->value(), position = session()->effectivePosition();
  if (page() == Steps) {
    CellStepsFigure figure = cellStepsFigure(d->run->attentionRun(), {layer(), unit, position}, figureSource());
    emitBadge(figure);
    d->steps->setFigure(std::move(figure));
  } else {
    d->overTime->setSelection(unit, position);
    if (d->overTimeRun != d->run || d->overTimeLayer != layer()) {
      d->overTimeRun = d->run;
      d->overTimeLayer = layer();
      RecurrentFigure figure = recurrentFigure(d->run->attentionRun(), layer(), figureSource());
      d->overTimeBadge = withSource(badgeOf(figure), figure.source);
      d->overTime->setFigure(std::move(figure));
    }
    emit badgeChanged(d->overTimeBadge);
  }
}

void RecurrentView::showPage() {
  d->stack->setCurrentIndex(page());
}

void RecurrentView::showEmpty(const QString& text) {
  d->empty->setText(text);
  d->stack->setCurrentWidget(d->empty);
  d->overTimeRun = nullptr;
  for (QWidget* part : std::initializer_list<QWidget*>{d->pages, d->layer, d->unit}) part->hide();
}

void RecurrentView::offerChoices() {
  const ModelConfig& config = d->run->config();
  for (QWidget* part : std::initializer_list<QWidget*>{d->pages, d->layer, d->unit}) part->show();
  const QSignalBlocker unit(d->unit);
  d->unit->setRange(0, static_cast<int>(config.dHidden) - 1);
  const int layers = recurrentLayers(config);
  if (d->layer->count() != layers) {
    d->layer->clear();
    for (int i = 0; i < layers; ++i) d->layer->addItem(tr("Layer %1").arg(i));
  }
  d->layer->setCurrentIndex(layer());
}

void RecurrentView::chooseUnit(Index unit) {
  const QSignalBlocker blocker(d->unit);
  d->unit->setValue(static_cast<int>(unit));
  if (isSeen()) refresh({});
}

void RecurrentView::choosePosition(Index position) {
  Selection selection = session()->selection();
  selection.position = position;
  session()->setSelection(selection);
}

std::optional<FigureData> RecurrentView::figureOf(Page page) const {
  if (!hasCells()) return std::nullopt;
  const auto snapshot = session()->snapshot();
  const FigureRun run = snapshot->attentionRun();
  if (page == OverTime) return d->overTime->shown(recurrentFigure(run, layer(), figureSource()));
  const Index unit = std::min<Index>(d->unit->value(), snapshot->config().dHidden - 1);
  return d->steps->shown(cellStepsFigure(run, {layer(), unit, session()->effectivePosition()}, figureSource()));
}

std::optional<FigureData> RecurrentView::currentFigure() const {
  return figureOf(page());
}

std::optional<FigureData> RecurrentView::secondFigure() const {
  return figureOf(page() == Steps ? OverTime : Steps);
}

QString RecurrentView::commandArguments() const {
  if (!hasCells()) return {};
  const QString layers = QStringLiteral(" --layers %1").arg(layer());
  if (page() == OverTime) return layers + d->overTime->exportArguments();
  return layers + QStringLiteral(" --style steps --unit %1 --position %2")
                      .arg(d->unit->value())
                      .arg(session()->effectivePosition());
}

void RecurrentView::letGo() {
  forget();
  d->run.reset();
}

}  // namespace headlight
