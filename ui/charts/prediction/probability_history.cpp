// QCustomPlot 2.1 uses Qt's foreach, which is switched off for our own code.
#undef QT_NO_FOREACH

#include "charts/prediction/probability_history.h"

#include <algorithm>

#include <qcustomplot.h>
#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QVBoxLayout>

#include "charts/figure/figure.h"
#include "charts/figure/shown_text.h"
#include "charts/look/color_map.h"
#include "charts/look/theme.h"

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

  /// Draws into its buffer now and is shown with everything else: a queued replot would repaint the window by itself,
  /// a second time in every step.
  void replot() const { plot->replot(QCustomPlot::rpQueuedRefresh); }
};

ProbabilityHistory::ProbabilityHistory(QWidget* parent) : InPanel(parent), d(std::make_unique<Chart>()) {
  setObjectName(QStringLiteral("probabilityHistory"));
  setFocusPolicy(Qt::StrongFocus);
  d->plot = new InPanel<QCustomPlot>(this);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(d->plot);
  d->plot->setMinimumSize(0, 0);
  d->plot->setFocusPolicy(Qt::NoFocus);
  d->plot->yAxis2->setVisible(true);
  for (QCPAxis* axis : {d->plot->yAxis, d->plot->yAxis2}) axis->ticker()->setTickCount(3);  // a low chart: few numbers
  d->plot->xAxis->setTicker(QSharedPointer<QCPAxisTickerFixed>::create());
  d->probability = d->plot->addGraph(d->plot->xAxis, d->plot->yAxis);
  d->entropy = d->plot->addGraph(d->plot->xAxis, d->plot->yAxis2);
  d->present = new QCPItemStraightLine(d->plot);
  d->plot->axisRect()->setMinimumMargins(QMargins(0, 8, 0, 0));
  connectGuarded(d->plot, &QCustomPlot::mousePress, [this](QMouseEvent* event) {
    const int step = d->stepAt(event->pos().x());
    if (step >= 0 && event->button() == Qt::LeftButton)
      emit stepClicked(d->points[static_cast<std::size_t>(step)].position);
  });
  connectGuarded(d->plot, &QCustomPlot::mouseMove, [this](QMouseEvent* event) {
    const int step = d->stepAt(event->pos().x());
    if (step < 0) return;
    const Point& point = d->points[static_cast<std::size_t>(step)];
    QToolTip::showText(event->globalPosition().toPoint(),
                       tr("After %1 tokens: “%2”, probability %3, entropy %4 bits")
                           .arg(QString::number(point.position), point.token, formatNumber(point.probability, 6),
                                formatNumber(point.entropyBits, 4)),
                       this);
  });
  applyTexts();
  applyTheme();
}

ProbabilityHistory::~ProbabilityHistory() = default;

const std::vector<ProbabilityHistory::Point>& ProbabilityHistory::points() const {
  return d->points;
}

void ProbabilityHistory::setPoints(std::vector<Point> points, Index currentPosition) {
  d->points = std::move(points);
  d->current = currentPosition;
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
  d->plot->xAxis->setRange(x.isEmpty() ? 0 : x.front() - 0.5, x.isEmpty() ? 1 : x.back() + 0.5);
  const double span = x.isEmpty() ? 1 : x.back() - x.front() + 1;
  auto ticker = QSharedPointer<QCPAxisTickerFixed>::create();
  ticker->setTickStep(std::max(1.0, std::ceil(span / 10)));
  d->plot->xAxis->setTicker(ticker);
  d->plot->yAxis->setRange(0, 1.05);
  d->plot->yAxis2->setRange(0, most * 1.05);
  d->present->setVisible(!d->points.empty());
  d->present->point1->setCoords(double(currentPosition), 0);
  d->present->point2->setCoords(double(currentPosition), 1);
  d->replot();
}

/// Everything that has a colour or a font, so that a changed palette needs one call.
void ProbabilityHistory::applyTheme() {
  const Theme& theme = currentTheme(this);
  QFont font = figureFont({std::max(10.0, fontInfo().pixelSize() * 0.85)});
  d->plot->setBackground(theme.background);
  for (QCPAxis* axis : {d->plot->xAxis, d->plot->yAxis, d->plot->yAxis2}) {
    axis->setBasePen(QPen(theme.grid, 1));
    axis->setTickPen(QPen(theme.grid, 1));
    axis->setSubTickPen(Qt::NoPen);
    axis->setTickLabelColor(theme.quietText);
    axis->setLabelColor(theme.quietText);
    axis->setTickLabelFont(font);
    axis->setLabelFont(font);
    axis->grid()->setPen(QPen(theme.grid, 0.5));
    axis->grid()->setZeroLinePen(QPen(theme.grid, 0.5));
  }
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
  d->replot();
}

void ProbabilityHistory::applyTexts() {
  setAccessibleName(tr("Probability and entropy over the steps"));
  d->plot->setToolTip(tr("Click a step to go there."));
  d->plot->xAxis->setLabel(tr("tokens before the step"));
  d->plot->yAxis->setLabel(tr("● probability"));
  d->plot->yAxis2->setLabel(tr("■ entropy, bits"));
  d->replot();
}

QSize ProbabilityHistory::sizeHint() const {
  return {320, 150};
}

QSize ProbabilityHistory::minimumSizeHint() const {
  return {160, 110};
}

void ProbabilityHistory::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) applyTheme();
  if (event->type() == QEvent::LanguageChange) applyTexts();
}

/// Up and Down go along the steps; Left and Right are the window's.
void ProbabilityHistory::keyPressEvent(QKeyEvent* event) {
  const bool up = event->key() == Qt::Key_Up;
  if ((!up && event->key() != Qt::Key_Down) || d->points.empty()) return QWidget::keyPressEvent(event);
  const auto here = std::find_if(d->points.begin(), d->points.end(),
                                 [this](const Point& point) { return point.position >= d->current; });
  auto index = here - d->points.begin() + (up ? -1 : 1);
  index = std::clamp<std::ptrdiff_t>(index, 0, static_cast<std::ptrdiff_t>(d->points.size()) - 1);
  emit stepClicked(d->points[static_cast<std::size_t>(index)].position);
}

}  // namespace headlight
