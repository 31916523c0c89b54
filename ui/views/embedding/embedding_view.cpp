#include "views/embedding/embedding_view.h"

#include <algorithm>

#include <QComboBox>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QLabel>
#include <QMimeData>
#include <QStringListModel>
#include <QToolButton>

#include "figures/embedding/prompt_in_space.h"
#include "scatter3d/scatter_widget.h"
#include "views/embedding/embedding_view_private.h"

namespace headlight {
namespace {

constexpr Index kFewDimensions = 3;

/// A single file that looks like a table of vectors; empty if it does not.
QString tableOf(const QMimeData* data) {
  static const QStringList endings{QStringLiteral("txt"), QStringLiteral("vec"),   QStringLiteral("bin"),
                                   QStringLiteral("tsv"), QStringLiteral("glove"), QStringLiteral("npy")};
  if (!data->hasUrls() || data->urls().size() != 1 || !data->urls().front().isLocalFile()) return {};
  const QString file = data->urls().front().toLocalFile();
  return endings.contains(QFileInfo(file).suffix().toLower()) ? file : QString();
}

}  // namespace

EmbeddingView::EmbeddingView(Session* session, QWidget* parent)
    : SnapshotView(session, parent), d(std::make_unique<Private>()) {
  d->session = session;
  d->coloringMade = [this] {
    guarded([this] {
      showProjection();
      if (!d->problem.isEmpty()) showNeighbours();
    });
  };
  d->nearestMade = [this] {
    guarded([this] {
      showNeighbours();
      if (isSeen()) showScene();
    });
  };
  setObjectName(QStringLiteral("embeddingView"));
  setAcceptDrops(true);
  createTools();
  createList();
  layOut();
  connectOptions();
  retranslate();
  connectGuarded(&d->loader, &SpaceLoader::loaded, &EmbeddingView::markStale);
  connectGuarded(&d->loader, &SpaceLoader::progressed, [this](double share) {
    d->progress->setText(tr("Reading… %1 %").arg(static_cast<int>(share * 100)));
  });
  connectGuarded(&d->besideLoader, &SpaceLoader::loaded, &EmbeddingView::markStale);
  connectGuarded(&d->partLoader, &SpaceLoader::loaded, &EmbeddingView::markStale);
  followSelection();
}

EmbeddingView::~EmbeddingView() = default;

void EmbeddingView::connectOptions() {
  connectGuarded(d->controls, &SpaceControls::requestChanged, [this] {
    d->calculated.clear();
    d->problem.clear();
    markStale();
  });
  connectGuarded(d->controls, &SpaceControls::tableAskedAgain, &EmbeddingView::readAgain);
  connectGuarded(d->controls, &SpaceControls::promptsAsked, [this] {
    d->showOptions->setChecked(true);
    d->options->askForPrompts();
  });
  connectGuarded(d->options, &EmbeddingOptions::promptsChanged, &EmbeddingView::markStale);
  connectGuarded(d->controls, &SpaceControls::stationChanged, [this] {
    if (d->stale || !d->space) return;
    const int focus = d->focusNow();
    if (focus != d->focus || !d->calculated.isEmpty()) {  // a sum is one of the station's own vectors
      d->focus = focus;
      d->makeNearest();
      showNeighbours();
    }
    if (d->method() == ProjectionMethod::Words) return showProjection();  // the axes are words of this station
    showScene();
  });
  connectGuarded(d->projection, &QComboBox::currentIndexChanged, [this] {
    d->pause->setChecked(false);
    const bool needsSettings = d->method() == ProjectionMethod::Dimensions || d->method() == ProjectionMethod::Words;
    if (needsSettings && d->projection->hasFocus()) {
      d->options->setCurrentIndex(0);
      d->showOptions->setChecked(true);
    }
    markStale();
  });
  connectGuarded(d->projection, &QComboBox::activated, [this] { d->dimensionsAsked = false; });
  connectGuarded(d->showOptions, &QToolButton::toggled, [this](bool shown) {
    d->options->setVisible(shown);
    fitLayout();
  });
  connectGuarded(d->options, &EmbeddingOptions::projectionChanged, &EmbeddingView::markStale);
  connectGuarded(d->options, &EmbeddingOptions::neighboursChanged, &EmbeddingView::markStale);
  connectGuarded(d->options, &EmbeddingOptions::colorsChanged, &EmbeddingView::markStale);
  connectGuarded(d->options, &EmbeddingOptions::pictureChanged, &EmbeddingView::markStale);
}

void EmbeddingView::noticed(Session::Changes changes) {
  if (changes & Session::FurtherRunsChanged) markStale();
  if (changes & (Session::ModelChanged | Session::RunChanged | Session::SelectionChanged)) {
    followSelection();
    markStale();
  }
}

void EmbeddingView::followSelection() {
  const Selection& now = d->session->selection();
  if (now.vocabularyId != d->lastSelection.vocabularyId && now.vocabularyId >= 0) {
    d->followsPosition = false;
    d->problem.clear();
  } else if (now.position != d->lastSelection.position || now.vocabularyId < 0) {
    d->followsPosition = true;
  }
  if (!(now == d->lastSelection)) {
    d->calculated.clear();
    d->furtherFocus = -1;
  }
  d->isPicked = !d->followsPosition || now.position >= 0;
  d->lastSelection = now;
}

void EmbeddingView::markStale() {
  d->stale = true;
  if (isSeen()) renew();
}

void EmbeddingView::refresh(Session::Changes) {
  renew();
}

void EmbeddingView::forget() {
  d->stale = true;
}

void EmbeddingView::letGo() {
  forget();
  d->controls->followModel();
  d->letModelGo();
}

void EmbeddingView::renew() {
  if (!d->stale) return;
  d->stale = false;
  d->controls->followModel();
  d->makeSpace();
  const bool otherSpace = d->shown != d->space;
  d->shown = d->space;
  const bool isSmall = d->isOfTable() && d->space->dimensions() <= kFewDimensions;
  if (otherSpace) {
    d->words->setStringList(d->space ? d->space->words() : QStringList());
    d->found.clear();
    d->tableFocus = -1;
    if (d->space && isSmall != d->dimensionsAsked && (isSmall || d->method() == ProjectionMethod::Dimensions)) {
      const QSignalBlocker quiet(d->projection);  // a small table is drawn as it is
      d->dimensionsAsked = isSmall;
      d->projection->setCurrentIndex(static_cast<int>(isSmall ? ProjectionMethod::Dimensions : ProjectionMethod::Pca));
    }
  }
  d->options->follow(d->method(), d->space, d->lexiconNow());
  d->options->setPointCounts(d->projected() ? d->projected()->size() : 0, d->space ? d->space->tokens() : 0);
  if (d->space) {
    d->controls->setStations(d->space->stations(),
                             d->space->request().isOfRun() && d->space->request().run->config().isRecurrent());
  }
  const int focus = d->focusNow();
  d->focus = focus;
  d->makeNearest();
  showChosenRow();  // writes about the focus: not one of the space before
  d->makeRun(this);
  showProjection();
  showNeighbours();
}

/// After a step of the projection, or where another one stands now.
void EmbeddingView::showProjection() {
  if (d->shown != d->space) return markStale();  // a figure was asked for between
  showProgress();
  if (d->space && d->projected()) {
    d->makePoints();
    emit badgeChanged(withSource(badgeOf(d->points), figureSource()));
  }
  if (isSeen()) showScene();
}

void EmbeddingView::showProgress() {
  const ProjectionRun::State* state = d->run ? &d->run->state() : nullptr;
  const bool runs = state && !state->isDone;
  const bool isTable = d->loader.request().kind() == SpaceRequest::Kind::Table;
  const bool reads = d->loader.isBusy() && isTable;
  const bool groups = d->coloringJobs.isBusy();
  d->pause->setVisible(runs);
  d->cancel->setVisible(reads || groups);
  d->retry->setVisible(isTable && !d->loader.isBusy() && d->loader.failure());
  d->progress->setVisible(runs || reads || groups || (state && state->hasFailed));
  if (reads) {
    d->progress->setText(tr("Reading…"));
  } else if (groups) {
    d->progress->setText(tr("Looking for groups…"));
  } else if (state && state->hasFailed) {
    d->progress->setText(messageText(state->failure));
  } else if (state) {
    d->progress->setText(state->step == 0 ? tr("Finding neighbours…")
                                          : tr("Step %1 of %2").arg(state->step).arg(state->steps));
  }
}

std::optional<FigureData> EmbeddingView::currentFigure() const {
  const auto snapshot = d->session->snapshot();
  if (!snapshot && d->controls->request().kind() != SpaceRequest::Kind::Table) return std::nullopt;
  d->controls->followModel();
  d->finish();
  if (!d->space) return std::nullopt;
  d->options->follow(d->method(), d->space, d->lexiconNow());
  d->makePoints();
  d->makeColoring();
  d->coloringJobs.wait();
  FigureSource source;
  if (snapshot) source = {snapshot->model->name, snapshot->prompt.text, snapshot->interventions};
  if (d->isOfTable()) source = {};  // the title names the table
  EmbeddingFigure figure = spaceFigure(d->space->points(), d->points, std::move(source));
  if (snapshot && d->space->request().kind() == SpaceRequest::Kind::Vocabulary) {
    namePartsOfCharacters(figure, snapshot->allTokens());
  }
  figure.highlighted = d->highlighted();
  for (const int position : d->chosen) figure.highlighted.push_back(d->stationNow() * d->space->tokens() + position);
  std::sort(figure.highlighted.begin(), figure.highlighted.end());
  figure.highlighted.erase(std::unique(figure.highlighted.begin(), figure.highlighted.end()), figure.highlighted.end());
  figure.paths = d->paths();
  figure.coloring = d->coloring;
  figure.isFlat = d->options->isFlat();
  figure.azimuth = d->scatter->camera().azimuth();
  figure.elevation = d->scatter->camera().elevation();
  return figure;
}

void EmbeddingView::cancelWork() {
  d->loader.cancel();
  if (!d->coloringJobs.isBusy()) return;
  d->coloringJobs.drop();
  d->options->clearColor();
}

void EmbeddingView::readAgain() {
  d->loader.tryAgain();
  markStale();
}

void EmbeddingView::openTable(const QString& file) {
  d->controls->openTable(file);
}

void EmbeddingView::dragEnterEvent(QDragEnterEvent* event) {
  if (!tableOf(event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void EmbeddingView::dropEvent(QDropEvent* event) {
  openTable(tableOf(event->mimeData()));
  event->acceptProposedAction();
}

void EmbeddingView::showEvent(QShowEvent* event) {
  SnapshotView::showEvent(event);
  resume();
}

/// Behind a tab as when hidden.
void EmbeddingView::setInFront(bool inFront) {
  SnapshotView::setInFront(inFront);
  if (!inFront && d->run) d->run->setPaused(true);
  if (!inFront) return;
  QMetaObject::invokeMethod(  // later: docks say so while they are laid out and painted
      this, [this] { guarded([this] { resume(); }); }, Qt::QueuedConnection);
}

void EmbeddingView::resume() {
  if (!isSeen()) return;
  if (d->run) d->run->setPaused(d->pause->isChecked());
  renew();
}

void EmbeddingView::hideEvent(QHideEvent* event) {
  SnapshotView::hideEvent(event);
  if (d->run) d->run->setPaused(true);  // what nobody sees rests
}

void EmbeddingView::resizeEvent(QResizeEvent* event) {
  SnapshotView::resizeEvent(event);
  fitLayout();
}

void EmbeddingView::changeEvent(QEvent* event) {
  SnapshotView::changeEvent(event);
  if (event->type() == QEvent::FontChange) fitLayout();
  if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange) markStale();
}

}  // namespace headlight
