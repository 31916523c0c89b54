#include "charts/plot/line_chart.h"

#include <algorithm>
#include <cmath>

#include <QLabel>
#include <QPainter>
#include <QToolTip>
#include <QVBoxLayout>

#include "charts/figure/figure_frame.h"
#include "charts/look/color_map.h"
#include "charts/look/theme.h"
#include "charts/plot/chart_panel.h"
#include "charts/plot/plot_axes.h"

namespace headlight {
namespace {

// In sizes of the labels.
constexpr double kNarrowestPanel = 13, kUsualPanel = 19, kLowestPanel = 17;
constexpr double kReach = 1.8;  // of the pointer
constexpr double kSample = 2.2;

/// As many side by side as are wide enough, or more where they would be too low.
int columnsFor(int panels, QSizeF area, double fontSize) {
  int best = 1;
  double most = -1;
  for (int columns = 1; columns <= panels; ++columns) {
    const int rows = (panels + columns - 1) / columns;
    const double width = area.width() / columns / fontSize, height = area.height() / rows / fontSize;
    if (columns > 1 && width < kNarrowestPanel) break;
    const double room = std::min({1.0, width / kUsualPanel, height / kLowestPanel});
    if (room < most) continue;
    most = room;
    best = columns;
  }
  return best;
}

}  // namespace

struct LineChart::Private {
  Builder builder;
  PointText toolTip;
  QString emptyText;
  PanelPage page;
  std::vector<ChartPanel> panels;
  QCPLegend* legend = nullptr;
  QCPLayoutGrid* grid = nullptr;
  QLabel* notes = nullptr;
  int selected = -1;
  int pointed = -1;
};

LineChart::LineChart(QWidget* parent) : PlotWidget(parent), d(std::make_unique<Private>()) {
  d->notes = new QLabel(this);
  d->notes->setTextFormat(Qt::PlainText);
  d->notes->setWordWrap(true);
  d->notes->setContentsMargins(8, 0, 8, 4);
  rows()->addWidget(d->notes);
  QCPLayoutGrid* layout = plot()->plotLayout();
  layout->clear();
  d->legend = new QCPLegend;
  d->grid = new QCPLayoutGrid;
  layout->addElement(0, 0, d->legend);
  layout->addElement(1, 0, d->grid);
  layout->setRowStretchFactor(0, 0.001);
  d->legend->setLayer(QStringLiteral("legend"));
  d->legend->setBorderPen(Qt::NoPen);
  d->legend->setBrush(Qt::NoBrush);
  d->legend->setAutoMargins(QCP::msNone);
  connectGuarded(plot(), &QCustomPlot::beforeReplot, &LineChart::arrange);
  plot()->hide();
  d->notes->hide();
  QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Expanding);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
}

LineChart::~LineChart() = default;

void LineChart::setBuilder(Builder builder, int selected) {
  d->builder = std::move(builder);
  d->selected = selected;
  rebuild();
}

void LineChart::setToolTips(PointText text) {
  d->toolTip = std::move(text);
}

void LineChart::setEmptyText(const QString& text) {
  d->emptyText = text;
  update();
}

const QString& LineChart::emptyText() const {
  return d->emptyText;
}

void LineChart::rebuild() {
  d->page = d->builder ? d->builder() : PanelPage();
  setAccessibleDescription(d->page.description);
  draw();
}

void LineChart::makePanels(std::size_t count) {
  if (d->panels.size() == count) return;
  forgetAxes();
  d->panels.clear();
  d->grid->clear();
  for (std::size_t i = 0; i < count; ++i) {
    d->panels.emplace_back(plot());
    d->grid->addElement(d->panels.back().cell());
  }
}

void LineChart::draw() {
  const Theme& theme = currentTheme(this);
  const FigureMetrics metrics(fontSize());
  plot()->clearPlottables();
  plot()->clearItems();
  d->pointed = -1;
  makePanels(d->page.panels.size());
  plot()->setBackground(theme.background);
  d->grid->setColumnSpacing(static_cast<int>(metrics.margin));
  for (std::size_t i = 0; i < d->panels.size(); ++i) {
    ChartPanel& panel = d->panels[i];
    panel.show(d->page.panels[i], theme, fontSize());
    setWhole(panel.xAxis(), panel.wholeX().lower, panel.wholeX().upper);
    setWhole(panel.yAxis(), panel.wholeY().lower, panel.wholeY().upper);
  }
  addLegend();
  d->notes->setText(d->page.notes.join(QLatin1Char('\n')));
  d->notes->setFont(figureFont(metrics.small));
  QPalette colors = palette();
  colors.setColor(QPalette::WindowText, theme.quietText);
  d->notes->setPalette(colors);
  d->notes->setVisible(d->builder && !d->page.notes.isEmpty());
  plot()->setVisible(d->builder != nullptr);
  showRings();
  updateGeometry();
  update();
}

void LineChart::addLegend() {
  const Theme& theme = currentTheme(this);
  const FigureMetrics metrics(fontSize());
  d->legend->clearItems();
  d->legend->setFont(figureFont(metrics.label));
  d->legend->setTextColor(theme.text);
  d->legend->setIconSize(static_cast<int>(kSample * fontSize()), static_cast<int>(fontSize()));
  d->legend->setVisible(!d->panels.empty());
  for (std::size_t i = 0; i < d->page.names.size() && !d->panels.empty(); ++i) {
    const auto look = static_cast<int>(i);
    QCPGraph* sample = plot()->addGraph(d->panels.front().xAxis(), d->panels.front().yAxis());
    sample->setName(d->page.names[i]);
    sample->setPen(QPen(categoryColor(look, theme.isDark), 2));
    sample->setScatterStyle(curveMarker(look, theme, fontSize()));
    sample->addToLegend(d->legend);
  }
}

