#include "views/prediction/prediction_view.h"

#include <algorithm>
#include <cmath>

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

#include "charts/figure/figure_canvas.h"
#include "charts/figure/shown_text.h"
#include "charts/plot/probability_history.h"
#include "charts/prediction/prediction_builders.h"
#include "hooks/hook_names.h"
#include "views/prediction/run_course.h"
#include "views/prediction/sampling_controls.h"
#include "widgets/plain_label.h"

namespace headlight {

namespace {

// Of text: below them the bars, which matter more, would have no room.
constexpr int kLinesForHistory = 20, kLinesForControls = 22;
constexpr int kMostFitting = 100;  // bars that are shown without being asked for

}  // namespace

struct PredictionView::Private {
  QWidget* stopBar = nullptr;
  QLabel* stopText = nullptr;
  QPushButton* slide = nullptr;
  QScrollArea* scroll = nullptr;
  FigureCanvas* bars = nullptr;
  QPushButton* more = nullptr;
  ProbabilityHistory* history = nullptr;
  QToolButton* unfold = nullptr;  ///< the controls, where there are few lines
  SamplingControls* controls = nullptr;

  std::shared_ptr<const Snapshot> run;
  PredictionFigure figure;
  RunCourse course;
  int asked = kBars;    ///< bars at least
  int fitting = kBars;  ///< bars for which there is room
  [[nodiscard]] int count() const { return std::max(asked, fitting); }
  int selectedBar = -1;
};

PredictionView::PredictionView(Session* session, QWidget* parent)
    : SnapshotView(session, parent), d(std::make_unique<Private>()) {
  setObjectName(QStringLiteral("predictionView"));
  createWidgets();
  connectWidgets();
  retranslate();
}

PredictionView::~PredictionView() = default;

void PredictionView::createWidgets() {
  d->stopBar = new QWidget(this);
  d->stopText = plainLabel(d->stopBar);
  d->stopText->setObjectName(QStringLiteral("stopText"));
  d->stopText->setWordWrap(true);
  d->slide = new QPushButton(d->stopBar);
  d->slide->setObjectName(QStringLiteral("slideWindowButton"));
  auto* stop = new QHBoxLayout(d->stopBar);
  stop->setContentsMargins(8, 8, 8, 0);
  stop->addWidget(d->stopText, 1);
  stop->addWidget(d->slide);

  d->bars = new FigureCanvas;
  d->bars->setObjectName(QStringLiteral("predictionBars"));
  d->bars->setGrowing(true);
  d->bars->installEventFilter(this);
  d->scroll = new QScrollArea(this);
  d->scroll->setObjectName(QStringLiteral("predictionScroll"));
  d->scroll->setWidgetResizable(true);
  d->scroll->setFrameShape(QFrame::NoFrame);
  d->scroll->setFocusPolicy(Qt::NoFocus);
  d->scroll->setWidget(d->bars);
  d->more = new QPushButton(this);
  d->more->setObjectName(QStringLiteral("moreBarsButton"));
  d->more->setFlat(true);

  d->scroll->viewport()->installEventFilter(this);
  d->history = new ProbabilityHistory(this);
  d->unfold = new QToolButton(this);
  d->unfold->setObjectName(QStringLiteral("samplingUnfold"));
  d->unfold->setCheckable(true);
  d->unfold->setAutoRaise(true);
  d->unfold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  d->unfold->setArrowType(Qt::RightArrow);
  d->controls = new SamplingControls(this);
  setFocusProxy(d->bars);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(d->stopBar);
  layout->addWidget(d->scroll, 3);
  layout->addWidget(d->more);
  layout->addWidget(d->history, 1);
  layout->addWidget(d->unfold);
  layout->addWidget(d->controls);
  d->stopBar->hide();
}

void PredictionView::connectWidgets() {
  connectGuarded(d->bars, &FigureCanvas::clicked, [this](const FigureHit& hit) { take(hit.first); });
  d->bars->setToolTips([this](const FigureHit& hit) { return toolTip(hit); });
  connectGuarded(d->more, &QPushButton::clicked, [this] { setBarCount(d->count() + kBars); });
  connectGuarded(d->unfold, &QToolButton::toggled, [this](bool on) {
    d->unfold->setArrowType(on ? Qt::DownArrow : Qt::RightArrow);
    arrange();
  });
  connectGuarded(d->slide, &QPushButton::clicked, [this] {
    if (d->run) session()->slideWindow(d->run->config().nCtx / 2);
  });
  connectGuarded(d->history, &ProbabilityHistory::stepClicked, [this](Index position) { session()->jumpTo(position); });
  connectGuarded(d->controls, &SamplingControls::settingsChanged,
                 [this](const SamplerSettings& settings) { session()->setSampling(settings); });
}

void PredictionView::arrange() {
  // Its axis counts the tokens before a step, and an encoder's steps do not make the text longer.
  const bool has = d->run && !d->history->points().empty() && d->run->config().role() != Role::Fills;
  d->history->setVisible(has && height() >= kLinesForHistory * fontMetrics().height());
  const bool isFolded = height() < kLinesForControls * fontMetrics().height();
  d->unfold->setVisible(isFolded);
  d->controls->setVisible(!isFolded || d->unfold->isChecked());
}

void PredictionView::showControls() {
  d->unfold->setChecked(true);
}

/// Where there is more room than for the bars that were asked for, more are shown.
void PredictionView::fitBars() {
  if (!d->run) return;
  const Figure& figure = d->bars->figure();
  const double row = figure.rectOf(FigureHit::Kind::Bar, 0).height();
  if (row <= 0) return;
  const double spare = d->scroll->viewport()->height() - figure.size.height();
  const int fitting = static_cast<int>(d->figure.bars.size()) + static_cast<int>(std::floor(spare / row));
  d->fitting = std::clamp(fitting, 1, kMostFitting);
  if (d->count() == static_cast<int>(d->figure.bars.size())) return;
  d->figure = makeFigure(*d->run);
  d->bars->rebuild();
}

void PredictionView::resizeEvent(QResizeEvent* event) {
  SnapshotView::resizeEvent(event);
  arrange();
}

void PredictionView::retranslate() {
  d->bars->setAccessibleName(tr("Likeliest next tokens"));
  d->more->setText(tr("Show more tokens"));
  d->unfold->setText(tr("Sampling"));
  d->unfold->setToolTip(tr("Shows or hides how the next token is chosen"));
  d->slide->setText(tr("Slide the window"));
  d->slide->setToolTip(tr("Keeps the later half of the tokens as a new prompt and computes everything again."));
  d->controls->retranslate();
}

void PredictionView::refresh(Session::Changes changes) {
  if (session()->snapshot() != d->run) {
    d->run = session()->snapshot();
    d->selectedBar = -1;
    if (changes & Session::RunChanged) d->asked = kBars;
    readRun();
  }
  d->more->setVisible(predicts());
  arrange();
  if (!predicts()) return showNothing(d->run ? messageText(*d->run->whyNoPrediction) : emptyText());
  if (shownPlace(*d->run) != d->figure.position) {  // another mask was chosen
    d->figure = makeFigure(*d->run);
    showStop();
    emit badgeChanged(d->figure.badge);
  }
  followSelection();
  d->bars->rebuild();
  fitBars();
}

bool PredictionView::predicts() const {
  return d->run && !d->run->whyNoPrediction;
}

void PredictionView::showNothing(const QString& text) {
  d->bars->setBuilder({});
  d->bars->setEmptyText(text);
  d->bars->setMinimumHeight(96);
  d->stopBar->hide();
}

void PredictionView::forget() {
  d->run.reset();
  d->figure = {};
}

/// The place that the next step is about; where another token is selected, the place after it, and of an encoder the
/// mask that is selected.
Index PredictionView::shownPlace(const Snapshot& snapshot) const {
  const Index selected = session()->selection().position;
  const bool hasEveryPlace = snapshot.model->model->hooks().find(hook_names::kUnembedOut) != nullptr;
  if (selected < 0 || selected >= snapshot.length() || !hasEveryPlace) return snapshot.place.position;
  if (!snapshot.place.masked) return selected + 1;
  const bool open = snapshot.tokens[static_cast<std::size_t>(selected)].id == snapshot.origins.mask;
  return open ? selected : snapshot.place.position;
}

void PredictionView::readRun() {
  d->figure = {};
  if (d->run) d->controls->setSettings(d->run->settings);
  if (!predicts()) return d->history->setPoints({}, 0);
  d->figure = makeFigure(*d->run);
  showStop();
  showHistory();
  d->bars->setBuilder([this](QSizeF area) {
    FigureStyle style = screenStyle();
    style.area = area;
    style.selectedBar = d->selectedBar;
    return buildPrediction(d->figure, style);
  });
  emitBadge(d->figure);
}

PredictionFigure PredictionView::makeFigure(const Snapshot& snapshot) const {
  const Index place = shownPlace(snapshot);
  if (place != snapshot.place.position) {
    const bool masked = snapshot.place.masked;
    const Distribution there = distributionAt(snapshot.attentionRun(), *snapshot.model->tokenizer,
                                              masked ? place : place - 1, snapshot.settings);
    const TokenId stands = masked ? -1 : snapshot.tokens[static_cast<std::size_t>(place)].id;
    return predictionFigure(there, *snapshot.model->tokenizer, stands, {place, masked}, d->count(), figureSource(),
                            std::span(snapshot.tokens).first(static_cast<std::size_t>(masked ? 0 : place)));
  }
  const std::size_t before = snapshot.place.masked ? 0 : snapshot.tokens.size();
  return predictionFigure(snapshot.distribution, *snapshot.model->tokenizer, snapshot.nextChoice, snapshot.place,
                          d->count(), figureSource(), std::span(snapshot.tokens).first(before));
}

/// Why a step can do nothing, and what can be done instead.
void PredictionView::showStop() {
  const bool elsewhere = d->figure.position != d->run->place.position;
  const bool translates = d->run->config().role() == Role::Translates;
  const bool full = d->run->stopped == StopReason::Context;
  const Index limit = d->run->config().nCtx;
  if (elsewhere && !d->run->place.masked) {
    const auto at = static_cast<std::size_t>(d->figure.position);
    d->stopText->setText(tr("What the model predicted after “%1” at position %2. The text continues with “%3”. Click "
                            "beside the tokens, or press Esc there, to see the next token again.")
                             .arg(visibleToken(d->run->tokens[at - 1].text))
                             .arg(at - 1)
                             .arg(visibleToken(d->run->tokens[at].text)));
  } else if (elsewhere) {
    d->stopText->setText(tr("This is the mask at position %1. Masks are filled from left to right, next the one at "
                            "position %2.")
                             .arg(d->figure.position)
                             .arg(d->run->place.position));
  } else if (full && translates) {
    d->stopText->setText(
        tr("The translation has reached the greatest length that this model can write: %1 tokens.").arg(limit));
  } else if (full) {
    d->stopText->setText(
        tr("The context is full: this model sees at most %1 tokens. Slide the window to continue.").arg(limit));
  } else if (d->run->stopped == StopReason::EndOfText) {
    d->stopText->setText(translates
                             ? tr("The translation is finished. Step back and take another token to change it.")
                             : tr("The model has ended the text. Step back and take another token to continue."));
  } else if (d->run->stopped == StopReason::Steps) {
    d->stopText->setText(
        tr("Every mask is filled. The bars show what the model predicts for the last place, now that it reads the "
           "whole sentence. Step back to fill a mask with another word."));
  }
  d->slide->setVisible(full && !translates);
  d->stopBar->setVisible(elsewhere || d->run->stopped != StopReason::None);
}

void PredictionView::showHistory() {
  d->history->setPoints(d->course.points(*d->run), d->run->place.position);
}

void PredictionView::setBarCount(int count) {
  d->asked = count;
  if (!predicts()) return;
  d->figure = makeFigure(*d->run);
  d->bars->rebuild();
}

/// A word that was picked in another view is marked here, where it is listed.
void PredictionView::followSelection() {
  const TokenId wanted = session()->selection().vocabularyId;
  const auto bar = std::find_if(d->figure.bars.begin(), d->figure.bars.end(),
                                [wanted](const auto& candidate) { return candidate.id == wanted; });
  d->selectedBar = bar == d->figure.bars.end() ? -1 : static_cast<int>(bar - d->figure.bars.begin());
}

bool PredictionView::watchedEvent(QObject* watched, QEvent* event) {
  if (watched == d->scroll->viewport() && event->type() == QEvent::Resize) fitBars();
  if (event->type() != QEvent::KeyPress || watched != d->bars || !predicts())
    return SnapshotView::watchedEvent(watched, event);
  switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Up:
      moveBar(-1);
      return true;
    case Qt::Key_Down:
      moveBar(1);
      return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
      if (d->selectedBar < 0) return false;
      take(d->selectedBar);
      return true;
    default:
      return SnapshotView::watchedEvent(watched, event);
  }
}

