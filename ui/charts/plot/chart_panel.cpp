#include "charts/plot/chart_panel.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "charts/figure/figure_frame.h"
#include "charts/look/color_map.h"
#include "charts/look/theme.h"
#include "charts/plot/plot_axes.h"

namespace headlight {
namespace {

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();
constexpr double kRoom = 0.03;  // of an axis, so that markers at its ends are not cut
constexpr int kBandOpacity = 41;
constexpr double kNumberWidth = 4.5, kNumberHeight = 2.5;  // of a tick, in sizes of the labels

/// The parts of the line that are estimated, or the others; between them are gaps.
QVector<QCPGraphData> lineParts(const LineCurve& curve, bool estimated) {
  QVector<QCPGraphData> parts;
  for (std::size_t i = 1; i < curve.points.size(); ++i) {
    const LinePoint &from = curve.points[i - 1], &to = curve.points[i];
    if (to.isEstimate != estimated || std::isnan(from.y) || std::isnan(to.y)) continue;
    if (parts.isEmpty() || parts.last().key != from.x) {
      if (!parts.isEmpty()) parts.append({parts.last().key, kNothing});
      parts.append({from.x, from.y});
    }
    parts.append({to.x, to.y});
  }
  return parts;
}

}  // namespace

ChartPanel::ChartPanel(QCustomPlot* plot)
    : m_plot(plot),
      m_cell(new QCPLayoutGrid),
      m_title(new QCPTextElement(plot)),
      m_yTitle(new QCPTextElement(plot)),
      m_axes(new QCPAxisRect(plot)) {
  m_cell->setRowSpacing(2);
  m_cell->addElement(0, 0, m_title);
  m_cell->addElement(1, 0, m_yTitle);
  m_cell->addElement(2, 0, m_axes);
  for (QCPTextElement* text : {m_title, m_yTitle}) text->setTextFlags(Qt::AlignLeft | Qt::AlignVCenter);
  for (const auto side : {QCPAxis::atBottom, QCPAxis::atLeft}) {
    m_axes->axis(side)->setLayer(QStringLiteral("axes"));
    m_axes->axis(side)->grid()->setLayer(QStringLiteral("grid"));
  }
}

QCPRange ChartPanel::wholeX() const {
  return {-kRoom * m_panel.xEnd, (1 + kRoom) * m_panel.xEnd};
}

QCPRange ChartPanel::wholeY() const {
  if (!m_panel.lowestPower) return {-kRoom * m_panel.yEnd, (1 + kRoom) * m_panel.yEnd};
  const double low = *m_panel.lowestPower, room = kRoom * (m_panel.yEnd - low);
  return {std::pow(10, low - room), std::pow(10, m_panel.yEnd + room)};
}

void ChartPanel::show(const LinePanel& panel, const Theme& theme, double fontSize) {
  m_panel = panel;
  m_theme = &theme;
  m_fontSize = fontSize;
  m_graphs.assign(panel.curves.size(), {});
  for (QCPAxis* axis : {xAxis(), yAxis()}) styleAxis(axis, theme, fontSize);
  yAxis()->setScaleType(panel.lowestPower ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
  yAxis()->grid()->setZeroLinePen(QPen(theme.quietText, 1));
  xAxis()->setTicker(numberTicker(true));
  yAxis()->setTicker(panel.lowestPower ? powerTicker() : numberTicker(false, panel.yScale));
  xAxis()->setLabel(panel.xTitle);
  const int half = static_cast<int>(fontSize / 2);
  m_axes->setMinimumMargins({0, half, 2 * half, 0});  // half a number at the upper end and at the right one
  styleTexts();
  addReference();
  for (const LineCurve& curve : m_panel.curves) addBand(curve);
  for (std::size_t i = 0; i < m_panel.curves.size(); ++i) addLines(m_panel.curves[i], m_graphs[i]);
  for (std::size_t i = 0; i < m_panel.curves.size(); ++i) addMarkers(m_panel.curves[i], m_graphs[i]);
  m_selected = addGraph({}, QPen(theme.accent, 2));
  m_pointed = addGraph({}, QPen(theme.text, 1));
}

void ChartPanel::styleTexts() {
  const FigureMetrics metrics(m_fontSize);
  m_title->setFont(figureFont(metrics.strong));
  m_title->setTextColor(m_theme->text);
  m_yTitle->setFont(figureFont(metrics.small));
  m_yTitle->setTextColor(m_theme->quietText);
}

void ChartPanel::fit(QSizeF size) {
  const FigureMetrics metrics(m_fontSize);
  m_title->setText(elided(m_panel.title, size.width() - metrics.gap, metrics.strong));
  m_yTitle->setText(elided(m_panel.yTitle, size.width() - metrics.gap, metrics.small));
  const auto ticks = [&](double length, double each) {
    return std::clamp(static_cast<int>(length / (each * m_fontSize)), 2, 10);
  };
  xAxis()->ticker()->setTickCount(ticks(size.width(), kNumberWidth));
  yAxis()->ticker()->setTickCount(std::min(6, ticks(size.height(), kNumberHeight)));
}

QCPGraph* ChartPanel::addGraph(const QVector<QCPGraphData>& data, const QPen& pen) {
  QCPGraph* graph = m_plot->addGraph(xAxis(), yAxis());
  graph->data()->set(data, true);
  graph->setPen(pen);
  return graph;
}

void ChartPanel::addReference() {
  if (m_panel.reference < 0) return;
  const QCPRange whole = wholeX();
  addGraph({{whole.lower, m_panel.reference}, {whole.upper, m_panel.reference}},
           QPen(m_theme->quietText, 1, Qt::DashLine));
  auto* text = new QCPItemText(m_plot);
  text->position->setAxisRect(m_axes);
  text->position->setAxes(xAxis(), yAxis());
  text->position->setTypeX(QCPItemPosition::ptAxisRectRatio);
  text->position->setTypeY(QCPItemPosition::ptPlotCoords);
  text->position->setCoords(1, m_panel.reference);
  text->setClipAxisRect(m_axes);
  text->setPositionAlignment(Qt::AlignRight | Qt::AlignTop);
  text->setFont(figureFont(FigureMetrics(m_fontSize).small));
  text->setColor(m_theme->quietText);
  text->setText(m_panel.referenceText);
}

void ChartPanel::addBand(const LineCurve& curve) {
  QVector<QCPGraphData> upper, lower;
  for (const LinePoint& point : curve.points) {
    const bool isGap = std::isnan(point.y);
    if (!isGap && !(point.high > point.low)) continue;
    upper.append({point.x, isGap ? kNothing : point.high});
    lower.append({point.x, isGap ? kNothing : point.low});
  }
  if (upper.size() < 2) return;
  QColor fill = categoryColor(curve.look, m_theme->isDark);
  fill.setAlpha(kBandOpacity);
  QCPGraph* top = addGraph(upper, Qt::NoPen);
  top->setBrush(fill);
  top->setChannelFillGraph(addGraph(lower, Qt::NoPen));
}

void ChartPanel::addLines(const LineCurve& curve, std::vector<QCPGraph*>& graphs) {
  const double width = std::max(2.0, m_fontSize / 7);
  const QColor color = categoryColor(curve.look, m_theme->isDark);
  for (const bool estimated : {false, true}) {
    const auto parts = lineParts(curve, estimated);
    if (!parts.isEmpty())
      graphs.push_back(addGraph(parts, QPen(color, width, estimated ? Qt::DashLine : Qt::SolidLine)));
  }
}

void ChartPanel::addMarkers(const LineCurve& curve, std::vector<QCPGraph*>& graphs) {
  QVector<QCPGraphData> marks;
  QVector<double> below, above;  // of the ends of the interval, also where a band would be hidden by others
  for (const LinePoint& point : curve.points) {
    if (!point.isMarked || std::isnan(point.y)) continue;
    const bool hasInterval = point.high > point.low;
    marks.append({point.x, point.y});
    below.append(hasInterval ? point.y - point.low : kNothing);
    above.append(hasInterval ? point.high - point.y : kNothing);
  }
  if (marks.isEmpty()) return;
  auto* intervals = new QCPErrorBars(xAxis(), yAxis());
  QCPGraph* graph = addGraph(marks, Qt::NoPen);
  graph->setLineStyle(QCPGraph::lsNone);
  graph->setScatterStyle(curveMarker(curve.look, *m_theme, m_fontSize));
  intervals->setDataPlottable(graph);
  intervals->setData(below, above);
  intervals->setPen(QPen(categoryColor(curve.look, m_theme->isDark), 1));
  intervals->setWhiskerWidth(0);
  intervals->setSymbolGap(0);
  graphs.push_back(graph);
}

void ChartPanel::ring(int selected, int pointed) {
  const auto set = [&](QCPGraph* graph, int index) {
    const LinePoint* point = pointOf(index);
    graph->data()->set(point ? QVector<QCPGraphData>{{point->x, point->y}} : QVector<QCPGraphData>());
    graph->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCircle, graph->pen(), Qt::NoBrush, m_fontSize * 1.2));
  };
  set(m_selected, selected);
  set(m_pointed, pointed);
}

