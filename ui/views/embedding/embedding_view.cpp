#include "views/embedding/embedding_view.h"

#include <algorithm>

#include <QBoxLayout>
#include <QComboBox>
#include <QCompleter>
#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QStringListModel>
#include <QToolButton>

#include "analysis/token_label.h"
#include "charts/figure_builders.h"
#include "charts/theme.h"
#include "generate/embedding_figure.h"
#include "scatter3d/scatter_widget.h"
#include "views/embedding/embedding_view_private.h"

namespace headlight {
namespace {

constexpr Index kNeighbours = 10;
constexpr int kWideEnough = 760;  // pixels: then the list of neighbours stands beside the picture

}  // namespace

EmbeddingView::EmbeddingView(Session* session, QWidget* parent) : QWidget(parent), d(std::make_unique<Private>()) {
  d->session = session;
  setObjectName(QStringLiteral("embeddingView"));
  createWidgets();
  retranslate();
  connect(session, &Session::changed, this, &EmbeddingView::sessionChanged);
  connect(&d->loader, &VocabularyLoader::loaded, this, &EmbeddingView::markStale);
  followSelection();
}

EmbeddingView::~EmbeddingView() = default;

void EmbeddingView::createWidgets() {
  d->searchField = new QLineEdit(this);
  d->searchField->setObjectName(QStringLiteral("embeddingSearch"));
  d->searchField->setClearButtonEnabled(true);
  d->words = new QStringListModel(this);
  auto* completer = new QCompleter(d->words, d->searchField);
  completer->setCaseSensitivity(Qt::CaseInsensitive);
  d->searchField->setCompleter(completer);
  connect(d->searchField, &QLineEdit::returnPressed, this, [this] { search(d->searchField->text()); });
  connect(completer, qOverload<const QString&>(&QCompleter::activated), this, &EmbeddingView::search);

  d->scatter = new scatter3d::ScatterWidget(this);
  d->scatter->setObjectName(QStringLiteral("embeddingScatter"));
  connect(d->scatter, &scatter3d::ScatterWidget::pointPicked, this, &EmbeddingView::select);

  d->reset = new QToolButton(this);
  d->reset->setObjectName(QStringLiteral("embeddingReset"));
  connect(d->reset, &QToolButton::clicked, d->scatter, &scatter3d::ScatterWidget::resetCamera);

  d->caption = new QLabel(this);
  d->caption->setWordWrap(true);
  d->caption->setTextFormat(Qt::PlainText);
  d->neighbours = new QListWidget(this);
  d->neighbours->setObjectName(QStringLiteral("embeddingNeighbours"));
  d->neighbours->setFrameShape(QFrame::NoFrame);
  d->neighbours->setResizeMode(QListView::Adjust);
  d->neighbours->setSpacing(2);
  d->neighbours->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  connect(d->neighbours, &QListWidget::itemClicked, this,
          [this](const QListWidgetItem* item) { select(item->data(Qt::UserRole).toInt()); });
  connect(d->neighbours, &QListWidget::itemActivated, this,
          [this](const QListWidgetItem* item) { select(item->data(Qt::UserRole).toInt()); });

  d->projection = new QComboBox(this);
  d->projection->setObjectName(QStringLiteral("embeddingProjection"));
  d->projection->addItems({QStringLiteral("PCA"), QStringLiteral("t-SNE"), QStringLiteral("UMAP")});
  connect(d->projection, &QComboBox::currentIndexChanged, this, [this] {
    d->pause->setChecked(false);
    markStale();
  });
  d->pause = new QToolButton(this);
  d->pause->setObjectName(QStringLiteral("embeddingPause"));
  d->pause->setCheckable(true);
  connect(d->pause, &QToolButton::toggled, this, [this](bool paused) {
    d->pause->setText(paused ? tr("Go on") : tr("Pause"));
    if (d->run) d->run->setPaused(paused);
  });
  d->progress = new QLabel(this);
  d->progress->setTextFormat(Qt::PlainText);
  d->progress->setWordWrap(true);

  auto* tools = new QHBoxLayout;
  tools->addWidget(d->searchField, 1);
  tools->addWidget(d->projection);
  tools->addWidget(d->reset);
  auto* progress = new QHBoxLayout;  // a row of its own, there while something runs: the panel may be narrow
  progress->addWidget(d->progress, 1);
  progress->addWidget(d->pause);
  auto* list = new QVBoxLayout;
  list->setSpacing(4);
  list->addWidget(d->caption);
  list->addWidget(d->neighbours, 1);
  d->body = new QBoxLayout(QBoxLayout::TopToBottom);
  d->body->setSpacing(8);
  d->body->addWidget(d->scatter, 1);
  d->body->addLayout(list, 0);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(8, 8, 8, 8);
  layout->setSpacing(8);
  layout->addLayout(tools);
  layout->addLayout(progress);
  layout->addLayout(d->body, 1);
}

void EmbeddingView::retranslate() {
  d->searchField->setPlaceholderText(tr("Find a word"));
  d->searchField->setAccessibleName(tr("Find a word of the vocabulary"));
  d->projection->setAccessibleName(tr("Projection"));
  d->projection->setToolTip(
      tr("How the vectors become points in three dimensions. PCA is exact and keeps the directions of most variance; "
         "t-SNE "
         "and UMAP are worked out while you watch and keep neighbours together."));
  d->pause->setText(d->pause->isChecked() ? tr("Go on") : tr("Pause"));
  d->pause->setToolTip(tr("Holds the projection, or lets it go on"));
  d->reset->setText(tr("Reset view"));
  d->reset->setToolTip(tr("Back to the first point of view (R)"));
  d->neighbours->setAccessibleName(tr("Nearest words"));
  d->scatter->setAccessibleName(tr("Token embeddings of the whole vocabulary in three dimensions"));
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
    d->notFound.clear();
  } else if (now.position != d->lastSelection.position || now.vocabularyId < 0) {
    d->followsPosition = true;
  }
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
  d->makeSpace();
  const bool otherSpace = d->shown != d->space;
  d->shown = d->space;
  if (otherSpace) d->words->setStringList(d->space ? d->space->words() : QStringList());
  const int focus = d->focusNow();
  if (focus != d->focus || otherSpace) {
    d->focus = focus;
    d->nearest = focus >= 0 ? d->space->neighbours(focus, kNeighbours) : std::vector<Neighbour>();
  }
  d->makeRun(this);
  showProjection();
  showNeighbours();
}

