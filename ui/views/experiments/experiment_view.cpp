#include "views/experiments/experiment_view.h"

#include <cmath>

#include <QAbstractItemView>
#include <QComboBox>
#include <QLabel>
#include <QProgressBar>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include "charts/plot/line_chart.h"
#include "figures/export/figure_export.h"
#include "views/command_text.h"
#include "widgets/plain_label.h"
#include "widgets/tight_column.h"
#include "widgets/wrap_layout.h"

namespace headlight {
namespace {

using Stage = ExperimentState::Stage;

constexpr double kMinute = 60;

/// The four that were trained on the same texts with the same words, as the comparison has them.
QStringList classroomModels() {
  return {QStringLiteral("classroom-en"), QStringLiteral("classroom-rnn"), QStringLiteral("classroom-lstm"),
          QStringLiteral("classroom-gru")};
}

}  // namespace

struct ExperimentView::Private {
  ExperimentRun run;
  WrapLayout* controls = nullptr;
  QToolButton* start = nullptr;
  QToolButton* cancel = nullptr;
  QProgressBar* progress = nullptr;
  QLabel* status = nullptr;
  LineChart* chart = nullptr;
  QComboBox* point = nullptr;
  QLabel* details = nullptr;

  QStringList models;                        ///< of the run whose result is shown
  std::shared_ptr<const FigureData> figure;  ///< shown; shared with the chart, which may ask for it at any moment
  int chosen = -1;
};

ExperimentView::ExperimentView(Session* session, const QString& name, QWidget* parent)
    : SnapshotView(session, parent), d(std::make_unique<Private>()) {
  setObjectName(name + QStringLiteral("View"));
  createWidgets(name);
  layOut();
  connectGuarded(&d->run, &ExperimentRun::advanced, &ExperimentView::follow);
}

ExperimentView::~ExperimentView() = default;

void ExperimentView::createWidgets(const QString& name) {
  d->start = new QToolButton(this);
  d->start->setObjectName(name + QStringLiteral("Start"));
  d->start->setToolButtonStyle(Qt::ToolButtonTextOnly);
  connectGuarded(d->start, &QToolButton::clicked, &ExperimentView::start);
  d->cancel = new QToolButton(this);
  d->cancel->setObjectName(name + QStringLiteral("Cancel"));
  d->cancel->hide();
  connectGuarded(d->cancel, &QToolButton::clicked, &ExperimentView::cancel);
  d->progress = new QProgressBar(this);
  d->progress->setObjectName(name + QStringLiteral("Progress"));
  d->progress->setTextVisible(false);
  d->progress->setMaximumHeight(8);
  d->progress->hide();
  d->status = plainLabel(this);
  d->status->setObjectName(name + QStringLiteral("Status"));
  d->status->setWordWrap(true);
  d->chart = new LineChart(this);
  d->chart->setObjectName(name + QStringLiteral("Chart"));
  d->chart->setToolTips([this](int index) { return d->figure ? pointText(*d->figure, index) : QString(); });
  connectGuarded(d->chart, &LineChart::pointClicked, &ExperimentView::choosePoint);
  d->point = new QComboBox(this);
  d->point->setObjectName(name + QStringLiteral("Point"));
  d->point->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  d->point->setMinimumContentsLength(16);
  connectGuarded(d->point, &QComboBox::activated, [this](int row) { choosePoint(d->point->itemData(row).toInt()); });
  d->details = plainLabel(this);
  d->details->setObjectName(name + QStringLiteral("Details"));
  d->details->setWordWrap(true);
  d->details->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
}

/// All under each other and full width: the panel may be narrow, and its sentences are long. What is too high is
/// scrolled.
void ExperimentView::layOut() {
  auto* content = new QWidget;
  d->controls = new WrapLayout;
  d->controls->setContentsMargins(8, 4, 8, 4);
  d->controls->addWidget(d->start);
  d->controls->addWidget(d->cancel);
  auto* above = new QVBoxLayout;
  above->setContentsMargins(8, 0, 8, 4);
  above->addWidget(d->status);
  auto* below = new QVBoxLayout;
  below->setContentsMargins(8, 0, 8, 8);
  below->setSpacing(4);
  below->addWidget(d->point);
  below->addWidget(d->details);
  auto* rows = tightColumn(content);
  rows->addLayout(d->controls);
  rows->addLayout(above);
  rows->addWidget(d->progress);
  rows->addWidget(d->chart, 1);
  rows->addLayout(below);
  auto* area = new QScrollArea(this);
  area->setFrameShape(QFrame::NoFrame);
  area->setFocusPolicy(Qt::NoFocus);
  area->setWidgetResizable(true);
  area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  area->setWidget(content);
  tightColumn(this)->addWidget(area);
}

void ExperimentView::addControl(QWidget* control) {
  d->controls->addWidget(control);
  for (QToolButton* button : {d->start, d->cancel}) {  // the buttons stay behind
    d->controls->removeWidget(button);
    d->controls->addWidget(button);
  }
}

const ExperimentState& ExperimentView::state() const {
  return d->run.state();
}

QStringList ExperimentView::models() const {
  const QStringList compared = session()->comparedModels();
  return compared.isEmpty() ? classroomModels() : compared;
}

QString ExperimentView::commandArguments() const {
  QString text;
  for (const QString& model : models()) text += QStringLiteral(" --model ") + shellQuoted(model);
  return text;
}

void ExperimentView::start() {
  d->models = models();
  d->run.start({d->models, settings()});
}

void ExperimentView::cancel() {
  d->run.cancel();
}

void ExperimentView::follow() {
  if (isVisible()) showFigure();
}

/// What came while nobody looked.
void ExperimentView::showEvent(QShowEvent* event) {
  SnapshotView::showEvent(event);
  showFigure();
}

/// Other models than those of the result: it is forgotten.
void ExperimentView::refresh(Session::Changes) {
  if (!d->models.isEmpty() && d->models != models()) {
    d->models.clear();
    d->chosen = -1;
    d->run.clear();
  }
  showFigure();
}

void ExperimentView::showFigure() {
  const ExperimentState& state = d->run.state();
  d->figure = state.figure ? std::make_shared<const FigureData>(shown(*state.figure)) : nullptr;
  showStatus();
  fillPoints();
  if (!d->figure) {
    d->chart->setEmptyText(state.stage == Stage::Failed ? messageText(state.failure) : purpose());
    d->chart->setBuilder({});
    return;
  }
  d->chart->setBuilder([this, figure = d->figure] { return page(*figure, interfaceLanguage()); }, d->chosen);
  emit badgeChanged(figureBadge(*d->figure));
}

void ExperimentView::showStatus() {
  const ExperimentState& state = d->run.state();
  const bool isUnderWay = state.isUnderWay();
  d->start->setVisible(!isUnderWay);
  d->cancel->setVisible(isUnderWay);
  d->progress->setVisible(isUnderWay);
  d->progress->setRange(0, static_cast<int>(state.steps));
  d->progress->setValue(static_cast<int>(state.step));
  d->status->setText(statusText());
}

QString ExperimentView::statusText() const {
  const ExperimentState& state = d->run.state();
  switch (state.stage) {
    case Stage::Preparing:
      return tr("Opening the models…");
    case Stage::Running: {
      const int percent = static_cast<int>(100 * state.step / std::max<Index>(1, state.steps));
      if (state.secondsLeft < 0) return tr("%1 %").arg(percent);
      if (state.secondsLeft < kMinute)
        return tr("%1 %, about %2 s left").arg(percent).arg(static_cast<int>(std::ceil(state.secondsLeft)));
      return tr("%1 %, about %2 min left").arg(percent).arg(static_cast<int>(std::ceil(state.secondsLeft / kMinute)));
    }
    case Stage::Cancelled:
      return d->figure ? tr("Cancelled: the results so far are shown.") : tr("Cancelled.");
    case Stage::Failed:
      return tr("The experiment failed.");
    case Stage::Idle:
    case Stage::Done:
      break;
  }
  return models().join(QStringLiteral(", "));
}

/// By keyboard, too, every point can be had. A list that is open is not changed under the hand.
void ExperimentView::fillPoints() {
  if (d->point->view()->isVisible()) return;
  const QSignalBlocker blocker(d->point);
  const int count = d->figure ? points(*d->figure) : 0;
  d->point->clear();
  d->point->addItem(tr("Choose a point"), -1);
  for (int index = 0; index < count; ++index) {
    const QString text = pointText(*d->figure, index);
    if (!text.isEmpty()) d->point->addItem(text, index);
  }
  const int row = d->point->findData(d->chosen);
  d->point->setCurrentIndex(std::max(0, row));
  d->point->setVisible(d->figure != nullptr);
  d->details->setVisible(d->figure != nullptr);
  if (!d->figure) return;
  d->details->setText(row > 0
                          ? pointDetails(*d->figure, d->chosen)
                          : tr("Click a point to see its numbers and their explanation here. Turn the wheel to zoom, "
                               "drag to move, double-click to see everything again."));
}

void ExperimentView::choosePoint(int index) {
  d->chosen = index;
  showFigure();
}

std::optional<FigureData> ExperimentView::currentFigure() const {
  const ExperimentState& state = d->run.state();  // of a view that was never shown, too
  if (!state.figure) return std::nullopt;
  return shown(*state.figure);
}

void ExperimentView::retranslate() {
  d->start->setText(tr("Start"));
  d->start->setToolTip(tr("Runs the experiment with these models. You can use the window meanwhile."));
  d->cancel->setText(tr("Cancel"));
  d->cancel->setToolTip(tr("Stops at once; the results so far are kept."));
  d->progress->setAccessibleName(tr("Progress of the experiment"));
  d->point->setAccessibleName(tr("Point of the chart"));
  d->point->setToolTip(tr("The points of the chart as a list, for use without a mouse."));
  d->chart->setAccessibleName(purpose());
}

}  // namespace headlight