/// The bar under inspection is the selection's word, so that the embedding view shows where it lies.
void PredictionView::moveBar(int by) {
  const int last = static_cast<int>(d->figure.bars.size()) - 1;
  if (d->selectedBar == last && by > 0) setBarCount(d->count() + kBars);
  const int wanted = std::clamp(d->selectedBar + by, 0, static_cast<int>(d->figure.bars.size()) - 1);
  if (wanted < 0) return;
  Selection selection = session()->selection();
  selection.vocabularyId = d->figure.bars[static_cast<std::size_t>(wanted)].id;
  session()->setSelection(selection);
  const QPoint center = d->bars->centerOf(FigureHit::Kind::Bar, wanted);
  d->scroll->ensureVisible(center.x(), center.y(), 0, 24);
}

/// The bars of another mask than the next one are there to be read.
bool PredictionView::canTake() const {
  return d->run && d->run->stopped == StopReason::None && d->figure.position == d->run->place.position;
}

void PredictionView::take(int bar) {
  if (bar < 0 || bar >= static_cast<int>(d->figure.bars.size()) || !canTake()) return;
  const PredictionFigure::Bar& wanted = d->figure.bars[static_cast<std::size_t>(bar)];
  if (wanted.isDrawn) session()->takeToken(wanted.id);
}

QString PredictionView::toolTip(const FigureHit& hit) const {
  if (hit.first < 0 || hit.first >= static_cast<int>(d->figure.bars.size())) return {};
  const auto& bar = d->figure.bars[static_cast<std::size_t>(hit.first)];
  QString text = tr("“%1”, id %2, logit %3\nprobability %4")
                     .arg(visibleToken(bar.text), QString::number(bar.id), formatNumber(bar.logit, 6),
                          formatNumber(bar.probability, 6));
  if (!bar.isDrawn) return text + QLatin1Char('\n') + tr("This token is never drawn.");
  if (!d->run->settings.greedy) {
    text += QLatin1Char('\n') + tr("after temperature and cuts %1").arg(formatNumber(bar.samplingProbability, 6));
  }
  if (canTake()) text += QLatin1Char('\n') + tr("Click to take this token next.");
  return text;
}

std::optional<FigureData> PredictionView::currentFigure() const {
  const auto snapshot = session()->snapshot();
  if (!snapshot || snapshot->whyNoPrediction) return std::nullopt;
  return makeFigure(*snapshot);
}

void PredictionView::letGo() {
  forget();
  d->bars->setBuilder({});
}

}  // namespace headlight
