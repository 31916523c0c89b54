#include "charts/figure/line_panel.h"

#include <algorithm>
#include <cmath>

#include "charts/look/color_map.h"

namespace headlight {
namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr float kBandOpacity = 0.16F;

QColor colorOf(int look, const Theme& theme) {
  return categoryColor(look, theme.isDark);
}

void addMarker(Figure& figure, int look, QPointF at, double radius, const Theme& theme) {
  const QColor color = colorOf(look, theme);
  const int shape = look % 4;
  if (shape == 0) {
    figure.items.push_back(CircleItem{at, radius, color, theme.background, 1});
  } else if (shape == 1) {
    const double half = radius * 0.88;
    figure.items.push_back(RectItem{{at.x() - half, at.y() - half, 2 * half, 2 * half}, color, theme.background, 1});
  } else {  // a triangle, a diamond
    const int corners = shape == 2 ? 3 : 4;
    QPolygonF outline;
    for (int i = 0; i < corners; ++i) {
      const double angle = 2 * kPi * i / corners - kPi / 2;
      outline << at + 1.25 * radius * QPointF(std::cos(angle), std::sin(angle));
    }
    figure.items.push_back(PolylineItem{outline, theme.background, 1, true, color});
  }
}

double markerRadius(const FigureStyle& style) {
  return style.fontSize * 0.32;
}

/// Places a panel's values on the page.
class PanelDrawing {
 public:
  PanelDrawing(Figure& figure, const LinePanel& panel, const QRectF& rect, const FigureStyle& style, int selected)
      : m_figure(figure),
        m_panel(panel),
        m_style(style),
        m_theme(*style.theme),
        m_metrics(style.fontSize),
        m_selected(selected) {
    double numbers = 0;
    for (std::size_t i = 0; i < panel.yTicks.size(); ++i)
      numbers = std::max(numbers, textWidth(yLabel(i), m_metrics.small));
    const double top = m_metrics.line * (panel.title.isEmpty() ? 0.6 : 2.6);
    const double left = numbers + m_metrics.gap;
    m_plot = rect.adjusted(left, top, -m_metrics.gap * 1.5, -m_metrics.line * 2.1);
  }

  void draw() {
    addAxes();
    for (const LineCurve& curve : m_panel.curves) addBand(curve);
    for (const LineCurve& curve : m_panel.curves) addCurve(curve);
    for (const LineCurve& curve : m_panel.curves) addMarkers(curve);
  }

 private:
  /// How far up the axis a value is, in the axis's own steps: values, or powers of ten.
  [[nodiscard]] double heightOf(double y) const {
    return m_panel.lowestPower ? std::max(0.0, std::log10(y) - *m_panel.lowestPower) : y;
  }
  [[nodiscard]] double highest() const { return m_panel.yEnd - m_panel.lowestPower.value_or(0); }
  [[nodiscard]] double heightOfTick(std::size_t tick) const {
    return m_panel.yTicks[tick] - m_panel.lowestPower.value_or(0);
  }

  [[nodiscard]] QPointF at(double x, double y) const { return atHeight(x, heightOf(y)); }

  /// A marker at 0 must not cover the numbers of the axis.
  [[nodiscard]] QPointF atHeight(double x, double height) const {
    const double inset = 2 * markerRadius(m_style);
    return {m_plot.left() + inset + (m_plot.width() - inset) * x / m_panel.xEnd,
            m_plot.bottom() - m_plot.height() * std::min(height, highest()) / highest()};
  }

  [[nodiscard]] bool hasInterval(const LinePoint& point) const { return heightOf(point.high) > heightOf(point.low); }

  [[nodiscard]] QString yLabel(std::size_t tick) const {
    const double value = m_panel.yTicks[tick];
    return m_panel.lowestPower ? powerText(static_cast<int>(value)) : QString::number(value * m_panel.yScale, 'g', 6);
  }

  void addAxes() {
    const double left = m_plot.left();
    for (std::size_t i = 0; i < m_panel.yTicks.size(); ++i) {
      const QPointF from(left, atHeight(0, heightOfTick(i)).y());
      m_figure.items.push_back(LineItem{from, {m_plot.right(), from.y()}, m_theme.grid, 1});
      addText({left - m_metrics.gap * 0.6, from.y()}, yLabel(i), HorizontalAnchor::Right);
    }
    double free = -1e9;  // numbers that would touch the one before are left out, their ticks stay
    for (const double tick : m_panel.xTicks) {
      const QPointF from = atHeight(tick, 0);
      const QString label = QString::number(tick, 'g', 6);
      const double half = textWidth(label, m_metrics.small) / 2;
      m_figure.items.push_back(LineItem{from, from + QPointF(0, m_metrics.gap * 0.5), m_theme.quietText, 1});
      if (from.x() - half < free) continue;
      addText(from + QPointF(0, m_metrics.line * 0.75), label, HorizontalAnchor::Center);
      free = from.x() + half + m_metrics.gap * 0.6;
    }
    m_figure.items.push_back(LineItem{m_plot.bottomLeft(), m_plot.bottomRight(), m_theme.quietText, 1});
    addText({m_plot.center().x(), m_plot.bottom() + m_metrics.line * 1.6}, m_panel.xTitle, HorizontalAnchor::Center);
    addTitles();
    if (m_panel.reference < 0) return;
    const QPointF from(left, at(0, m_panel.reference).y());
    m_figure.items.push_back(LineItem{from, {m_plot.right(), from.y()}, m_theme.quietText, 1, true});
    addText({m_plot.right(), from.y() + m_metrics.small.size * 0.75}, m_panel.referenceText, HorizontalAnchor::Right);
  }

