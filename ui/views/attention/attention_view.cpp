#include "views/attention/attention_view.h"

#include <algorithm>

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QSignalBlocker>
#include <QSplitter>
#include <QVBoxLayout>

#include "charts/figure_canvas.h"
#include "generate/run_figures.h"

namespace headlight {

struct AttentionView::Private {
  QComboBox* sideChoice = nullptr;
  QComboBox* layerChoice = nullptr;
  QComboBox* headChoice = nullptr;
  QCheckBox* fitted = nullptr;
  FigureCanvas* heatmap = nullptr;
  FigureCanvas* thumbnails = nullptr;

  std::shared_ptr<const Snapshot> run;  ///< what the figures below were made from
  HeadsFigure heads;
  std::vector<QImage> images;  ///< of every head: 144 heatmaps are painted once a step, not once a selection
  bool imagesDark = false;
  AttentionFigure head;

  /// Which tokens the rows and the columns of the chosen attention are.
  [[nodiscard]] bool queriesAreSource() const { return heads.side == AttentionSide::Encoder; }
  [[nodiscard]] bool keysAreSource() const { return heads.side == AttentionSide::Cross; }
};

AttentionView::AttentionView(Session* session, QWidget* parent)
    : SnapshotView(session, parent), d(std::make_unique<Private>()) {
  setObjectName(QStringLiteral("attentionView"));
  createWidgets();
  connectWidgets();
  retranslate();
}

AttentionView::~AttentionView() = default;

void AttentionView::createWidgets() {
  d->sideChoice = new QComboBox(this);
  d->sideChoice->setObjectName(QStringLiteral("attentionSideChoice"));
  d->sideChoice->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  d->layerChoice = new QComboBox(this);
  d->layerChoice->setObjectName(QStringLiteral("attentionLayerChoice"));
  d->headChoice = new QComboBox(this);
  d->headChoice->setObjectName(QStringLiteral("attentionHeadChoice"));
  d->fitted = new QCheckBox(this);
  d->fitted->setObjectName(QStringLiteral("attentionFitted"));
  d->heatmap = new FigureCanvas(this);
  d->heatmap->setObjectName(QStringLiteral("attentionHeatmap"));
  d->thumbnails = new FigureCanvas(this);
  d->thumbnails->setObjectName(QStringLiteral("attentionThumbnails"));
  d->heatmap->installEventFilter(this);
  d->thumbnails->installEventFilter(this);

  auto* choices = new QHBoxLayout;
  choices->setContentsMargins(8, 4, 8, 4);
  choices->addWidget(d->sideChoice);
  choices->addWidget(d->layerChoice);
  choices->addWidget(d->headChoice);
  choices->addStretch(1);
  choices->addWidget(d->fitted);
  auto* splitter = new QSplitter(Qt::Vertical, this);
  splitter->addWidget(d->heatmap);
  splitter->addWidget(d->thumbnails);
  splitter->setStretchFactor(0, 3);
  splitter->setStretchFactor(1, 2);
  splitter->setChildrenCollapsible(false);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addLayout(choices);
  layout->addWidget(splitter, 1);
}

void AttentionView::connectWidgets() {
  connect(d->heatmap, &FigureCanvas::clicked, this, &AttentionView::select);
  connect(d->thumbnails, &FigureCanvas::clicked, this, &AttentionView::select);
  const auto tip = [this](const FigureHit& hit) { return toolTip(hit); };
  d->heatmap->setToolTips(tip);
  d->thumbnails->setToolTips(tip);
  connect(d->fitted, &QCheckBox::toggled, d->heatmap, &FigureCanvas::rebuild);
  connect(d->sideChoice, &QComboBox::activated, this, [this](int index) {
    Selection selection = session()->selection();
    selection.side = static_cast<AttentionSide>(d->sideChoice->itemData(index).toInt());
    selection.keyPosition = -1;
    session()->setSelection(selection);
  });
  connect(d->layerChoice, &QComboBox::activated, this, [this](int layer) {
    Selection selection = session()->selection();
    selection.layer = layer;
    session()->setSelection(selection);
  });
  connect(d->headChoice, &QComboBox::activated, this, [this](int index) {
    Selection selection = session()->selection();
    selection.head = d->headChoice->itemData(index).toInt();
    session()->setSelection(selection);
  });
}

void AttentionView::retranslate() {
  d->sideChoice->setAccessibleName(tr("Which attention"));
  d->sideChoice->setToolTip(
      tr("The encoder looks at the source, the decoder at the target so far; cross-attention "
         "looks from the target at the source."));
  d->layerChoice->setAccessibleName(tr("Layer"));
  d->headChoice->setAccessibleName(tr("Head, or the mean over the heads"));
  d->fitted->setText(tr("Fit colours"));
  d->fitted->setToolTip(tr("The colour scale ends at the largest weight shown instead of at 1."));
  d->heatmap->setAccessibleName(tr("Attention weights of the chosen head"));
  d->thumbnails->setAccessibleName(tr("Attention of every head"));
  d->sideChoice->clear();
  d->layerChoice->clear();
  d->headChoice->clear();
  fillChoices();
}

void AttentionView::refresh(Session::Changes changes) {
  const bool repainted = d->imagesDark != currentTheme(this).isDark;
  const bool otherSide = d->heads.side != session()->selection().side;
  if (session()->snapshot() != d->run || repainted || otherSide) readRun();
  fillChoices();
  if (!d->run) return showEmpty(emptyText());
  d->thumbnails->setVisible(d->heads.layers > 0);
  if (d->heads.layers == 0) return showEmpty(noAttentionText());
  const int layer = std::clamp(session()->selection().layer, 0, d->heads.layers - 1);
  const int head = std::min(session()->selection().head, d->heads.heads - 1);
  if ((changes & Session::RunChanged) || d->head.layer != layer || d->head.head != head || !d->head.weights.size()) {
    readHead();
  }
  fillChoices();
  d->heatmap->rebuild();
  d->thumbnails->rebuild();
}

void AttentionView::readRun() {
  d->run = session()->snapshot();
  d->heads = {};
  d->heads.side = session()->selection().side;
  d->head = {};
  d->images.clear();
  d->imagesDark = currentTheme(this).isDark;
  if (!d->run || attentionSides(d->run->config()).empty()) return;
  d->heads = headsFigure(d->run->attentionRun(), d->heads.side, figureSource());
  const FigureStyle style = screenStyle();
  for (const auto& pattern : d->heads.patterns) d->images.push_back(headImage(pattern, d->heads.causal, style));
  d->heatmap->setBuilder([this](QSizeF area) {
    FigureStyle drawn = screenStyle();
    drawn.area = area;
    drawn.fittedColors = d->fitted->isChecked();
    const Selection& selection = session()->selection();
    drawn.selectedQuery = d->queriesAreSource() ? selection.sourcePosition : session()->effectivePosition();
    drawn.selectedKey = d->keysAreSource() ? selection.sourcePosition : selection.keyPosition;
    return buildAttention(d->head, drawn);
  });
  d->thumbnails->setBuilder([this](QSizeF area) {
    FigureStyle drawn = screenStyle();
    drawn.area = area;
    drawn.headImages = &d->images;
    drawn.selectedLayer = d->head.layer;
    drawn.selectedHead = d->head.head;
    return buildHeads(d->heads, drawn);
  });
}

void AttentionView::readHead() {
  const int layer = std::clamp(session()->selection().layer, 0, d->heads.layers - 1);
  const int head = std::min(session()->selection().head, d->heads.heads - 1);
  d->head = attentionFigure(d->run->attentionRun(), {d->heads.side, layer, head}, figureSource());
  emit badgeChanged(d->head.badge);
}

/// What stands here instead of attention: what such a model keeps of the text.
QString AttentionView::noAttentionText() const {
  const ModelConfig& config = d->run->config();
  if (config.kind == ModelKind::Lstm) {
    return tr("An LSTM has no attention. All that it keeps of the text is one hidden state and one cell state a layer, "
              "%1 numbers each, that every token changes.")
        .arg(config.dHidden);
  }
  return tr("This recurrent network has no attention. All that it keeps of the text is one hidden state a layer, "
            "%1 numbers, that every token changes.")
      .arg(config.dHidden);
}

void AttentionView::showEmpty(const QString& text) {
  for (FigureCanvas* canvas : {d->heatmap, d->thumbnails}) {
    canvas->setBuilder({});
    canvas->setEmptyText(canvas == d->heatmap ? text : QString());
  }
}

void AttentionView::fillChoices() {
  const QSignalBlocker sides(d->sideChoice), layers(d->layerChoice), heads(d->headChoice);
  fillSides();
  for (QWidget* choice : std::initializer_list<QWidget*>{d->layerChoice, d->headChoice, d->fitted}) {
    choice->setVisible(d->heads.layers > 0 || !d->run);
  }
  if (d->layerChoice->count() != d->heads.layers) {
    d->layerChoice->clear();
    for (int layer = 0; layer < d->heads.layers; ++layer) d->layerChoice->addItem(tr("Layer %1").arg(layer));
  }
  if (d->headChoice->count() != d->heads.heads + (d->heads.heads > 0)) {
    d->headChoice->clear();
    for (int head = 0; head < d->heads.heads; ++head) d->headChoice->addItem(tr("Head %1").arg(head), head);
    if (d->heads.heads > 0) d->headChoice->addItem(tr("Mean over the heads"), Selection::kMeanOfHeads);
  }
  d->layerChoice->setCurrentIndex(d->head.layer);
  d->headChoice->setCurrentIndex(d->headChoice->findData(d->head.head));
}

/// Offered only where a model has several attentions.
void AttentionView::fillSides() {
  const std::vector<AttentionSide> sides =
      d->run ? attentionSides(d->run->config()) : std::vector<AttentionSide>{AttentionSide::Own};
  const bool several = sides.size() > 1;
  d->sideChoice->setVisible(several);
  if (!several) return d->sideChoice->clear();
  if (d->sideChoice->count() == 0) {
    d->sideChoice->addItem(tr("Encoder"), static_cast<int>(AttentionSide::Encoder));
    d->sideChoice->addItem(tr("Decoder"), static_cast<int>(AttentionSide::Decoder));
    d->sideChoice->addItem(tr("Cross"), static_cast<int>(AttentionSide::Cross));
  }
  d->sideChoice->setCurrentIndex(d->sideChoice->findData(static_cast<int>(d->heads.side)));
}

/// -1 chooses none.
void AttentionView::choose(Selection& selection, Index query, Index key) const {
  (d->queriesAreSource() ? selection.sourcePosition : selection.position) = query;
  (d->keysAreSource() ? selection.sourcePosition : selection.keyPosition) = key;
}

void AttentionView::select(const FigureHit& hit) {
  Selection selection = session()->selection();
  switch (hit.kind) {
    case FigureHit::Kind::Cell:
      choose(selection, hit.first, hit.second);
      break;
    case FigureHit::Kind::Query:
      choose(selection, hit.first, -1);
      break;
    case FigureHit::Kind::Key:
      (d->keysAreSource() ? selection.sourcePosition : selection.keyPosition) = hit.first;
      break;
    case FigureHit::Kind::Head:
      selection.layer = hit.first;
      selection.head = hit.second;
      break;
    default:
      return;
  }
  session()->setSelection(selection);
}

/// Up and Down choose the query (or the layer), with Shift Left and Right the key (or the head): the plain keys step.
bool AttentionView::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() != QEvent::KeyPress) return SnapshotView::eventFilter(watched, event);
  const auto* key = static_cast<QKeyEvent*>(event);
  const bool shift = key->modifiers() & Qt::ShiftModifier;
  int rows = 0, columns = 0;
  if (key->key() == Qt::Key_Up) rows = -1;
  if (key->key() == Qt::Key_Down) rows = 1;
  if (shift && key->key() == Qt::Key_Left) columns = -1;
  if (shift && key->key() == Qt::Key_Right) columns = 1;
  if ((rows == 0 && columns == 0) || !d->run) return SnapshotView::eventFilter(watched, event);
  if (watched == d->heatmap) {
    moveCell(rows, columns);
  } else {
    moveHead(rows, columns);
  }
  return true;
}

