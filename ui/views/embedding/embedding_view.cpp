#include "views/embedding/embedding_view.h"

#include <algorithm>

#include <QBoxLayout>
#include <QComboBox>
#include <QCompleter>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QStringListModel>
#include <QToolButton>

#include "charts/figure_builders.h"
#include "generate/embedding_figure.h"
#include "scatter3d/scatter_widget.h"
#include "views/embedding/embedding_view_private.h"

namespace headlight {
namespace {

constexpr int kWideEnough = 760;  // pixels: then the list of neighbours stands beside the picture
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

EmbeddingView::EmbeddingView(Session* session, QWidget* parent) : QWidget(parent), d(std::make_unique<Private>()) {
  d->session = session;
  setObjectName(QStringLiteral("embeddingView"));
  setAcceptDrops(true);
  createTools();
  createList();
  layOut();
  connectOptions();
  retranslate();
  connect(session, &Session::changed, this, &EmbeddingView::sessionChanged);
  connect(&d->loader, &SpaceLoader::loaded, this, &EmbeddingView::markStale);
  connect(&d->loader, &SpaceLoader::progressed, this,
          [this](double share) { d->progress->setText(tr("Reading… %1 %").arg(static_cast<int>(share * 100))); });
  connect(&d->besideLoader, &SpaceLoader::loaded, this, &EmbeddingView::markStale);
  followSelection();
}

EmbeddingView::~EmbeddingView() = default;

void EmbeddingView::createTools() {
  d->controls = new SpaceControls(d->session, this);
  d->searchField = new QLineEdit(this);
  d->searchField->setObjectName(QStringLiteral("embeddingSearch"));
  d->searchField->setClearButtonEnabled(true);
  d->words = new QStringListModel(this);
  auto* completer = new QCompleter(d->words, d->searchField);
  completer->setCaseSensitivity(Qt::CaseInsensitive);
  d->searchField->setCompleter(completer);
  connect(d->searchField, &QLineEdit::returnPressed, this, [this] { search(d->searchField->text()); });
  connect(completer, qOverload<const QString&>(&QCompleter::activated), this, &EmbeddingView::search);

  d->projection = new QComboBox(this);
  d->projection->setObjectName(QStringLiteral("embeddingProjection"));
  d->projection->addItems({QStringLiteral("PCA"), QStringLiteral("t-SNE"), QStringLiteral("UMAP"), {}, {}});
  d->showOptions = new QToolButton(this);
  d->showOptions->setObjectName(QStringLiteral("embeddingShowOptions"));
  d->showOptions->setCheckable(true);
  d->options = new EmbeddingOptions(this);
  d->options->hide();
  d->pause = new QToolButton(this);
  d->pause->setObjectName(QStringLiteral("embeddingPause"));
  d->pause->setCheckable(true);
  connect(d->pause, &QToolButton::toggled, this, [this](bool paused) {
    d->pause->setText(paused ? tr("Go on") : tr("Pause"));
    if (d->run) d->run->setPaused(paused);
  });
  d->cancel = new QToolButton(this);
  d->cancel->setObjectName(QStringLiteral("embeddingCancel"));
  connect(d->cancel, &QToolButton::clicked, &d->loader, &SpaceLoader::cancel);
  d->progress = new QLabel(this);
  d->progress->setTextFormat(Qt::PlainText);
  d->progress->setWordWrap(true);
  d->reset = new QToolButton(this);
  d->reset->setObjectName(QStringLiteral("embeddingReset"));
}

void EmbeddingView::createList() {
  d->scatter = new scatter3d::ScatterWidget(this);
  d->scatter->setObjectName(QStringLiteral("embeddingScatter"));
  connect(d->scatter, &scatter3d::ScatterWidget::pointPicked, this, &EmbeddingView::select);
  connect(d->reset, &QToolButton::clicked, d->scatter, &scatter3d::ScatterWidget::resetCamera);
  d->beside = new scatter3d::ScatterWidget(this);
  d->beside->setObjectName(QStringLiteral("embeddingBeside"));
  d->beside->hide();
  d->besideName = new QLabel(this);
  d->besideName->setWordWrap(true);
  d->besideName->setTextFormat(Qt::PlainText);
  d->besideName->hide();
  d->legend = new QLabel(this);
  d->legend->setObjectName(QStringLiteral("embeddingLegend"));
  d->legend->setWordWrap(true);
  d->legend->setTextFormat(Qt::RichText);
  d->legend->hide();
  d->caption = new QLabel(this);
  d->caption->setObjectName(QStringLiteral("embeddingCaption"));
  d->caption->setWordWrap(true);
  d->caption->setTextFormat(Qt::PlainText);
  d->neighbours = new QListWidget(this);
  d->neighbours->setObjectName(QStringLiteral("embeddingNeighbours"));
  d->neighbours->setFrameShape(QFrame::NoFrame);
  d->neighbours->setResizeMode(QListView::Adjust);
  d->neighbours->setSpacing(2);
  d->neighbours->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  const auto take = [this](const QListWidgetItem* item) { select(item->data(Qt::UserRole).toInt()); };
  connect(d->neighbours, &QListWidget::itemClicked, this, take);
  connect(d->neighbours, &QListWidget::itemActivated, this, take);
}

void EmbeddingView::layOut() {
  auto* what = new QHBoxLayout;
  what->addWidget(d->controls, 1);
  what->addWidget(d->projection, 0, Qt::AlignTop);
  auto* tools = new QHBoxLayout;
  tools->addWidget(d->searchField, 1);
  tools->addWidget(d->showOptions);
  tools->addWidget(d->reset);
  auto* progress = new QHBoxLayout;  // a row of its own, there while something runs: the panel may be narrow
  progress->addWidget(d->progress, 1);
  progress->addWidget(d->cancel);
  progress->addWidget(d->pause);
  auto* pictures = new QHBoxLayout;
  pictures->setSpacing(8);
  pictures->addWidget(d->scatter, 1);
  pictures->addWidget(d->beside, 1);
  auto* list = new QVBoxLayout;
  list->setSpacing(4);
  list->addWidget(d->options);
  list->addWidget(d->caption);
  list->addWidget(d->neighbours, 1);
  d->body = new QBoxLayout(QBoxLayout::TopToBottom);
  d->body->setSpacing(8);
  auto* picture = new QVBoxLayout;
  picture->addLayout(pictures, 1);
  picture->addWidget(d->besideName);
  picture->addWidget(d->legend);
  d->body->addLayout(picture, 1);
  d->body->addLayout(list, 0);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(8, 8, 8, 8);
  layout->setSpacing(8);
  layout->addLayout(what);
  layout->addLayout(tools);
  layout->addLayout(progress);
  layout->addLayout(d->body, 1);
}

void EmbeddingView::connectOptions() {
  connect(d->controls, &SpaceControls::requestChanged, this, [this] {
    d->calculated.clear();
    d->problem.clear();
    markStale();
  });
  connect(d->controls, &SpaceControls::stationChanged, this, [this] {
    if (d->stale || !d->space) return;
    const int focus = d->focusNow();
    if (focus != d->focus) {
      d->focus = focus;
      d->makeNearest();
      showNeighbours();
    }
    showScene();
  });
  connect(d->projection, &QComboBox::currentIndexChanged, this, [this] {
    d->pause->setChecked(false);
    const bool needsSettings = d->method() == ProjectionMethod::Dimensions || d->method() == ProjectionMethod::Words;
    if (needsSettings && d->projection->hasFocus()) {
      d->options->setCurrentIndex(0);
      d->showOptions->setChecked(true);
    }
    markStale();
  });
  connect(d->projection, &QComboBox::activated, this, [this] { d->dimensionsAsked = false; });
  connect(d->showOptions, &QToolButton::toggled, this, [this](bool shown) {
    d->options->setVisible(shown);
    fitLayout();
  });
  connect(d->options, &EmbeddingOptions::projectionChanged, this, &EmbeddingView::markStale);
  connect(d->options, &EmbeddingOptions::neighboursChanged, this, &EmbeddingView::markStale);
  connect(d->options, &EmbeddingOptions::colorsChanged, this, &EmbeddingView::markStale);
  connect(d->options, &EmbeddingOptions::pictureChanged, this, &EmbeddingView::markStale);
}

void EmbeddingView::retranslate() {
  d->searchField->setPlaceholderText(tr("Find a word"));
  d->searchField->setAccessibleName(tr("Find a word of the vocabulary"));
  d->searchField->setToolTip(
      tr("A word; or a sum with spaces around the signs (king - man + woman) for the words nearest to "
         "it; or a regular expression between slashes (/^un/)"));
  d->projection->setAccessibleName(tr("Projection"));
  d->projection->setToolTip(
      tr("How the vectors become points in three dimensions. PCA is exact and keeps the directions of most variance; "
         "t-SNE "
         "and UMAP are worked out while you watch and keep neighbours together."));
  d->projection->setItemText(3, tr("Dimensions"));
  d->projection->setItemText(4, tr("Words as axes"));
  d->showOptions->setText(tr("Options"));
  d->showOptions->setToolTip(tr("Numbers of the projection, axes, neighbours, colours, the picture"));
  d->pause->setText(d->pause->isChecked() ? tr("Go on") : tr("Pause"));
  d->pause->setToolTip(tr("Holds the projection, or lets it go on"));
  d->cancel->setText(tr("Cancel"));
  d->reset->setText(tr("Reset view"));
  d->reset->setToolTip(tr("Back to the first point of view (R)"));
  d->neighbours->setAccessibleName(tr("Nearest words"));
  d->scatter->setAccessibleName(tr("Vectors as points in three dimensions"));
  d->beside->setAccessibleName(tr("The model's token embeddings, for comparison"));
}

void EmbeddingView::sessionChanged(Session::Changes changes) {
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
  if (!(now == d->lastSelection)) d->calculated.clear();
  d->chosen = !d->followsPosition || now.position >= 0;
  d->lastSelection = now;
}

void EmbeddingView::markStale() {
  d->stale = true;
  if (isVisible()) refresh();
}

void EmbeddingView::refresh() {
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
  d->options->follow(d->method(), d->space);
  if (d->space) {
    d->controls->setStations(d->space->stations(),
                             d->space->request().isOfRun() && d->space->request().run->config().isRecurrent());
  }
  const int focus = d->focusNow();
  d->focus = focus;
  d->makeNearest();
  d->makeRun(this);
  showProjection();
  showNeighbours();
}

/// After a step of the projection, or where another one stands now.
void EmbeddingView::showProjection() {
  if (d->shown != d->space) return markStale();  // a figure was asked for between
  showProgress();
  if (d->space) {
    d->makePoints();
    emit badgeChanged(d->points.badge);
  }
  if (isVisible()) showScene();
}

void EmbeddingView::showProgress() {
  const ProjectionRun::State* state = d->run ? &d->run->state() : nullptr;
  const bool runs = state && !state->isDone;
  const bool reads = d->loader.isBusy() && d->loader.request().kind == SpaceRequest::Kind::Table;
  d->pause->setVisible(runs);
  d->cancel->setVisible(reads);
  d->progress->setVisible(runs || reads || (state && state->hasFailed));
  if (reads) {
    d->progress->setText(tr("Reading…"));
  } else if (state && state->hasFailed) {
    d->progress->setText(messageText(state->failure));
  } else if (state) {
    d->progress->setText(state->step == 0 ? tr("Finding neighbours…")
                                          : tr("Step %1 of %2").arg(state->step).arg(state->steps));
  }
}

std::optional<FigureData> EmbeddingView::currentFigure() const {
  const auto snapshot = d->session->snapshot();
  if (!snapshot && d->controls->request().kind != SpaceRequest::Kind::Table) return std::nullopt;
  d->controls->followModel();
  d->makeSpace();
  d->loader.wait();
  d->space = d->loader.space();
  if (!d->space) return std::nullopt;
  d->options->follow(d->method(), d->space);
  d->makePoints();
  d->makeColoring();
  FigureSource source;
  if (snapshot) source = {snapshot->model->name, snapshot->prompt.text, snapshot->interventions};
  EmbeddingFigure figure;
  if (d->space->request().kind == SpaceRequest::Kind::Vocabulary) {
    figure = embeddingFigure(d->points, *snapshot->model->tokenizer, snapshot->allTokens(), source);
  } else {
    if (d->isOfTable()) source = {d->space->table()->name, {}, {}};
    figure.source = source;
    figure.badge = d->points.badge;
    figure.method = d->points.method;
    figure.axes = d->points.axes;
    figure.variance = d->points.variance;
    figure.coordinates = d->points.coordinates;
    for (int point = 0; point < d->space->size(); ++point) {
      figure.labels.push_back(d->space->labels()[static_cast<std::size_t>(point)].toStdString());
      figure.ids.push_back(d->space->tokenOf(point));
    }
  }
  figure.highlighted = d->highlighted();
  figure.space = d->controls->spaceName().toStdString();
  figure.paths = d->paths();
  figure.coloring = d->coloring;
  figure.isFlat = d->options->isFlat();
  figure.azimuth = d->scatter->camera().azimuth();
  figure.elevation = d->scatter->camera().elevation();
  return figure;
}

void EmbeddingView::fitLayout() {
  const bool wide = width() >= kWideEnough && width() > height();
  d->body->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
  d->neighbours->setFlow(wide ? QListView::TopToBottom : QListView::LeftToRight);
  d->neighbours->setWrapping(!wide);
  const int row = fontMetrics().height() + 8;
  const int rows = height() < 20 * row ? 2 : 3;
  d->neighbours->setMinimumHeight(wide ? 0 : rows * row);
  d->neighbours->setMaximumHeight(wide ? QWIDGETSIZE_MAX : rows * row);
  const bool hides = !wide && d->showOptions->isChecked() && height() < 30 * row;  // no room for both
  d->neighbours->setVisible(!hides);
  d->caption->setVisible(!hides);
  const int column =
      wide ? fontMetrics().averageCharWidth() * (d->showOptions->isChecked() ? 40 : 26) : QWIDGETSIZE_MAX;
  d->neighbours->setMaximumWidth(column);
  d->caption->setMaximumWidth(column);
  d->options->setMaximumWidth(column);
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
  QWidget::showEvent(event);
  if (d->run) d->run->setPaused(d->pause->isChecked());
  refresh();
}

void EmbeddingView::hideEvent(QHideEvent* event) {
  QWidget::hideEvent(event);
  if (d->run) d->run->setPaused(true);  // what nobody sees rests
}

void EmbeddingView::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  fitLayout();
}

void EmbeddingView::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) retranslate();
  if (event->type() == QEvent::FontChange) fitLayout();
  if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange) markStale();
}

}  // namespace headlight