  void addTitles() {
    const double left = m_plot.left();
    if (!m_panel.title.isEmpty()) {
      m_figure.items.push_back(TextItem{{left, m_plot.top() - m_metrics.line * 2},
                                        elided(m_panel.title, m_plot.width() + m_metrics.gap, m_metrics.strong),
                                        m_metrics.strong,
                                        m_theme.text,
                                        HorizontalAnchor::Left,
                                        VerticalAnchor::Middle});
    }
    addText({left, m_plot.top() - m_metrics.line * 0.8}, m_panel.yTitle, HorizontalAnchor::Left);
  }

  void addText(QPointF place, const QString& text, HorizontalAnchor anchor) {
    m_figure.items.push_back(TextItem{place, text, m_metrics.small, m_theme.quietText, anchor, VerticalAnchor::Middle});
  }

  void addBand(const LineCurve& curve) {
    QColor fill = colorOf(curve.look, m_theme);
    fill.setAlphaF(kBandOpacity);
    QPolygonF upper, lower;
    const auto flush = [&] {
      if (upper.size() > 1) {
        std::reverse(lower.begin(), lower.end());
        m_figure.items.push_back(PolylineItem{upper + lower, Qt::transparent, 0, true, fill});
      }
      upper.clear();
      lower.clear();
    };
    for (const LinePoint& point : curve.points) {
      if (std::isnan(point.y)) {
        flush();
      } else if (hasInterval(point)) {
        upper << at(point.x, point.high);
        lower << at(point.x, point.low);
      }
    }
    flush();
  }

  void addCurve(const LineCurve& curve) {
    const QColor color = colorOf(curve.look, m_theme);
    for (std::size_t i = 1; i < curve.points.size(); ++i) {
      const LinePoint &from = curve.points[i - 1], &to = curve.points[i];
      if (std::isnan(from.y) || std::isnan(to.y)) continue;
      m_figure.items.push_back(LineItem{at(from.x, from.y), at(to.x, to.y), color, 2, to.isEstimate});
    }
  }

  void addMarkers(const LineCurve& curve) {
    const double radius = markerRadius(m_style);
    for (const LinePoint& point : curve.points) {
      if (std::isnan(point.y)) continue;
      const QPointF place = at(point.x, point.y);
      if (point.isMarked &&
          hasInterval(point)) {  // the ends of the interval, also where a band would be hidden by others
        m_figure.items.push_back(
            LineItem{at(point.x, point.low), at(point.x, point.high), colorOf(curve.look, m_theme), 1});
      }
      if (point.isMarked) addMarker(m_figure, curve.look, place, radius, m_theme);
      if (point.index < 0) continue;
      if (point.index == m_selected)
        m_figure.items.push_back(CircleItem{place, radius * 1.9, Qt::transparent, m_theme.accent, 2});
      const double reach = radius * 1.8;
      m_figure.hotAreas.push_back(
          HotArea{FigureHit::Kind::Point, {place.x() - reach, place.y() - reach, 2 * reach, 2 * reach}, point.index});
    }
  }

  Figure& m_figure;
  const LinePanel& m_panel;
  const FigureStyle& m_style;
  const Theme& m_theme;
  FigureMetrics m_metrics;
  QRectF m_plot;
  int m_selected;
};

}  // namespace

void addLinePanel(Figure& figure, const LinePanel& panel, const QRectF& rect, const FigureStyle& style, int selected) {
  PanelDrawing(figure, panel, rect, style, selected).draw();
}

double addLineLegend(Figure& figure, const std::vector<QString>& names, QPointF at, double width,
                     const FigureStyle& style) {
  const FigureMetrics metrics(style.fontSize);
  const double sample = 2.2 * metrics.label.size;
  double x = 0, y = metrics.line / 2;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto look = static_cast<int>(i);
    const double extent = sample + metrics.gap / 2 + textWidth(names[i], metrics.label) + 2 * metrics.gap;
    if (x > 0 && x + extent > width) {
      x = 0;
      y += metrics.line;
    }
    const QPointF middle = at + QPointF(x + sample / 2, y);
    figure.items.push_back(
        LineItem{middle - QPointF(sample / 2, 0), middle + QPointF(sample / 2, 0), colorOf(look, *style.theme), 2});
    addMarker(figure, look, middle, markerRadius(style), *style.theme);
    figure.items.push_back(TextItem{middle + QPointF(sample / 2 + metrics.gap / 2, 0), names[i], metrics.label,
                                    style.theme->text, HorizontalAnchor::Left, VerticalAnchor::Middle});
    x += extent;
  }
  return y + metrics.line / 2;
}

QString powerText(int power) {
  static constexpr char16_t kDigits[] = u"⁰¹²³⁴⁵⁶⁷⁸⁹";
  QString exponent = power < 0 ? QStringLiteral("⁻") : QString();
  for (const QChar digit : QString::number(std::abs(power))) exponent += QChar(kDigits[digit.digitValue()]);
  return QStringLiteral("10") + exponent;
}

std::vector<double> roundTicks(double largest, int about) {
  if (!(largest > 0)) return {0, 1};
  const double raw = largest / about;
  const double power = std::pow(10, std::floor(std::log10(raw)));
  double step = 10 * power;
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= raw) {
      step = factor * power;
      break;
    }
  }
  std::vector<double> ticks{0};
  while (ticks.back() < largest) ticks.push_back(static_cast<double>(ticks.size()) * step);
  return ticks;
}

}  // namespace headlight
