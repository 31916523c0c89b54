// One head as a labelled heatmap: queries down, keys across.

#include <algorithm>
#include <cmath>

#include "analysis/attention/rest_shares.h"
#include "charts/look/badge.h"
#include "charts/look/color_bar.h"

namespace headlight {
namespace {

constexpr int kMostRectangles = 64 * 64;

QRect shownCells(const AttentionFigure& data, const FigureStyle& style) {
  const QRect all(0, 0, static_cast<int>(data.weights.cols()), static_cast<int>(data.weights.rows()));
  const QRect part = style.cells & all;
  return part.isEmpty() ? all : part;
}

class AttentionBuilder {
 public:
  AttentionBuilder(const AttentionFigure& data, const FigureStyle& style)
      : m_data(data),
        m_style(style),
        m_shares(data.sinkHidden ? sharesOfRest(data.weights) : Matrix<float>()),
        m_values(data.sinkHidden ? m_shares : data.weights),
        m_theme(*style.theme),
        m_metrics(style.fontSize),
        m_cells(shownCells(data, style)),
        m_rows(m_cells.height()),
        m_columns(m_cells.width()),
        m_queries(shownLabels(data.queryLabels)),
        m_keys(shownLabels(data.keyLabels)) {}

  Figure build() {
    const FrameTexts texts{title(), description(), &m_data.badge, &m_data.source};
    const double largest = largestShown(m_values, m_data.causal);
    m_scale = attentionScale(m_data.measure, m_data.sinkHidden, m_data.limits, largest, m_style);
    m_legend.masked = m_data.causal;
    m_legend.leftOut = m_data.sinkHidden;
    layOut(contentArea(m_style, texts));
    addMatrix();
    addLabels();
    addColorBar(m_figure, m_scale, m_legend, m_style, {m_matrix.right() + m_barLeft, m_matrix.top()}, barHeight());
    addSelection();
    addHotAreas();
    return framed(std::move(m_figure), m_style, texts);
  }

 private:
  [[nodiscard]] QString title() const {
    const QString& name = attentionName(m_style.texts, m_data.side);
    const bool exact = m_data.measure == AttentionMeasure::Weights && m_data.badge.kind == Badge::Kind::Exact;
    if (exact && m_data.layer >= 0 && m_data.head >= 0) {
      return m_style.texts.attentionHead.arg(name).arg(m_data.layer).arg(m_data.head);
    }
    const bool wholeLayer = m_data.badge.kind == Badge::Kind::MeanOfHeads && m_data.badge.which.empty();
    QStringList parts;
    if (wholeLayer && m_data.layer >= 0) {
      parts << m_style.texts.attentionMean.arg(name).arg(m_data.layer);
    } else {
      parts << name;
      if (m_data.layer >= 0) parts << m_style.texts.partLayer.arg(m_data.layer);
      if (m_data.head >= 0) parts << m_style.texts.partHead.arg(m_data.head);
      Badge combination = m_data.badge;
      combination.measure = AttentionMeasure::Weights;
      if (combination.kind != Badge::Kind::Exact) parts << badgeText(combination, m_style.texts);
    }
    if (m_data.measure == AttentionMeasure::ValueWeighted) parts << m_style.texts.badgeValueWeighted;
    if (m_data.measure == AttentionMeasure::Rollout) parts << m_style.texts.badgeRollout;
    return parts.join(QStringLiteral(" · "));
  }

  [[nodiscard]] QString description() const {
    QString text = m_style.texts.describeAttention.arg(m_rows).arg(m_columns);
    if (m_data.sinkHidden) text += QLatin1Char(' ') + sinkNote();
    return text;
  }

  [[nodiscard]] QString sinkNote() const {
    return QString(m_style.texts.sinkNote).replace(QStringLiteral("%1"), m_keys.value(0));
  }

  [[nodiscard]] static double widest(const QStringList& labels, const TextStyle& style) {
    double width = 0;
    for (const QString& label : labels) width = std::max(width, textWidth(label, style));
    return width;
  }

