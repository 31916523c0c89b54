// Points in three dimensions as a picture: an orthographic view, so that lengths along the page compare.

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "charts/embedding/embedding_builders.h"
#include "charts/embedding/point_colors.h"
#include "charts/figure/figure_frame.h"
#include "charts/texts/embedding_texts.h"
#include "figures/embedding/embedding_figure.h"

namespace headlight {
namespace {

constexpr std::size_t kAllLabelled = 60;  // points of a table

struct Projected {
  QPointF at;
  double depth = 0;  ///< larger is nearer
};

class EmbeddingBuilder {
 public:
  EmbeddingBuilder(const EmbeddingFigure& data, const FigureStyle& style)
      : m_data(data), m_style(style), m_theme(*style.theme), m_metrics(style.fontSize) {}

  Figure build() {
    const FrameTexts texts{title(),
                           embeddingTexts(m_style.language)
                               .describeEmbedding.arg(m_data.coordinates.rows())
                               .arg(m_data.highlighted.size()),
                           m_data};
    QSizeF area = contentArea(m_style, texts);
    if (area.width() <= 0) area.setWidth(46 * m_style.fontSize);
    if (area.height() <= 0) area.setHeight(area.width() * 0.75);
    m_figure.size = area;
    project(area);
    addAxes();
    addPoints();
    addLegend();
    addLabels();
    return framed(std::move(m_figure), m_style, texts);
  }

 private:
  [[nodiscard]] QString title() const {
    const QString method = methodName();
    const QString space = spaceName(m_data.space, m_style.language);
    return space.isEmpty() ? embeddingTexts(m_style.language).embedding.arg(method)
                           : embeddingTexts(m_style.language).embeddingOf.arg(space, method);
  }

  /// With the numbers that a run of t-SNE or UMAP used.
  [[nodiscard]] QString methodName() const {
    const EmbeddingTexts& t = embeddingTexts(m_style.language);
    const QString name = projectionName(m_data.method, m_style.language);
    if (m_data.used.perplexity > 0) return t.withPerplexity.arg(name, QString::number(m_data.used.perplexity, 'g', 3));
    if (m_data.used.neighbours > 0) return t.withNeighbours.arg(name).arg(m_data.used.neighbours);
    return name;
  }

  [[nodiscard]] Projected rotated(double x, double y, double z) const {
    const double azimuth = m_data.isFlat ? 0 : m_data.azimuth * M_PI / 180;
    const double elevation = m_data.isFlat ? 0 : m_data.elevation * M_PI / 180;
    const double right = x * std::cos(azimuth) - z * std::sin(azimuth);
    const double near = x * std::sin(azimuth) + z * std::cos(azimuth);
    return {{right, -(y * std::cos(elevation) - near * std::sin(elevation))},
            y * std::sin(elevation) + near * std::cos(elevation)};
  }

  [[nodiscard]] Projected onPage(double x, double y, double z) const {
    Projected p = rotated(x, y, z);
    p.at = m_center + (p.at - m_middle) * m_scale;
    return p;
  }

  /// Points and origin fill the area, with room for labels at its edges.
  void project(QSizeF area) {
    QRectF box(0, 0, 1e-9, 1e-9);
    double radius = 0;
    for (Index i = 0; i < m_data.coordinates.rows(); ++i) {
      const auto p = rotated(m_data.coordinates(i, 0), m_data.coordinates(i, 1), m_data.coordinates(i, 2));
      box |= QRectF(p.at, QSizeF(1e-9, 1e-9));
      for (Index axis = 0; axis < 3; ++axis) radius = std::max(radius, std::abs(double(m_data.coordinates(i, axis))));
    }
    m_axisLength = radius > 0 ? radius * 0.8 : 1;
    for (int axis = 0; axis < axes(); ++axis) {
      const auto p = rotated(axis == 0 ? m_axisLength : 0, axis == 1 ? m_axisLength : 0, axis == 2 ? m_axisLength : 0);
      box |= QRectF(p.at, QSizeF(1e-9, 1e-9));
    }
    const double marginX = 5 * m_style.fontSize;
    const double marginY = 2 * m_style.fontSize;
    m_scale = std::min(std::max(1.0, area.width() - 2 * marginX) / box.width(),
                       std::max(1.0, area.height() - 2 * marginY) / box.height());
    m_middle = box.center();
    m_center = {area.width() / 2, area.height() / 2};
    m_points.reserve(static_cast<std::size_t>(m_data.coordinates.rows()));
    for (Index i = 0; i < m_data.coordinates.rows(); ++i) {
      m_points.push_back(onPage(m_data.coordinates(i, 0), m_data.coordinates(i, 1), m_data.coordinates(i, 2)));
    }
  }

