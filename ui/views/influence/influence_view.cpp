#include "views/influence/influence_view.h"

#include <algorithm>

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QSignalBlocker>
#include <QStackedLayout>
#include <QTabBar>
#include <QToolButton>

#include "analysis/text/share_text.h"
#include "charts/experiments/experiment_builders.h"
#include "charts/figure/figure_canvas.h"
#include "charts/figure/shown_text.h"
#include "figures/export/figure_export.h"
#include "session/jobs/influence_run.h"
#include "views/influence/gradient_time_view.h"
#include "views/influence/influence_question.h"
#include "widgets/plain_label.h"
#include "widgets/tight_column.h"
#include "widgets/wrap_layout.h"

namespace headlight {
namespace {

using Measure = InfluenceFigure::Measure;
using Stage = InfluenceState::Stage;

constexpr int kProgressSteps = 1000;

}  // namespace

struct InfluenceView::Private {
  InfluenceRun run;
  QTabBar* pages = nullptr;
  QStackedLayout* stack = nullptr;
  QWidget* words = nullptr;
  GradientTimeView* time = nullptr;
  QComboBox* measure = nullptr;
  QToolButton* replace = nullptr;
  QCheckBox* follow = nullptr;
  QToolButton* cancel = nullptr;
  QProgressBar* progress = nullptr;
  FigureCanvas* canvas = nullptr;
  QLabel* details = nullptr;

