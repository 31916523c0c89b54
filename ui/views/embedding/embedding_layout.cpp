// The widgets of the embedding view: made, laid out, worded.

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QScrollArea>
#include <QStringListModel>
#include <QToolButton>

#include "scatter3d/scatter_widget.h"
#include "views/embedding/embedding_view_private.h"
#include "views/embedding/saved_views.h"
#include "widgets/plain_label.h"
#include "widgets/wrap_layout.h"

namespace headlight {
namespace {

constexpr int kLeastWidth = 200;
constexpr int kWideEnough = 760;  // pixels: then the list of neighbours stands beside the picture

/// What the panel scrolls where it is too low for its rows of controls and a picture worth looking at, as at the font
/// of a presentation on a small screen. As high as it must be: by itself a scroll area would give it the height it
/// likes.
class ScrolledContent : public QWidget {
 public:
  using QWidget::QWidget;
  [[nodiscard]] int heightForWidth(int width) const override { return layout()->totalMinimumHeightForWidth(width); }
};

}  // namespace

void EmbeddingView::createTools() {
  d->controls = new SpaceControls(d->session, this);
  d->searchField = new QLineEdit(this);
  d->searchField->setObjectName(QStringLiteral("embeddingSearch"));
  d->searchField->setClearButtonEnabled(true);
  d->words = new QStringListModel(this);
  auto* completer = new QCompleter(d->words, d->searchField);
  completer->setCaseSensitivity(Qt::CaseInsensitive);
  d->searchField->setCompleter(completer);
  connectGuarded(d->searchField, &QLineEdit::returnPressed, [this] { search(d->searchField->text()); });
  connectGuarded(completer, qOverload<const QString&>(&QCompleter::activated), &EmbeddingView::search);

  d->projection = new QComboBox(this);
  d->projection->setObjectName(QStringLiteral("embeddingProjection"));
  d->projection->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  d->projection->setMinimumContentsLength(6);  // a narrow panel at the size of a presentation
  d->projection->addItems({QStringLiteral("PCA"), QStringLiteral("t-SNE"), QStringLiteral("UMAP"), {}, {}});
  d->showOptions = new QToolButton(this);
  d->showOptions->setObjectName(QStringLiteral("embeddingShowOptions"));
  d->showOptions->setCheckable(true);
  d->options = new EmbeddingOptions(this);
  d->options->hide();
  d->pause = new QToolButton(this);
  d->pause->setObjectName(QStringLiteral("embeddingPause"));
  d->pause->setCheckable(true);
  connectGuarded(d->pause, &QToolButton::toggled, [this](bool paused) {
    d->pause->setText(paused ? tr("Continue") : tr("Pause"));
    if (d->run) d->run->setPaused(paused);
  });
  d->cancel = new QToolButton(this);
  d->cancel->setObjectName(QStringLiteral("embeddingCancel"));
  connectGuarded(d->cancel, &QToolButton::clicked, &EmbeddingView::cancelWork);
  d->retry = new QToolButton(this);
  d->retry->setObjectName(QStringLiteral("embeddingRetry"));
  connectGuarded(d->retry, &QToolButton::clicked, &EmbeddingView::readAgain);
  d->progress = plainLabel(this);
  d->progress->setWordWrap(true);
  d->reset = new QToolButton(this);
  d->reset->setObjectName(QStringLiteral("embeddingReset"));
  createChoosing();
}

void EmbeddingView::createChoosing() {
  d->choose = new QToolButton(this);
  d->choose->setObjectName(QStringLiteral("embeddingChoose"));
  d->choose->setPopupMode(QToolButton::InstantPopup);
  d->chooseMenu = new QMenu(this);
  d->choose->setMenu(d->chooseMenu);
  connectGuarded(d->chooseMenu, &QMenu::aboutToShow, &EmbeddingView::fillChooseMenu);
  d->chosenRow = new QWidget(this);
  d->chosenCount = new QToolButton(d->chosenRow);
  d->chosenCount->setObjectName(QStringLiteral("embeddingChosenCount"));
  d->chosenCount->setCheckable(true);
  connectGuarded(d->chosenCount, &QToolButton::toggled, &EmbeddingView::showNeighbours);
  d->isolate = new QToolButton(d->chosenRow);
  d->isolate->setObjectName(QStringLiteral("embeddingIsolate"));
  connectGuarded(d->isolate, &QToolButton::clicked, &EmbeddingView::isolateChosen);
  d->anew = new QCheckBox(d->chosenRow);
  d->anew->setObjectName(QStringLiteral("embeddingAnew"));
  connectGuarded(d->anew, &QCheckBox::toggled, &EmbeddingView::markStale);
  d->release = new QToolButton(d->chosenRow);
  d->release->setObjectName(QStringLiteral("embeddingRelease"));
  connectGuarded(d->release, &QToolButton::clicked, [this] { d->part ? showAll() : chooseNothing(); });
  auto* row = new WrapLayout(d->chosenRow);
  row->setContentsMargins(0, 0, 0, 0);
  row->addWidget(d->chosenCount);
  row->addWidget(d->isolate);
  row->addWidget(d->anew);
  row->addWidget(d->release);
  d->chosenRow->hide();
}

void EmbeddingView::createList() {
  d->scatter = new InPanel<scatter3d::ScatterWidget>(this);
  d->scatter->setObjectName(QStringLiteral("embeddingScatter"));
  connectGuarded(d->scatter, &scatter3d::ScatterWidget::pointPicked, &EmbeddingView::select);
  connectGuarded(d->scatter, &scatter3d::ScatterWidget::areaChosen, &EmbeddingView::choosePoints);
  connectGuarded(d->reset, &QToolButton::clicked, [this] { d->scatter->resetCamera(); });
  d->views = new SavedViews(d->scatter, this);
  d->reset->setMenu(d->views);
  d->reset->setPopupMode(QToolButton::MenuButtonPopup);
  d->beside = new InPanel<scatter3d::ScatterWidget>(this);
  d->beside->setObjectName(QStringLiteral("embeddingBeside"));
  d->beside->hide();
  d->besideName = plainLabel(this);
  d->besideName->setWordWrap(true);
  d->besideName->hide();
  d->legend = plainLabel(this);
  d->legend->setObjectName(QStringLiteral("embeddingLegend"));
  d->legend->setWordWrap(true);
  d->legend->setTextFormat(Qt::RichText);
  d->legend->hide();
  d->caption = plainLabel(this);
  d->caption->setObjectName(QStringLiteral("embeddingCaption"));
  d->caption->setWordWrap(true);
  d->neighbours = new QListWidget(this);
  d->neighbours->setObjectName(QStringLiteral("embeddingNeighbours"));
  d->neighbours->setFrameShape(QFrame::NoFrame);
  d->neighbours->setResizeMode(QListView::Adjust);
  d->neighbours->setSpacing(2);
  d->neighbours->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  const auto take = [this](const QListWidgetItem* item) { select(item->data(Qt::UserRole).toInt()); };
  connectGuarded(d->neighbours, &QListWidget::itemClicked, take);
  connectGuarded(d->neighbours, &QListWidget::itemActivated, take);
}

void EmbeddingView::layOut() {
  d->controls->addBeside(d->projection);
  auto* tools = new WrapLayout;
  tools->addWidget(d->searchField);
  tools->addWidget(d->choose);
  tools->addWidget(d->showOptions);
  tools->addWidget(d->reset);
  auto* progress = new QHBoxLayout;  // a row of its own, there while something runs: the panel may be narrow
  progress->addWidget(d->progress, 1);
  progress->addWidget(d->cancel);
  progress->addWidget(d->retry);
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
  auto* content = new ScrolledContent;
  auto* area = new QScrollArea(this);
  area->setFrameShape(QFrame::NoFrame);
  area->setFocusPolicy(Qt::NoFocus);
  area->setWidgetResizable(true);
  area->setMinimumWidth(kLeastWidth);
  auto* whole = new QVBoxLayout(this);
  whole->setContentsMargins(0, 0, 0, 0);
  whole->addWidget(area);
  auto* layout = new QVBoxLayout(content);
  layout->setContentsMargins(8, 8, 8, 8);
  layout->setSpacing(8);
  layout->addWidget(d->controls);
  layout->addLayout(tools);
  layout->addLayout(progress);
  layout->addWidget(d->chosenRow);
  layout->addLayout(d->body, 1);
  area->setWidget(content);
  content->setAutoFillBackground(false);
  area->viewport()->setAutoFillBackground(false);
}

void EmbeddingView::retranslate() {
  d->searchField->setPlaceholderText(tr("Find a word"));
  d->searchField->setAccessibleName(tr("Find a word of the vocabulary"));
  d->searchField->setToolTip(
      tr("A word; or a sum with spaces around the signs (king - man + woman) for the words nearest to "
         "it; or a regular expression between slashes (/^un/)"));
  d->projection->setAccessibleName(tr("Projection"));
  d->projection->setToolTip(
      tr("How the vectors become points in three dimensions. PCA is exact and keeps the directions with the most "
         "variance; t-SNE and UMAP are computed while you watch and keep neighbours together."));
  d->projection->setItemText(3, tr("Dimensions"));
  d->projection->setItemText(4, tr("Words as axes"));
  d->showOptions->setText(tr("Options"));
  d->showOptions->setToolTip(tr("Settings of the projection, the axes, the neighbours, the colours and the picture"));
  d->pause->setText(d->pause->isChecked() ? tr("Continue") : tr("Pause"));
  d->pause->setToolTip(tr("Pauses the projection, or continues it"));
  d->cancel->setText(tr("Cancel"));
  d->retry->setText(tr("Try again"));
  d->choose->setText(tr("Choose"));
  d->choose->setToolTip(tr(
      "Chooses points by a box (B, or Ctrl and drag) or a lasso (L, or Ctrl, Shift and drag), and shows them alone"));
  d->chosenCount->setToolTip(tr("Lists the chosen points, or the words near the word"));
  d->isolate->setText(tr("Only these"));
  d->isolate->setToolTip(tr("Shows only the chosen points (I)"));
  d->anew->setText(tr("Project again"));
  d->anew->setToolTip(
      tr("Projects only the points that are shown; otherwise they keep their places in the projection of all points"));
  showChosenRow();
  d->reset->setText(tr("Reset"));
  d->reset->setToolTip(tr("Back to the first point of view (R); saved views in the menu (1 to 9)"));
  d->neighbours->setAccessibleName(tr("Nearest words"));
  d->scatter->setAccessibleName(tr("Vectors as points in three dimensions"));
  d->beside->setAccessibleName(tr("The model's token embeddings, for comparison"));
}

void EmbeddingView::fitLayout() {
  const bool wide = width() >= kWideEnough && width() > height();
  d->body->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
  d->neighbours->setFlow(wide ? QListView::TopToBottom : QListView::LeftToRight);
  d->neighbours->setWrapping(!wide);
  const int row = fontMetrics().height() + 8;
  const int rows = height() < 12 * row ? 1 : height() < 20 * row ? 2 : 3;
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

}  // namespace headlight