const LinePoint* ChartPanel::pointOf(int index) const {
  if (index < 0) return nullptr;
  for (const LineCurve& curve : m_panel.curves) {
    for (const LinePoint& point : curve.points) {
      if (point.index == index && !std::isnan(point.y)) return &point;
    }
  }
  return nullptr;
}

QPointF ChartPanel::placeOf(const LinePoint& point) const {
  return {xAxis()->coordToPixel(point.x), yAxis()->coordToPixel(point.y)};
}

const LinePoint* ChartPanel::nearest(QPointF place, double reach) const {
  const LinePoint* found = nullptr;
  double least = reach * reach;
  for (const LineCurve& curve : m_panel.curves) {
    for (const LinePoint& point : curve.points) {
      if (point.index < 0 || std::isnan(point.y)) continue;
      const QPointF at = placeOf(point);
      const double distance = QPointF::dotProduct(at - place, at - place);
      if (distance > least || (found != nullptr && distance == least) || !QRectF(area()).contains(at)) continue;
      least = distance;
      found = &point;
    }
  }
  return found;
}

std::vector<QPointF> ChartPanel::drawnPoints(int curve) const {
  std::map<double, double> points;
  for (const QCPGraph* graph : m_graphs.at(static_cast<std::size_t>(curve))) {
    for (const QCPGraphData& point : *graph->data()) {
      if (!std::isnan(point.value)) points[point.key] = point.value;
    }
  }
  std::vector<QPointF> drawn;
  for (const auto& [x, y] : points) drawn.emplace_back(x, y);
  return drawn;
}

}  // namespace headlight