  std::optional<InfluenceQuestion> asked;
  std::optional<InfluenceFigure> figure;  ///< as state() has it, with what went wrong in words
};

InfluenceView::InfluenceView(Session* session, QWidget* parent)
    : SnapshotView(session, parent), d(std::make_unique<Private>()) {
  setObjectName(QStringLiteral("influenceView"));
  createWidgets();
  layOut();
  connectWidgets();
  retranslate();
}

InfluenceView::~InfluenceView() = default;

void InfluenceView::createWidgets() {
  const auto named = [](auto* widget, const char* name) {
    widget->setObjectName(QString::fromLatin1(name));
    return widget;
  };
  d->pages = named(new QTabBar(this), "influencePages");
  d->pages->setDrawBase(false);
  d->pages->addTab(QString());
  d->pages->addTab(QString());
  d->words = new QWidget(this);
  d->time = new GradientTimeView(session(), this);
  d->measure = named(new QComboBox(this), "influenceMeasure");
  d->measure->addItem(QString(), static_cast<int>(Measure::Gradient));
  d->measure->addItem(QString(), static_cast<int>(Measure::Replacement));
  d->replace = named(new QToolButton(this), "influenceReplace");
  d->replace->setToolButtonStyle(Qt::ToolButtonTextOnly);
  d->follow = named(new QCheckBox(this), "influenceFollow");
  d->cancel = named(new QToolButton(this), "influenceCancel");
  d->progress = named(new QProgressBar(this), "influenceProgress");
  d->progress->setRange(0, kProgressSteps);
  d->progress->setTextVisible(false);
  d->progress->setMaximumHeight(8);
  d->canvas = named(new FigureCanvas(this), "influenceCanvas");
  d->canvas->setToolTips([this](const FigureHit& hit) { return toolTip(hit); });
  d->details = named(plainLabel(this), "influenceDetails");
  d->details->setWordWrap(true);
  d->details->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
}

void InfluenceView::layOut() {
  auto* choices = new WrapLayout;
  choices->setContentsMargins(8, 4, 8, 0);
  choices->addWidget(d->measure);
  choices->addWidget(d->replace);
  choices->addWidget(d->cancel);
  auto* below = new QHBoxLayout;
  below->setContentsMargins(8, 0, 8, 4);
  below->addWidget(d->follow);
  below->addWidget(d->progress, 1);
  auto* details = new QHBoxLayout;
  details->setContentsMargins(8, 0, 8, 8);
  details->addWidget(d->details);
  auto* words = tightColumn(d->words);
  words->addLayout(choices);
  words->addLayout(below);
  words->addWidget(d->canvas, 1);
  words->addLayout(details);
  d->stack = new QStackedLayout;
  d->stack->addWidget(d->words);
  d->stack->addWidget(d->time);
  auto* column = tightColumn(this);
  column->addWidget(d->pages);
  column->addLayout(d->stack, 1);
}

void InfluenceView::connectWidgets() {
  connectGuarded(d->pages, &QTabBar::currentChanged, [this] {
    d->stack->setCurrentIndex(page());
    if (isSeen()) refresh(Session::RunChanged);
  });
  connectGuarded(d->time, &GradientTimeView::badgeChanged, [this](const Badge& badge) {
    if (page() == Time) emit badgeChanged(badge);
  });
  connectGuarded(d->measure, &QComboBox::currentIndexChanged, [this] { showResult(); });
  connectGuarded(d->replace, &QToolButton::clicked, &InfluenceView::measureReplacements);
  connectGuarded(d->follow, &QCheckBox::toggled, [this](bool follows) {
    if (follows) measureReplacements();
  });
  connectGuarded(d->cancel, &QToolButton::clicked, [this] {
    d->follow->setChecked(false);
    d->run.cancel();
  });
  connectGuarded(d->canvas, &FigureCanvas::clicked, &InfluenceView::selectPlace);
  connectGuarded(&d->run, &InfluenceRun::advanced, [this] { showResult(); });
}

InfluenceView::Page InfluenceView::page() const {
  return d->pages->currentIndex() == Time ? Time : Words;
}

void InfluenceView::setPage(Page page) {
  d->pages->setCurrentIndex(page);
}

Measure InfluenceView::measure() const {
  return static_cast<Measure>(d->measure->currentData().toInt());
}

void InfluenceView::retranslate() {
  d->pages->setTabText(Words, tr("This text"));
  d->pages->setTabText(Time, tr("Through time"));
  d->pages->setTabToolTip(Words, tr("How much the next word depends on each word before it"));
  d->pages->setTabToolTip(Time, tr("How far back a gradient reaches, before and after training"));
  d->pages->setAccessibleName(tr("Pages of the panel"));
  const QSignalBlocker blocker(d->measure);
  d->measure->setItemText(0, tr("Gradient"));
  d->measure->setItemText(1, tr("Other words"));
  d->measure->setAccessibleName(tr("How influence is measured"));
  d->measure->setToolTip(tr(
      "Gradient: how much the next word's logit changes for a very small change of each word's vector, as a share of "
      "the sum. Other words: how far the distribution of the next word moves where a word is replaced by each other "
      "word of its class."));
  d->replace->setText(tr("Replace words"));
  d->replace->setToolTip(
      tr("Replaces each word by every other word of its class and runs the models again. This takes some seconds."));
  d->follow->setText(tr("after every step"));
  d->follow->setToolTip(tr("Replaces words again whenever the text changes."));
  d->cancel->setText(tr("Cancel"));
  d->cancel->setToolTip(tr("Stops at once; the results so far are kept."));
  d->progress->setAccessibleName(tr("Progress of replacing words"));
  d->canvas->setAccessibleName(tr("How much the next word of each model depends on the words before it"));
}

void InfluenceView::setInFront(bool inFront) {
  SnapshotView::setInFront(inFront);
  watchSoon();
}

void InfluenceView::showEvent(QShowEvent* event) {
  SnapshotView::showEvent(event);
  watchSoon();
}

void InfluenceView::hideEvent(QHideEvent* event) {
  rest();
  SnapshotView::hideEvent(event);
}

/// Docks that are arranged say several times whether they are seen.
void InfluenceView::watchSoon() {
  QMetaObject::invokeMethod(
      this, [this] { guarded([this] { isSeen() ? session()->watchComparison(this, true) : rest(); }); },
      Qt::QueuedConnection);
}

/// Nobody looks: what is under way is left, and asked for again when somebody does.
void InfluenceView::rest() {
  session()->watchComparison(this, false);
  if (d->run.state().stage != Stage::Running) return;
  d->run.clear();
  d->asked.reset();
}

QString InfluenceView::obstacle() const {
  if (!session()->snapshot()) return emptyText();
  const auto comparison = session()->comparison();
  if (comparison && comparison->error) return messageText(*comparison->error);
  const ModelConfig& config = session()->snapshot()->config();
  const bool isAlone = !comparison || comparison->columns.empty();
  if (isAlone && config.role() != Role::Continues)
    return messageText({"gradient.kind", {{"kind", std::string(modelKindName(config.kind))}}});
  return {};
}

InfluenceQuestion InfluenceView::question() const {
  return influenceQuestion(*session(), figureSource());
}

/// A comparison that has not caught up with the run yet will say so when it has.
void InfluenceView::ask() {
  const auto comparison = session()->comparison();
  const bool isBehind = comparison && !comparison->columns.empty() && comparison->of != session()->snapshot();
  if (isBehind) return;
  InfluenceQuestion next = question();
  if (d->asked && asksTheSame(*d->asked, next)) return;
  next.withReplacements = d->follow->isChecked();
  d->asked = next;
  d->run.ask(std::move(next));
}

void InfluenceView::measureReplacements() {
  if (!obstacle().isEmpty()) return;
  {
    const QSignalBlocker blocker(d->measure);
    d->measure->setCurrentIndex(1);
  }
  InfluenceQuestion next = question();
  next.withReplacements = true;
  d->asked = next;
  d->run.ask(std::move(next));
  showResult();
}

void InfluenceView::refresh(Session::Changes changes) {
  if (page() == Time) {
    if (const auto figure = d->time->currentFigure()) emit badgeChanged(figureBadge(*figure));
    return;
  }
  const QString why = obstacle();
  if (!why.isEmpty()) {
    d->run.clear();
    d->asked.reset();
    d->figure.reset();
    d->canvas->setBuilder({});
    d->canvas->setEmptyText(why);
    showControls();
    showDetails();
    return;
  }
  if (changes & ~Session::Changes(Session::SelectionChanged)) ask();
  showResult();
}

void InfluenceView::forget() {
  d->asked.reset();
  d->figure.reset();
}

/// What the run has found, with what went wrong in the interface's language.
void InfluenceView::showResult() {
  showControls();
  const InfluenceState& state = d->run.state();
  if (state.figure) {
    d->figure = *state.figure;
    for (std::size_t i = 0; i < d->figure->rows.size(); ++i) {
      if (state.problems[i]) d->figure->rows[i].problem = messageText(*state.problems[i]).toStdString();
    }
  }
  showDetails();
  if (!d->figure) return;
  d->figure->measure = measure();
  d->canvas->setBuilder([this](QSizeF area) {
    FigureStyle style = screenStyle();
    style.area = area;
    style.selectedToken = session()->effectivePosition();
    return buildInfluence(*d->figure, style);
  });
  if (page() != Words) return;
  emitBadge(*d->figure);
}

void InfluenceView::showControls() {
  const bool replaces = d->run.state().stage == Stage::Running && d->asked && d->asked->withReplacements;
  const bool can = obstacle().isEmpty();
  d->measure->setEnabled(can);
  d->replace->setEnabled(can);
  d->follow->setEnabled(can);
  d->replace->setVisible(!replaces);
  d->cancel->setVisible(replaces);
  d->progress->setVisible(replaces);
  d->progress->setValue(static_cast<int>(d->run.state().share * kProgressSteps));
}

QString InfluenceView::placeText(const InfluenceFigure::Row& row, std::size_t place) const {
  const QString word = visibleToken(row.tokens[place]);
  QString text = tr("%1: “%2” has %3 of all gradients (length %4).")
                     .arg(QString::fromStdString(row.model), word,
                          QString::fromStdString(percentText(row.shares[place])), formatNumber(row.norms[place]));
  if (row.replacements.empty()) return text;
  const InfluenceFigure::Replacement& replaced = row.replacements[place];
  const QString wordClass = QString::fromStdString(replaced.wordClass);
  if (replaced.words == 0) {
    return text + QLatin1Char(' ') +
           (wordClass.isEmpty() ? tr("Its class is not known.")
                                : tr("No other word of its class (%1) is known.").arg(wordClass));
  }
  return text + QLatin1Char(' ') +
         tr("%1 other words of its class (%2) in its place move the next word by %3 bits on average; “%4” moves it "
            "most, by %5.")
             .arg(replaced.words)
             .arg(wordClass, formatNumber(replaced.meanBits), visibleToken(replaced.largestWord),
                  formatNumber(replaced.largestBits));
}

/// The chosen word in every model.
void InfluenceView::showDetails() {
  QStringList lines;
  const Index place = session()->effectivePosition();
  for (std::size_t i = 0; d->figure && place >= 0 && i < d->figure->rows.size(); ++i) {
    const InfluenceFigure::Row& row = d->figure->rows[i];
    if (place < static_cast<Index>(row.tokens.size())) lines << placeText(row, static_cast<std::size_t>(place));
  }
  d->details->setText(lines.join(QLatin1Char('\n')));
  d->details->setVisible(!lines.isEmpty());
}

QString InfluenceView::toolTip(const FigureHit& hit) const {
  if (!d->figure || hit.kind != FigureHit::Kind::Cell) return {};
  const InfluenceFigure::Row& row = d->figure->rows[static_cast<std::size_t>(hit.first)];
  const auto place = static_cast<std::size_t>(hit.second);
  return place < row.tokens.size() ? placeText(row, place) : QString();
}

/// The place in the present text; a model that went on by itself may have another word there, or a longer text.
void InfluenceView::selectPlace(const FigureHit& hit) {
  const auto run = session()->snapshot();
  if (hit.kind != FigureHit::Kind::Cell || !run || hit.second >= run->length()) return;
  Selection selection = session()->selection();
  selection.position = hit.second;
  session()->setSelection(selection);
}

std::optional<InfluenceFigure> InfluenceView::figureOf(Measure measure) const {
  if (!d->figure) return std::nullopt;
  InfluenceFigure figure = *d->figure;
  figure.measure = measure;
  return figure;
}

std::optional<FigureData> InfluenceView::currentFigure() const {
  if (page() == Time) return d->time->currentFigure();
  return figureOf(measure());
}

std::optional<FigureData> InfluenceView::secondFigure() const {
  if (page() == Time) return figureOf(measure());
  const bool isReplaced = d->figure && std::any_of(d->figure->rows.begin(), d->figure->rows.end(),
                                                   [](const auto& row) { return !row.replacements.empty(); });
  if (!isReplaced) return std::nullopt;
  return figureOf(measure() == Measure::Gradient ? Measure::Replacement : Measure::Gradient);
}

void InfluenceView::letGo() {
  forget();
  d->canvas->setBuilder({});
}

}  // namespace headlight