void AttentionView::moveCell(int rows, int columns) {
  Selection selection = session()->selection();
  const Index lastRow = d->head.weights.rows() - 1;
  const Index lastColumn = d->head.weights.cols() - 1;
  const Index from = d->queriesAreSource() ? std::max<Index>(selection.sourcePosition, rows > 0 ? -1 : 0)
                                           : session()->effectivePosition();
  const Index query = std::clamp<Index>(from + rows, 0, lastRow);
  Index key = d->keysAreSource() ? selection.sourcePosition : selection.keyPosition;
  const Index last = d->head.causal ? query : lastColumn;
  if (columns != 0) {
    const Index start = d->head.causal ? query + (columns > 0 ? -1 : 1) : columns > 0 ? -1 : lastColumn + 1;
    key = (key < 0 ? start : key) + columns;
  }
  if (key >= 0 || columns != 0) key = std::clamp<Index>(key, 0, last);
  choose(selection, query, key);
  session()->setSelection(selection);
}

void AttentionView::moveHead(int layers, int heads) {
  Selection selection = session()->selection();
  selection.layer = std::clamp(d->head.layer + layers, 0, std::max(0, d->heads.layers - 1));
  selection.head = std::clamp(d->head.head + heads, Selection::kMeanOfHeads, d->heads.heads - 1);
  session()->setSelection(selection);
}