LineChart::Legend LineChart::legendFor(int width) const {
  const FigureMetrics metrics(fontSize());
  double widest = 1;
  for (const QString& name : d->page.names)
    widest = std::max(widest, kSample * fontSize() + textWidth(name, metrics.label) + 2 * metrics.gap + 20);
  const auto count = std::max(1, static_cast<int>(d->page.names.size()));
  const int perRow = std::clamp(static_cast<int>(width / widest), 1, count);
  return {perRow, (count + perRow - 1) / perRow, std::max(0, static_cast<int>(width - perRow * widest))};
}

/// Called before each drawing: the plot may have another size.
void LineChart::arrange() {
  const FigureMetrics metrics(fontSize());
  const Legend legend = legendFor(plot()->width());
  d->legend->setWrap(legend.perRow);
  d->legend->setFillOrder(QCPLayoutGrid::foColumnsFirst, true);
  d->legend->setMargins({8, 4, legend.spare, 2});
  const QSizeF area(plot()->width(), plot()->height() - legend.rows * metrics.line);
  const int columns = columnsFor(static_cast<int>(d->panels.size()), area, fontSize());
  if (columns != d->grid->columnCount()) {
    d->grid->setWrap(columns);
    d->grid->setFillOrder(QCPLayoutGrid::foColumnsFirst, true);
  }
  const int gridRows = std::max(1, d->grid->rowCount());
  for (ChartPanel& panel : d->panels)
    panel.fit({area.width() / columns - metrics.margin, area.height() / gridRows - 4 * metrics.line});
}

int LineChart::heightForWidth(int width) const {
  if (!d->builder || d->panels.empty()) return minimumSizeHint().height();
  const auto panels = static_cast<int>(d->panels.size());
  const int columns = std::clamp(static_cast<int>(width / (kNarrowestPanel * fontSize())), 1, panels);
  const int gridRows = (panels + columns - 1) / columns;
  const int notes = d->page.notes.isEmpty() ? 0 : d->notes->heightForWidth(width - 2);
  const double plots = gridRows * kLowestPanel + legendFor(width).rows * 1.5;
  return static_cast<int>(std::ceil(plots * fontSize())) + notes;
}

void LineChart::showRings() {
  for (ChartPanel& panel : d->panels) panel.ring(d->selected, d->pointed);
  replot();
}

int LineChart::pointNear(QPointF position) const {
  const double reach = kReach * fontSize();
  for (const ChartPanel& panel : d->panels) {
    const LinePoint* point = panel.nearest(position, reach);
    if (point != nullptr) return point->index;
  }
  return -1;
}

void LineChart::pointerMoved(const std::optional<QPointF>& position, QPoint globalPosition) {
  const int pointed = position ? pointNear(*position) : -1;
  if (pointed == d->pointed) return;
  d->pointed = pointed;
  plot()->setCursor(pointed >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
  const QString text = pointed >= 0 && d->toolTip ? d->toolTip(pointed) : QString();
  text.isEmpty() ? QToolTip::hideText() : QToolTip::showText(globalPosition, text, this);
  showRings();
}

void LineChart::clickedAt(QPointF position) {
  if (const int point = pointNear(position); point >= 0) emit pointClicked(point);
}

int LineChart::pointAt(QPoint place) const {
  return pointNear(plot()->mapFrom(this, place));
}

std::optional<QPoint> LineChart::placeOf(int index) const {
  for (const ChartPanel& panel : d->panels) {
    const LinePoint* point = panel.pointOf(index);
    if (point == nullptr) continue;
    const QPoint place = panel.placeOf(*point).toPoint();
    if (!panel.area().contains(place)) return std::nullopt;
    return plot()->mapTo(this, place);
  }
  return std::nullopt;
}

std::vector<QPointF> LineChart::drawnPoints(int panel, int curve) const {
  return d->panels.at(static_cast<std::size_t>(panel)).drawnPoints(curve);
}

QRectF LineChart::shownPart(int panel) const {
  const ChartPanel& shown = d->panels.at(static_cast<std::size_t>(panel));
  const QCPRange x = shown.xAxis()->range(), y = shown.yAxis()->range();
  return {x.lower, y.lower, x.size(), y.size()};
}

int LineChart::columns() const {
  return d->grid->columnCount();
}

double LineChart::letterSize() const {
  if (d->panels.empty()) return 0;
  const QCPAxis* axis = d->panels.front().xAxis();
  return std::min({axis->tickLabelFont().pixelSize(), axis->labelFont().pixelSize(), d->notes->font().pixelSize()});
}

void LineChart::applyTheme() {
  draw();
}

void LineChart::applyTexts() {
  rebuild();
}

void LineChart::paintEvent(QPaintEvent* event) {
  PlotWidget::paintEvent(event);
  if (d->builder) return;
  QPainter painter(this);
  painter.setPen(currentTheme(this).quietText);
  painter.drawText(rect().adjusted(16, 16, -16, -16), Qt::AlignCenter | Qt::TextWordWrap, d->emptyText);
}

QSize LineChart::sizeHint() const {
  return {360, 320};
}

QSize LineChart::minimumSizeHint() const {
  return {120, 96};
}

}  // namespace headlight
