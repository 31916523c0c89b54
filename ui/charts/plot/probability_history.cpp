#include "charts/plot/probability_history.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QKeyEvent>
#include <QToolTip>

#include "charts/figure/shown_text.h"
#include "charts/look/color_map.h"
#include "charts/look/theme.h"
#include "charts/plot/plot_axes.h"

namespace headlight {

struct ProbabilityHistory::Chart {
  QCustomPlot* plot = nullptr;
  QCPGraph* probability = nullptr;
  QCPGraph* entropy = nullptr;
  QCPItemStraightLine* present = nullptr;
  std::vector<Point> points;
  Index current = -1;

  /// The step nearest to a pixel of the plot; -1 without steps.
  [[nodiscard]] int stepAt(double pixelX) const {
    if (points.empty()) return -1;
    const double x = plot->xAxis->pixelToCoord(pixelX);
    const auto nearest = std::min_element(points.begin(), points.end(), [x](const Point& a, const Point& b) {
      return std::abs(double(a.position) - x) < std::abs(double(b.position) - x);
    });
    return static_cast<int>(nearest - points.begin());
  }
};

ProbabilityHistory::ProbabilityHistory(QWidget* parent) : PlotWidget(parent), d(std::make_unique<Chart>()) {
  setObjectName(QStringLiteral("probabilityHistory"));
  d->plot = plot();
  d->plot->yAxis2->setVisible(true);
  for (QCPAxis* axis : {d->plot->yAxis, d->plot->yAxis2}) axis->ticker()->setTickCount(3);  // a low chart: few numbers
  d->plot->xAxis->setTicker(numberTicker(true));
  d->plot->xAxis->ticker()->setTickCount(10);
  d->probability = d->plot->addGraph(d->plot->xAxis, d->plot->yAxis);
  d->entropy = d->plot->addGraph(d->plot->xAxis, d->plot->yAxis2);
  d->present = new QCPItemStraightLine(d->plot);
  d->plot->axisRect()->setMinimumMargins(QMargins(0, 8, 0, 0));
  d->plot->axisRect()->setRangeDrag(Qt::Horizontal);
  d->plot->axisRect()->setRangeZoom(Qt::Horizontal);
  applyTexts();
  applyTheme();
}

ProbabilityHistory::~ProbabilityHistory() = default;

const std::vector<ProbabilityHistory::Point>& ProbabilityHistory::points() const {
  return d->points;
}

void ProbabilityHistory::setPoints(std::vector<Point> points, Index currentPosition) {
  d->points = std::move(points);
  const bool hasMoved = std::exchange(d->current, currentPosition) != currentPosition;
  QVector<double> x, probability, entropy;
  double most = 1;
  for (const Point& point : d->points) {
    x << double(point.position);
    probability << point.probability;
    entropy << point.entropyBits;
    most = std::max(most, point.entropyBits);
  }
  d->probability->setData(x, probability, true);
  d->entropy->setData(x, entropy, true);
  QCPAxis* steps = d->plot->xAxis;
  setWhole(steps, x.isEmpty() ? 0 : x.front() - 0.5, x.isEmpty() ? 1 : x.back() + 0.5);
  const auto present = double(currentPosition);
  if (hasMoved && isZoomed() && !steps->range().contains(present)) steps->moveRange(present - steps->range().center());
  d->plot->yAxis->setRange(0, 1.05);
  d->plot->yAxis2->setRange(0, most * 1.05);
  d->present->setVisible(!d->points.empty());
  d->present->point1->setCoords(present, 0);
  d->present->point2->setCoords(present, 1);
  replot();
}

QPoint ProbabilityHistory::placeOf(std::size_t step) const {
  const Point& point = d->points.at(step);
  const QPointF place(d->plot->xAxis->coordToPixel(double(point.position)),
                      d->plot->yAxis->coordToPixel(point.probability));
  return d->plot->mapTo(this, place.toPoint());
}

void ProbabilityHistory::clickedAt(QPointF position) {
  const int step = d->stepAt(position.x());
  if (step >= 0) emit stepClicked(d->points[static_cast<std::size_t>(step)].position);
}

void ProbabilityHistory::pointerMoved(const std::optional<QPointF>& position, QPoint globalPosition) {
  const int step = position ? d->stepAt(position->x()) : -1;
  if (step < 0) return QToolTip::hideText();
  const Point& point = d->points[static_cast<std::size_t>(step)];
  QToolTip::showText(globalPosition,
                     tr("After %1 tokens: “%2”, probability %3, entropy %4 bits")
                         .arg(QString::number(point.position), point.token, formatNumber(point.probability, 6),
                              formatNumber(point.entropyBits, 4)),
                     this);
}

void ProbabilityHistory::applyTheme() {
  const Theme& theme = currentTheme(this);
  d->plot->setBackground(theme.background);
  for (QCPAxis* axis : {d->plot->xAxis, d->plot->yAxis, d->plot->yAxis2}) styleAxis(axis, theme, fontSize());
  // Two lines, told apart by colour, by mark and by dash; each axis wears the colour and the mark of its line.
  const QColor first = categoryColor(theme.isDark ? 4 : 0, theme.isDark);
  const QColor second = categoryColor(theme.isDark ? 1 : 5, theme.isDark);
  d->probability->setPen(QPen(first, 2));
  d->probability->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, first, 6));
  d->entropy->setPen(QPen(second, 1.5, Qt::DashLine));
  d->entropy->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssSquare, second, 5));
  d->present->setPen(QPen(theme.accent, 1.5));
  d->plot->yAxis->setLabelColor(first);
  d->plot->yAxis2->setLabelColor(second);
  replot();
}

void ProbabilityHistory::applyTexts() {
  setAccessibleName(tr("Probability and entropy over the steps"));
  d->plot->setToolTip(tr("Click a step to go there."));
  d->plot->xAxis->setLabel(tr("tokens before the step"));
  d->plot->yAxis->setLabel(tr("● probability"));
  d->plot->yAxis2->setLabel(tr("■ entropy, bits"));
  replot();
}

QSize ProbabilityHistory::sizeHint() const {
  return {320, 150};
}

QSize ProbabilityHistory::minimumSizeHint() const {
  return {160, 110};
}

void ProbabilityHistory::keyPressEvent(QKeyEvent* event) {
  const bool up = event->key() == Qt::Key_Up;
  if ((!up && event->key() != Qt::Key_Down) || d->points.empty()) return PlotWidget::keyPressEvent(event);
  const auto here = std::find_if(d->points.begin(), d->points.end(),
                                 [this](const Point& point) { return point.position >= d->current; });
  auto index = here - d->points.begin() + (up ? -1 : 1);
  index = std::clamp<std::ptrdiff_t>(index, 0, static_cast<std::ptrdiff_t>(d->points.size()) - 1);
  emit stepClicked(d->points[static_cast<std::size_t>(index)].position);
}

}  // namespace headlight