  /// Chooses the cell's size, then whether key labels stand straight or slanted.
  void layOut(QSizeF area) {
    m_axis = m_metrics.line;
    m_left = m_axis + widest(m_queries, m_metrics.strong) + m_metrics.gap;
    const double keyWidth = widest(m_keys, m_metrics.strong);
    m_barLeft = m_metrics.margin;
    m_right = m_barLeft + colorBarWidth(m_scale, m_legend, m_style);
    const double slantedTop = keyWidth * std::sin(kLabelSlant * M_PI / 180) + m_metrics.label.size;
    m_top = m_axis + slantedTop;
    m_cell = m_rows <= 12 ? 36 : m_rows <= 32 ? 22 : 12;
    if (area.width() > 0) m_cell = fittingCell(area);
    m_slanted = keyWidth + 6 > m_cell;
    if (!m_slanted) {
      m_top = m_axis + m_metrics.label.size + m_metrics.gap;
      if (area.width() > 0) m_cell = fittingCell(area);
      if (keyWidth + 6 > m_cell) {  // the cells that grew are still too narrow
        m_slanted = true;
        m_top = m_axis + slantedTop;
      }
    }
    m_matrix = QRectF(m_left, m_top, m_cell * m_columns, m_cell * m_rows);
    const double overhang = m_slanted ? keyWidth * std::cos(kLabelSlant * M_PI / 180) - m_cell / 2 + 4 : 0;
    m_figure.size = {m_matrix.right() + std::max(m_right, overhang),
                     std::max(m_matrix.bottom(), m_top + barHeight()) + 2};
  }

  [[nodiscard]] double fittingCell(QSizeF area) const {
    double cell = (area.width() - m_left - m_right) / std::max(1, m_columns);
    if (area.height() > 0) cell = std::min(cell, (area.height() - m_top - 2) / std::max(1, m_rows));
    cell = std::clamp(cell, 3.0, 5 * m_style.fontSize);
    return cell >= 5 ? std::floor(cell) : cell;
  }

  /// Colour bar, its limits and the samples of what is no number.
  [[nodiscard]] double barHeight() const {
    return std::max(m_cell * m_rows, colorBarHeight(m_scale, m_legend, m_style));
  }

  void addMatrix() {
    if (m_data.causal && m_rows > 0) addMaskedPart();
    const QImage image = m_scale.image(m_values, m_data.causal, m_style).copy(m_cells);
    m_figure.items.push_back(ImageItem{m_matrix, image, m_rows * m_columns <= kMostRectangles});
    if (m_data.sinkHidden && m_columns > 0 && m_cells.left() == 0) {
      addLeftOut(m_figure, QRectF(m_matrix.topLeft(), QSizeF(m_cell, m_matrix.height())), m_theme);
    }
    m_figure.items.push_back(RectItem{m_matrix, Qt::transparent, m_theme.grid, 1});
  }

  /// What is masked in all cells, cut to those that are shown.
  void addMaskedPart() {
    const auto rows = static_cast<int>(m_values.rows()), columns = static_cast<int>(m_values.cols());
    const QRectF all(m_matrix.left() - m_cells.left() * m_cell, m_matrix.top() - m_cells.top() * m_cell,
                     columns * m_cell, rows * m_cell);
    const bool isPart = m_rows < rows || m_columns < columns;
    if (isPart) m_figure.items.push_back(BeginClip{QPolygonF(m_matrix)});
    addMasked(m_figure, all, rows, columns, m_theme);
    if (isPart) m_figure.items.push_back(EndClip{});
  }

  [[nodiscard]] double xOf(double key) const { return m_matrix.left() + (key - m_cells.left()) * m_cell; }
  [[nodiscard]] double yOf(double query) const { return m_matrix.top() + (query - m_cells.top()) * m_cell; }