  void addAxes() {
    const QPointF origin = onPage(0, 0, 0).at;
    for (int axis = 0; axis < axes(); ++axis) {
      const QPointF end =
          onPage(axis == 0 ? m_axisLength : 0, axis == 1 ? m_axisLength : 0, axis == 2 ? m_axisLength : 0).at;
      m_figure.items.push_back(LineItem{origin, end, m_theme.quietText, 1, false});
      const QString name = embeddingAxisName(m_data.method, m_data.axes, m_data.variance,
                                             static_cast<std::size_t>(axis), m_style.language);
      if (!name.isEmpty()) placeAxisName(name, origin, end);
    }
    m_figure.items.push_back(CircleItem{origin, 2.5, m_theme.quietText});
  }

  void placeAxisName(const QString& name, QPointF origin, QPointF end) {
    const double width = textWidth(name, m_metrics.small);
    const double height = m_metrics.small.size * 1.2;
    const QPointF way = end - origin;
    const double length = std::max(1e-6, std::hypot(way.x(), way.y()));
    QPointF center = end + QPointF(way.x() / length * (width / 2 + 6), way.y() / length * (height / 2 + 5));
    center.setX(std::clamp(center.x(), width / 2, std::max(width / 2, m_figure.size.width() - width / 2)));
    center.setY(std::clamp(center.y(), height / 2, std::max(height / 2, m_figure.size.height() - height / 2)));
    m_taken.push_back(QRectF(center.x() - width / 2, center.y() - height / 2, width, height));
    m_names.push_back(
        TextItem{center, name, m_metrics.small, m_theme.quietText, HorizontalAnchor::Center, VerticalAnchor::Middle});
  }

  [[nodiscard]] int axes() const { return m_data.isFlat ? 2 : 3; }

  void addPaths() {
    for (const std::vector<int>& path : m_data.paths) {
      for (std::size_t i = 1; i < path.size(); ++i) {
        const QPointF from = m_points[static_cast<std::size_t>(path[i - 1])].at;
        m_figure.items.push_back(LineItem{from, m_points[static_cast<std::size_t>(path[i])].at, m_theme.bar, 1});
      }
    }
  }

  /// In the upper left corner; labels keep away from it.
  void addLegend() {
    const std::vector<LegendEntry> legend = legendOf(m_data.coloring, m_theme, m_style.language);
    const double line = m_metrics.small.size * 1.5;
    for (std::size_t i = 0; i < legend.size(); ++i) {
      const double y = line * (static_cast<double>(i) + 0.7);
      const double width = textWidth(legend[i].name, m_metrics.small);
      QColor ground = m_theme.background;
      ground.setAlpha(200);
      const QRectF row(0, y - line / 2, width + 22, line);
      m_taken.push_back(row);
      m_figure.items.push_back(RectItem{row, ground});
      m_figure.items.push_back(CircleItem{{8, y}, 4, legend[i].color});
      m_figure.items.push_back(TextItem{
          {18, y}, legend[i].name, m_metrics.small, m_theme.text, HorizontalAnchor::Left, VerticalAnchor::Middle});
    }
  }

  /// Far points first and paler.
  void addPoints() {
    std::vector<int> order(m_points.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
      return m_points[static_cast<std::size_t>(a)].depth < m_points[static_cast<std::size_t>(b)].depth;
    });
    std::vector<bool> highlighted(m_points.size());
    for (const int index : m_data.highlighted) {
      if (index >= 0 && index < static_cast<int>(m_points.size())) highlighted[static_cast<std::size_t>(index)] = true;
    }
    const double near = order.empty() ? 0 : m_points[static_cast<std::size_t>(order.back())].depth;
    const double far = order.empty() ? 0 : m_points[static_cast<std::size_t>(order.front())].depth;
    const double radius = m_points.size() > 500 ? 1.4 : isSmallTable() ? 3.5 : 2.2;
    const double faintest = isSmallTable() ? 0.7 : 0.35;  // each of few is looked at
    const std::vector<QColor> colors = pointColors(m_data.coloring, m_points.size(), m_theme);
    addPaths();
    for (const int index : order) {
      const Projected& point = m_points[static_cast<std::size_t>(index)];
      if (highlighted[static_cast<std::size_t>(index)]) continue;
      QColor color = m_theme.isDark ? m_theme.quietText : m_theme.bar;
      if (!colors.empty()) color = colors[static_cast<std::size_t>(index)];
      const double share = near > far ? (point.depth - far) / (near - far) : 1;
      color.setAlphaF(static_cast<float>(faintest + (0.85 - faintest) * share));
      m_figure.items.push_back(CircleItem{point.at, radius, color});
      addHotArea(index);
    }
    for (const int index : order) {
      if (!highlighted[static_cast<std::size_t>(index)]) continue;
      const QPointF at = m_points[static_cast<std::size_t>(index)].at;
      const QColor color = colors.empty() ? m_theme.accent : colors[static_cast<std::size_t>(index)];
      m_figure.items.push_back(CircleItem{at, 4.5, color, m_theme.halo, 1.5});
      m_taken.push_back(QRectF(at.x() - 6, at.y() - 6, 12, 12));
      addHotArea(index);
    }
    for (const TextItem& name : m_names) m_figure.items.push_back(name);
  }