/// After a step of the projection, or where another one stands now.
void EmbeddingView::showProjection() {
  const ProjectionRun::State* state = d->run ? &d->run->state() : nullptr;
  const bool runs = state && !state->isDone;
  d->pause->setVisible(runs);
  d->progress->setVisible(runs || (state && state->hasFailed));
  if (state && state->hasFailed) {
    d->progress->setText(messageText(state->failure));
  } else if (state) {
    d->progress->setText(state->step == 0 ? tr("Finding neighbours…")
                                          : tr("Step %1 of %2").arg(state->step).arg(state->steps));
  }
  if (d->space) emit badgeChanged(d->points().badge);
  if (isVisible()) showScene();
}

void EmbeddingView::showNeighbours() {
  d->neighbours->clear();
  if (!d->space || d->focus < 0) {
    d->caption->setText(d->notFound.isEmpty() ? QString() : tr("“%1” is not in the vocabulary.").arg(d->notFound));
    return;
  }
  const std::vector<QString>& labels = d->scatter->scene().labels;  // parts of characters stand under theirs
  const QString nearest = tr("Nearest to “%1” by cosine, in all %2 dimensions:")
                              .arg(labels[static_cast<std::size_t>(d->focus)])
                              .arg(d->space->dimensions());
  d->caption->setText(d->notFound.isEmpty()
                          ? nearest
                          : tr("“%1” is not in the vocabulary.").arg(d->notFound) + QLatin1Char(' ') + nearest);
  for (const Neighbour& neighbour : d->nearest) {
    const QString& word = labels[static_cast<std::size_t>(neighbour.row)];
    const QString value = QString::number(neighbour.value, 'f', 2);
    auto* item = new QListWidgetItem(word + QStringLiteral("\u2002") + value, d->neighbours);
    item->setData(Qt::UserRole, static_cast<int>(neighbour.row));
    item->setToolTip(tr("%1: cosine %2").arg(word, QString::number(neighbour.value, 'g', 6)));
  }
}

void EmbeddingView::search(const QString& text) {
  refresh();
  const int id = d->space ? d->space->find(text) : -1;
  d->notFound = id < 0 ? text.trimmed() : QString();
  if (id < 0) {
    showNeighbours();
    return;
  }
  select(id);
  showNeighbours();
  if (!d->scatter->pointPosition(id)) {  // outside the picture: look at it
    scatter3d::Camera camera = d->scatter->camera();
    camera.lookAt(d->scatter->scene().points[static_cast<std::size_t>(id)].position);
    d->scatter->setCamera(camera);
  }
}

void EmbeddingView::select(int id) {
  const auto snapshot = d->session->snapshot();
  if (!snapshot) return;
  Selection selection = d->session->selection();
  selection.vocabularyId = id;
  const auto& tokens = snapshot->tokens;
  const auto last = std::find_if(tokens.rbegin(), tokens.rend(), [id](const Token& token) { return token.id == id; });
  if (last != tokens.rend()) selection.position = tokens.rend() - last - 1;
  if (!d->followsPosition || selection != d->session->selection()) {
    d->session->setSelection(selection);
    return;
  }
  d->followsPosition = false;  // the same word again: the session has nothing to tell
  d->chosen = true;
  markStale();
}

std::optional<FigureData> EmbeddingView::currentFigure() const {
  const auto snapshot = d->session->snapshot();
  if (!snapshot) return std::nullopt;
  d->makeSpace();
  d->loader.wait();
  d->space = d->loader.space();
  if (!d->space) return std::nullopt;
  const FigureSource source{snapshot->model->name, snapshot->prompt.text, snapshot->interventions};
  EmbeddingFigure figure = embeddingFigure(d->points(), *snapshot->model->tokenizer, snapshot->allTokens(), source);
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
  const int column = wide ? fontMetrics().averageCharWidth() * 26 : QWIDGETSIZE_MAX;
  d->neighbours->setMaximumWidth(column);
  d->caption->setMaximumWidth(column);
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
