#include "views/attention/arcs_view.h"

#include <algorithm>

#include <QCheckBox>
#include <QLabel>
#include <QSlider>

#include "charts/attention/attention_builders.h"
#include "charts/figure/figure_canvas.h"
#include "charts/figure/shown_text.h"
#include "figures/attention/arcs_figure.h"
#include "figures/attention/attention_figure.h"
#include "views/attention/head_arguments.h"
#include "views/attention/no_attention.h"
#include "widgets/plain_label.h"
#include "widgets/tight_column.h"
#include "widgets/wrap_layout.h"

namespace headlight {
namespace {

constexpr std::size_t kMostHeads = 8;  // as many colours as are told apart

}  // namespace

struct ArcsView::Private {
  QSlider* threshold = nullptr;  ///< percent
  QLabel* thresholdLabel = nullptr;
  QCheckBox* upright = nullptr;
  QCheckBox* sink = nullptr;
  FigureCanvas* canvas = nullptr;

  std::shared_ptr<const Snapshot> run;
  ArcsFigure figure;
  std::optional<FigureHit> hover;  ///< a token
};

ArcsView::ArcsView(Session* session, QWidget* parent) : SnapshotView(session, parent), d(std::make_unique<Private>()) {
  setObjectName(QStringLiteral("arcsView"));
  createWidgets();
  retranslate();
}

ArcsView::~ArcsView() = default;

void ArcsView::createWidgets() {
  d->thresholdLabel = plainLabel(this);
  d->thresholdLabel->setObjectName(QStringLiteral("arcsThresholdLabel"));
  d->threshold = new QSlider(Qt::Horizontal, this);
  d->threshold->setObjectName(QStringLiteral("arcsThreshold"));
  d->threshold->setRange(0, 100);
  d->threshold->setValue(5);
  d->threshold->setPageStep(5);
  d->threshold->setMinimumWidth(80);
  d->thresholdLabel->setBuddy(d->threshold);
  d->upright = new QCheckBox(this);
  d->upright->setObjectName(QStringLiteral("arcsUpright"));
  d->sink = new QCheckBox(this);
  d->sink->setObjectName(QStringLiteral("arcsHideFirstKey"));
  d->canvas = new FigureCanvas(this);
  d->canvas->setObjectName(QStringLiteral("arcsCanvas"));
  auto* row = new WrapLayout;
  row->setContentsMargins(8, 4, 8, 4);
  row->addWidget(d->thresholdLabel);
  row->addWidget(d->threshold);
  row->addWidget(d->upright);
  row->addWidget(d->sink);
  auto* layout = tightColumn(this);
  layout->addLayout(row);
  layout->addWidget(d->canvas, 1);
  d->canvas->setToolTips([this](const FigureHit& hit) { return toolTip(hit); });
  connectGuarded(d->threshold, &QSlider::valueChanged, [this] {
    showThreshold();
    redraw();
  });
  for (QCheckBox* box : {d->upright, d->sink}) connectGuarded(box, &QCheckBox::toggled, &ArcsView::redraw);
  connectGuarded(d->canvas, &FigureCanvas::clicked, &ArcsView::select);
  connectGuarded(d->canvas, &FigureCanvas::hovered, [this](const std::optional<FigureHit>& hit) {
    d->hover = hit;
    redraw();
  });
}

void ArcsView::retranslate() {
  d->threshold->setAccessibleName(tr("Smallest weight that is drawn"));
  d->threshold->setToolTip(tr("Lines of smaller weights are not drawn; the figure says how many."));
  d->upright->setText(tr("Upright"));
  d->upright->setToolTip(tr("The sentences stand left and right instead of above and below."));
  d->sink->setText(tr("Without the first key"));
  d->sink->setToolTip(tr("Lines to the first token are left out; widths are then shares of the rest of each row."));
  d->canvas->setAccessibleName(tr("Attention as lines between tokens"));
  showThreshold();
}

void ArcsView::showThreshold() {
  d->thresholdLabel->setText(tr("From weight %1").arg(d->threshold->value() / 100.0, 0, 'f', 2));
}

void ArcsView::refresh(Session::Changes) {
  d->run = session()->snapshot();
  const bool nothing = !d->run || attentionSides(d->run->config()).empty();
  for (QWidget* part : std::initializer_list<QWidget*>{d->threshold, d->thresholdLabel, d->upright, d->sink}) {
    part->setEnabled(!nothing);
  }
  if (nothing) {
    d->figure = {};
    d->canvas->setBuilder({});
    d->canvas->setEmptyText(d->run ? noAttentionText(d->run->config()) : emptyText());
    return;
  }
  readRun();
  redraw();
}

void ArcsView::readRun() {
  const Selection& selection = session()->selection();
  const FigureRun run = d->run->attentionRun();
  std::vector<HeadPlace> places = selection.chosenHeads;
  if (places.empty()) places = {{selection.layer, selection.head}};
  const std::size_t chosen = places.size();
  if (chosen > kMostHeads) {  // the selected head stays among those that are drawn
    const auto selected = std::find(places.begin(), places.end(), HeadPlace{selection.layer, selection.head});
    if (selected != places.end()) std::rotate(places.begin(), selected, selected + 1);
    places.resize(kMostHeads);
  }
  d->figure = arcsFigure(run, selection.side, places, figureSource());
  d->figure.leftOut = static_cast<Index>(chosen - places.size());
  d->canvas->setBuilder([this](QSizeF area) {
    FigureStyle style = screenStyle();
    style.area = area;
    return buildArcs(d->figure, style);
  });
}

/// What is under the pointer, else what is selected, shows only its lines.
void ArcsView::redraw() {
  d->figure.threshold = d->threshold->value() / 100.0;
  d->figure.sinkHidden = d->sink->isChecked();
  emitBadge(d->figure);
  d->figure.layout = d->upright->isChecked() ? ArcsFigure::Layout::LeftRight : ArcsFigure::Layout::AboveBelow;
  d->figure.onlyQuery = d->hover && d->hover->kind == FigureHit::Kind::Row ? d->hover->first : -1;
  d->figure.onlyKey = d->hover && d->hover->kind == FigureHit::Kind::Column ? d->hover->first : -1;
  d->canvas->rebuild();
}

void ArcsView::select(const FigureHit& hit) {
  Selection selection = session()->selection();
  const bool isQuery = hit.kind == FigureHit::Kind::Row;
  if (!isQuery && hit.kind != FigureHit::Kind::Column) return;
  const AttentionSide side = selection.side;
  if (isQuery) {
    (side == AttentionSide::Encoder ? selection.sourcePosition : selection.position) = hit.first;
  } else {
    (side == AttentionSide::Cross ? selection.sourcePosition : selection.keyPosition) = hit.first;
  }
  session()->setSelection(selection);
}

QString ArcsView::toolTip(const FigureHit& hit) const {
  const bool isQuery = hit.kind == FigureHit::Kind::Row;
  const auto& labels = isQuery ? d->figure.queryLabels : d->figure.keyLabels;
  const auto index = static_cast<std::size_t>(std::max(0, hit.first));
  if (index >= labels.size()) return {};
  const QString token = visibleToken(labels[index]);
  return isQuery ? tr("What “%1” (position %2) looks at").arg(token).arg(hit.first)
                 : tr("What looks at “%1” (position %2)").arg(token).arg(hit.first);
}

QString ArcsView::commandArguments() const {
  return headArguments(session()->selection());
}

std::optional<FigureData> ArcsView::currentFigure() const {
  if (!d->run || d->figure.heads.empty()) return std::nullopt;
  ArcsFigure figure = d->figure;
  figure.onlyQuery = figure.onlyKey = -1;  // the pointer is not part of the picture
  return figure;
}

void ArcsView::letGo() {
  d->run.reset();
  d->figure = {};
  d->hover.reset();
  d->canvas->setBuilder({});
}

}  // namespace headlight