  void addHotArea(int index) {
    const QPointF at = m_points[static_cast<std::size_t>(index)].at;
    m_figure.hotAreas.push_back(HotArea{FigureHit::Kind::Point, QRectF(at.x() - 5, at.y() - 5, 10, 10), index});
  }

  void addLabels() {
    for (const int index : m_data.highlighted) {
      if (index < 0 || index >= static_cast<int>(m_points.size())) continue;
      if (std::count(m_labelled.begin(), m_labelled.end(), index) > 0) continue;  // a word twice in the prompt
      m_labelled.push_back(index);
      addLabel(labelOf(index), m_points[static_cast<std::size_t>(index)].at);
    }
    for (int index = 0; isSmallTable() && index < static_cast<int>(m_points.size()); ++index) {
      if (std::count(m_labelled.begin(), m_labelled.end(), index) == 0) {
        addLabel(labelOf(index), m_points[static_cast<std::size_t>(index)].at);
      }
    }
  }

  [[nodiscard]] bool isSmallTable() const {
    return m_data.space.kind == EmbeddingFigure::Space::Kind::Table && m_points.size() <= kAllLabelled;
  }

  [[nodiscard]] QString labelOf(int index) const {
    const auto at = static_cast<std::size_t>(index);
    return visibleToken(m_data.labels[at]) + (m_data.promptOf.empty() ? QString() : promptMark(m_data.promptOf[at]));
  }

  /// The nearest place on widening rings that covers no label, point or axis name; a thin line where it is far.
  void addLabel(const QString& text, QPointF point) {
    const double width = textWidth(text, m_metrics.strong) + 4;
    const double height = m_metrics.strong.size * 1.25;
    QRectF chosen;
    for (int ring = 0; ring < 6 && chosen.isNull(); ++ring) {
      for (const int angle : {0, 180, -45, -135, 45, 135, -90, 90}) {
        const double radians = angle * M_PI / 180;
        const double distance = 8 + ring * height * 0.9;
        const QPointF center =
            point + QPointF(std::cos(radians) * (distance + width / 2), std::sin(radians) * (distance + height / 2));
        const QRectF rect(center.x() - width / 2, center.y() - height / 2, width, height);
        const bool inside = QRectF(QPointF(0, 0), m_figure.size).contains(rect);
        const bool free =
            std::none_of(m_taken.begin(), m_taken.end(), [&](const QRectF& r) { return r.intersects(rect); });
        if (inside && free) {
          chosen = rect;
          if (ring > 0) m_figure.items.push_back(LineItem{point, nearestOn(rect, point), m_theme.accent, 0.8});
          break;
        }
      }
    }
    if (chosen.isNull()) return;  // no room: the point stays marked, its tool tip has the word
    m_taken.push_back(chosen);
    QColor ground = m_theme.background;
    ground.setAlpha(200);
    m_figure.items.push_back(RectItem{chosen, ground});
    m_figure.items.push_back(TextItem{chosen.center(), text, m_metrics.strong, m_theme.text, HorizontalAnchor::Center,
                                      VerticalAnchor::Middle});
  }

  static QPointF nearestOn(const QRectF& rect, QPointF point) {
    return {std::clamp(point.x(), rect.left(), rect.right()), std::clamp(point.y(), rect.top(), rect.bottom())};
  }

  const EmbeddingFigure& m_data;
  const FigureStyle& m_style;
  const Theme& m_theme;
  FigureMetrics m_metrics;
  Figure m_figure;
  std::vector<Projected> m_points;
  std::vector<QRectF> m_taken;
  std::vector<TextItem> m_names;
  std::vector<int> m_labelled;
  QPointF m_center, m_middle;
  double m_scale = 1, m_axisLength = 1;
};

}  // namespace

Figure buildEmbedding(const EmbeddingFigure& data, const FigureStyle& style) {
  return EmbeddingBuilder(data, style).build();
}

}  // namespace headlight