  void addLabels() {
    const int step = std::max(1, static_cast<int>(std::ceil(m_metrics.label.size * 1.15 / m_cell)));
    for (int row = m_cells.top(); row <= m_cells.bottom(); ++row) {
      if (!isShown(row, step, m_style.selectedQuery)) continue;
      addLabel(m_queries.value(row), {m_left - m_metrics.gap * 0.75, yOf(row + 0.5)}, row == m_style.selectedQuery,
               HorizontalAnchor::Right, 0);
    }
    const double bottom = m_matrix.top() - m_metrics.gap * (m_slanted ? 0.85 : 0.6);
    for (int column = m_cells.left(); column <= m_cells.right(); ++column) {
      if (!isShown(column, m_slanted ? step : 1, m_style.selectedKey)) continue;
      const double center = xOf(column + 0.5);
      const bool chosen = column == m_style.selectedKey;
      if (m_slanted) {
        addLabel(m_keys.value(column), {center, bottom - 1}, chosen, HorizontalAnchor::Left, -kLabelSlant);
      } else {
        addLabel(m_keys.value(column), {center, bottom - capHeight(m_metrics.label) / 2}, chosen,
                 HorizontalAnchor::Center, 0);
      }
    }
    const QString rest = m_data.sinkHidden ? QStringLiteral(" · ") + m_style.texts.ofTheRest : QString();
    addLabel(m_style.texts.query + rest, {m_metrics.label.size * 0.6, m_matrix.center().y()}, false,
             HorizontalAnchor::Center, -90, true);
    addLabel(m_style.texts.key, {m_matrix.center().x(), m_metrics.label.size * 0.6}, false, HorizontalAnchor::Center, 0,
             true);
  }

  /// Labels thin out where cells are narrower than a line; the chosen one is always there, its neighbours then not.
  static bool isShown(int index, int step, Index chosen) {
    if (index == chosen) return true;
    if (chosen >= 0 && std::abs(index - chosen) < step) return false;
    return index % step == 0;
  }

  void addLabel(const QString& text, QPointF at, bool chosen, HorizontalAnchor anchor, double angle,
                bool quiet = false) {
    TextItem item{at, text, chosen ? m_metrics.strong : m_metrics.label, m_theme.text, anchor, VerticalAnchor::Middle};
    if (chosen) item.color = m_theme.accent;
    if (quiet) item.color = m_theme.quietText;
    item.angle = angle;
    m_figure.items.push_back(item);
  }

  void addSelection() {
    const Index query = m_style.selectedQuery;
    const Index key = m_style.selectedKey;
    const bool row = query >= m_cells.top() && query <= m_cells.bottom();
    const bool column = key >= m_cells.left() && key <= m_cells.right();
    const double left = xOf(static_cast<double>(key));
    const double top = yOf(static_cast<double>(query));
    if (row) {
      addAccentOutline(m_figure, QRectF(m_matrix.left(), top, m_matrix.width(), m_cell), m_theme, column ? 1 : 2);
    }
    if (column) {
      addAccentOutline(m_figure, QRectF(left, m_matrix.top(), m_cell, m_matrix.height()), m_theme, row ? 1 : 2);
    }
    if (row && column) {
      addAccentOutline(m_figure, QRectF(left, top, m_cell, m_cell), m_theme, 3);
    }
  }

  void addHotAreas() {
    if (m_rows == 0 || m_columns == 0) return;
    HotArea queries{FigureHit::Kind::Row, QRectF(m_axis, m_matrix.top(), m_left - m_axis, m_matrix.height()),
                    m_cells.top(), -1};
    queries.rows = m_rows;
    HotArea keys{FigureHit::Kind::Column, QRectF(m_matrix.left(), m_axis, m_matrix.width(), m_matrix.top() - m_axis),
                 m_cells.left(), -1};
    keys.columns = m_columns;
    m_figure.hotAreas.push_back(queries);
    m_figure.hotAreas.push_back(keys);
    HotArea cells{FigureHit::Kind::Cell, m_matrix, m_cells.top(), m_cells.left(), m_rows, m_columns, m_data.causal};
    cells.ahead = static_cast<int>(m_values.cols() - m_values.rows());
    m_figure.hotAreas.push_back(cells);
  }

  const AttentionFigure& m_data;
  const FigureStyle& m_style;
  Matrix<float> m_shares;
  const Matrix<float>& m_values;  ///< what is drawn: the weights, or shares of the rest
  const Theme& m_theme;
  FigureMetrics m_metrics;
  QRect m_cells;  ///< shown
  int m_rows, m_columns;
  QStringList m_queries, m_keys;
  Figure m_figure;
  QRectF m_matrix;
  ColorScale m_scale;
  ScaleLegend m_legend;
  double m_axis = 0, m_left = 0, m_right = 0, m_top = 0, m_cell = 1, m_barLeft = 0;
  bool m_slanted = false;
};

}  // namespace

Figure buildAttention(const AttentionFigure& data, const FigureStyle& style) {
  return AttentionBuilder(data, style).build();
}

}  // namespace headlight
