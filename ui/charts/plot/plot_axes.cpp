#include "charts/plot/plot_axes.h"

#include <algorithm>
#include <cmath>

#include "charts/figure/figure_frame.h"
#include "charts/figure/line_panel.h"
#include "charts/look/color_map.h"
#include "charts/look/theme.h"

namespace headlight {
namespace {

constexpr double kNearest = 1.0 / 200;  // of the whole: no part is smaller
constexpr double kSame = 1e-9;          // of the whole: parts that differ by less are equal

class NumberTicker : public QCPAxisTicker {
 public:
  NumberTicker(bool isCount, double scale) : m_isCount(isCount), m_scale(scale) {}

 protected:
  double getTickStep(const QCPRange& range) override {
    const double step = QCPAxisTicker::getTickStep(range);
    return m_isCount ? std::max(1.0, std::round(step)) : step;
  }
  QString getTickLabel(double tick, const QLocale&, QChar, int) override {
    return QString::number(tick * m_scale, 'g', 6);
  }

 private:
  bool m_isCount;
  double m_scale;
};

class PowerTicker : public QCPAxisTickerLog {
 protected:
  QString getTickLabel(double tick, const QLocale&, QChar, int) override {
    const double power = std::log10(tick);
    const bool isPower = std::abs(power - std::round(power)) < kSame;
    return isPower ? powerText(static_cast<int>(std::round(power))) : QString::number(tick, 'g', 3);
  }
};

bool isLogarithmic(const QCPAxis* axis) {
  return axis->scaleType() == QCPAxis::stLogarithmic;
}

/// In the steps of the axis: values, or powers of ten.
QCPRange inSteps(const QCPRange& range, const QCPAxis* axis) {
  return isLogarithmic(axis) ? QCPRange(std::log10(range.lower), std::log10(range.upper)) : range;
}

QCPRange fromSteps(const QCPRange& range, const QCPAxis* axis) {
  return isLogarithmic(axis) ? QCPRange(std::pow(10, range.lower), std::pow(10, range.upper)) : range;
}

bool isSame(const QCPRange& one, const QCPRange& other, double whole) {
  return std::abs(one.lower - other.lower) <= kSame * whole && std::abs(one.upper - other.upper) <= kSame * whole;
}

/// The nearest to what the axis shows that is a part of `all`.
QCPRange partOf(const QCPRange& all, const QCPAxis* axis) {
  const QCPRange whole = inSteps(all, axis);
  QCPRange part = inSteps(axis->range(), axis);
  const double least = whole.size() * kNearest;
  if (part.size() < least) part = {part.center() - least / 2, part.center() + least / 2};
  part = part.bounded(whole.lower, whole.upper);
  return isSame(part, whole, whole.size()) ? all : fromSteps(part, axis);
}

}  // namespace

void styleAxis(QCPAxis* axis, const Theme& theme, double fontSize) {
  const QFont font = figureFont(FigureMetrics(fontSize).small);
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

QCPScatterStyle curveMarker(int look, const Theme& theme, double fontSize) {
  struct Shape {
    QCPScatterStyle::ScatterShape shape;
    double size;
  };
  static constexpr Shape kShapes[] = {{QCPScatterStyle::ssCircle, 0.64},
                                      {QCPScatterStyle::ssSquare, 0.56},
                                      {QCPScatterStyle::ssTriangle, 0.76},
                                      {QCPScatterStyle::ssDiamond, 0.8}};
  const Shape& shape = kShapes[look % 4];
  return {shape.shape, QPen(theme.background, 1), categoryColor(look, theme.isDark), shape.size * fontSize};
}

QSharedPointer<QCPAxisTicker> numberTicker(bool isCount, double scale) {
  return QSharedPointer<NumberTicker>::create(isCount, scale);
}

QSharedPointer<QCPAxisTicker> powerTicker() {
  return QSharedPointer<PowerTicker>::create();
}

void ZoomedAxes::setWhole(QCPAxis* axis, const QCPRange& all) {
  Whole* known = find(axis);
  const bool showed = known == nullptr || showsAll(*known);
  if (known == nullptr) {
    m_axes.push_back({axis, all});
    QObject::connect(axis, QOverload<const QCPRange&>::of(&QCPAxis::rangeChanged), axis,
                     [this, axis] { follow(axis); });
  } else {
    known->all = all;
  }
  axis->setRange(showed ? all : partOf(all, axis));
}

ZoomedAxes::Whole* ZoomedAxes::find(const QCPAxis* axis) {
  const auto found = std::find_if(m_axes.begin(), m_axes.end(), [&](const Whole& whole) { return whole.axis == axis; });
  return found == m_axes.end() ? nullptr : &*found;
}

bool ZoomedAxes::showsAll(const Whole& whole) {
  const QCPRange all = inSteps(whole.all, whole.axis);
  return isSame(inSteps(whole.axis->range(), whole.axis), all, all.size());
}

bool ZoomedAxes::goTogether(const Whole& one, const Whole& other) {
  return one.axis->orientation() == other.axis->orientation() && isLogarithmic(one.axis) == isLogarithmic(other.axis) &&
         one.all == other.all;
}

std::vector<ZoomedAxes::Whole> ZoomedAxes::leaders() const {
  std::vector<Whole> found;
  for (const Whole& whole : m_axes) {
    const bool isLed =
        std::any_of(found.begin(), found.end(), [&](const Whole& one) { return goTogether(one, whole); });
    if (!isLed) found.push_back(whole);
  }
  return found;
}

/// Keeps the axis inside its whole and takes the others along.
void ZoomedAxes::follow(QCPAxis* axis) {
  const Whole* moved = find(axis);
  if (m_isFollowing || moved == nullptr) return;
  m_isFollowing = true;
  const QCPRange part = partOf(moved->all, axis);
  for (const Whole& whole : m_axes) {
    if (goTogether(*moved, whole)) whole.axis->setRange(part);
  }
  m_isFollowing = false;
}

void ZoomedAxes::zoomBy(double factor) {
  for (const Whole& whole : leaders()) {
    const QCPRange part = inSteps(whole.axis->range(), whole.axis);
    const double half = part.size() / factor / 2;
    whole.axis->setRange(fromSteps({part.center() - half, part.center() + half}, whole.axis));
  }
}

void ZoomedAxes::panBy(double widths, double heights) {
  for (const Whole& whole : leaders()) {
    const QCPRange part = inSteps(whole.axis->range(), whole.axis);
    const double by = part.size() * (whole.axis->orientation() == Qt::Horizontal ? widths : heights);
    whole.axis->setRange(fromSteps(part + by, whole.axis));
  }
}

void ZoomedAxes::showAll() {
  for (const Whole& whole : leaders()) whole.axis->setRange(whole.all);
}

bool ZoomedAxes::isZoomed() const {
  return !std::all_of(m_axes.begin(), m_axes.end(), showsAll);
}

}  // namespace headlight