QString AttentionView::toolTip(const FigureHit& hit) const {
  const auto label = [](const std::vector<std::string>& labels, int index) {
    const auto place = static_cast<std::size_t>(index);
    return place < labels.size() ? visibleToken(labels[place]) : QString();
  };
  switch (hit.kind) {
    case FigureHit::Kind::Cell:
      if (hit.first >= d->head.weights.rows() || hit.second >= d->head.weights.cols()) return {};
      return tr("“%1” looks at “%2” with weight %3")
          .arg(label(d->head.queryLabels, hit.first), label(d->head.keyLabels, hit.second),
               formatNumber(d->head.weights(hit.first, hit.second), 6));
    case FigureHit::Kind::Query:
      return tr("Query “%1”, position %2").arg(label(d->head.queryLabels, hit.first), QString::number(hit.first));
    case FigureHit::Kind::Key:
      return tr("Key “%1”, position %2").arg(label(d->head.keyLabels, hit.first), QString::number(hit.first));
    case FigureHit::Kind::Head:
      return tr("Layer %1, head %2").arg(hit.first).arg(hit.second);
    default:
      return {};
  }
}

std::optional<FigureData> AttentionView::currentFigure() const {
  const auto snapshot = session()->snapshot();
  if (!snapshot || attentionSides(snapshot->config()).empty()) return std::nullopt;
  const Selection& selection = session()->selection();
  return attentionFigure(snapshot->attentionRun(), {selection.side, selection.layer, selection.head}, figureSource());
}

std::optional<FigureData> AttentionView::headsFigureNow() const {
  const auto snapshot = session()->snapshot();
  if (!snapshot || attentionSides(snapshot->config()).empty()) return std::nullopt;
  return headsFigure(snapshot->attentionRun(), session()->selection().side, figureSource());
}

}  // namespace headlight
