// One head as a labelled heatmap: queries down, keys across.

#include <algorithm>
#include <cmath>

#include "charts/figure_frame.h"

namespace headlight {
namespace {

constexpr double kSlant = 45;
constexpr int kLongestLabel = 24;  // characters; the whole text is in the tool tip and in the CSV
constexpr int kMostRectangles = 64 * 64;

QStringList shownLabels(const std::vector<std::string>& labels) {
  QStringList shown;
  for (const std::string& label : labels) {
    QString text = visibleToken(label);
    if (text.size() > kLongestLabel) text = text.left(kLongestLabel - 1) + QChar(0x2026);
    shown << text;
  }
  return shown;
}

class AttentionBuilder {
 public:
  AttentionBuilder(const AttentionFigure& data, const FigureStyle& style)
      : m_data(data),
        m_style(style),
        m_theme(*style.theme),
        m_metrics(style.fontSize),
        m_rows(static_cast<int>(data.weights.rows())),
        m_columns(static_cast<int>(data.weights.cols())),
        m_queries(shownLabels(data.queryLabels)),
        m_keys(shownLabels(data.keyLabels)) {}

  Figure build() {
    const FrameTexts texts{title(), m_style.texts.describeAttention.arg(m_rows).arg(m_columns), &m_data.badge,
                           &m_data.source};
    layOut(contentArea(m_style, texts));
    addMatrix();
    addLabels();
    addColorBar();
    addSelection();
    addHotAreas();
    return framed(std::move(m_figure), m_style, texts);
  }

 private:
  [[nodiscard]] QString title() const {
    const QString& name = attentionName(m_style.texts, m_data.side);
    if (m_data.head < 0) return m_style.texts.attentionMean.arg(name).arg(m_data.layer);
    return m_style.texts.attentionHead.arg(name).arg(m_data.layer).arg(m_data.head);
  }

  [[nodiscard]] bool isMasked(int row, int column) const {
    return m_data.causal && column > row + (m_columns - m_rows);
  }

  [[nodiscard]] double highest() const {
    if (!m_style.fittedColors) return 1;
    double high = 0;
    for (int row = 0; row < m_rows; ++row) {
      for (int column = 0; column < m_columns; ++column) {
        if (!isMasked(row, column)) high = std::max(high, double(m_data.weights(row, column)));
      }
    }
    return high > 0 ? high : 1;
  }

  [[nodiscard]] static double widest(const QStringList& labels, const TextStyle& style) {
    double width = 0;
    for (const QString& label : labels) width = std::max(width, textWidth(label, style));
    return width;
  }

  /// Chooses the cell's size, then whether key labels stand straight or slanted.
  void layOut(QSizeF area) {
    m_high = highest();
    m_axis = m_metrics.line;
    m_left = m_axis + widest(m_queries, m_metrics.strong) + m_metrics.gap;
    const double keyWidth = widest(m_keys, m_metrics.strong);
    m_barLeft = m_metrics.margin;
    m_right =
        m_barLeft + m_metrics.label.size + m_metrics.gap / 2 +
        std::max({textWidth(formatNumber(m_high), m_metrics.small), textWidth(m_style.texts.masked, m_metrics.small),
                  textWidth(m_style.texts.weight, m_metrics.small)});
    const double slantedTop = keyWidth * std::sin(kSlant * M_PI / 180) + m_metrics.label.size;
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
    const double overhang = m_slanted ? keyWidth * std::cos(kSlant * M_PI / 180) - m_cell / 2 + 4 : 0;
    m_figure.size = {m_matrix.right() + std::max(m_right, overhang),
                     std::max(m_matrix.bottom(), m_top + barHeight()) + 2};
  }

  [[nodiscard]] double fittingCell(QSizeF area) const {
    double cell = (area.width() - m_left - m_right) / std::max(1, m_columns);
    if (area.height() > 0) cell = std::min(cell, (area.height() - m_top - 2) / std::max(1, m_rows));
    cell = std::clamp(cell, 3.0, 5 * m_style.fontSize);
    return cell >= 5 ? std::floor(cell) : cell;
  }

  /// Colour bar, its limits and the sample of what is masked.
  [[nodiscard]] double barHeight() const { return std::max(m_cell * m_rows, 8 * m_metrics.label.size); }

  void addMatrix() {
    if (m_data.causal && m_rows > 0) addHatch();
    const QImage image = sequentialImage(m_data.weights, 0, m_high, m_theme.isDark, m_data.causal, m_style.colorMap);
    m_figure.items.push_back(ImageItem{m_matrix, image, m_rows * m_columns <= kMostRectangles});
    m_figure.items.push_back(RectItem{m_matrix, Qt::transparent, m_theme.grid, 1});
  }

  /// The staircase above the diagonal.
  void addHatch() {
    QPolygonF region;
    const int first = m_columns - m_rows + 1;  // columns that the first row sees
    for (int row = 0; row < m_rows; ++row) {
      const double x = m_matrix.left() + std::min(first + row, m_columns) * m_cell;
      region << QPointF(x, m_matrix.top() + row * m_cell) << QPointF(x, m_matrix.top() + (row + 1) * m_cell);
    }
    region << m_matrix.topRight();
    if (m_rows > 1) m_figure.items.push_back(HatchItem{region, m_theme.masked, 6, 1});
  }

  void addLabels() {
    const int step = std::max(1, static_cast<int>(std::ceil(m_metrics.label.size * 1.15 / m_cell)));
    for (int row = 0; row < m_rows; ++row) {
      if (!isShown(row, step, m_style.selectedQuery)) continue;
      addLabel(m_queries.value(row), {m_left - m_metrics.gap * 0.75, m_matrix.top() + (row + 0.5) * m_cell},
               row == m_style.selectedQuery, HorizontalAnchor::Right, 0);
    }
    const double bottom = m_matrix.top() - m_metrics.gap * (m_slanted ? 0.85 : 0.6);
    for (int column = 0; column < m_columns; ++column) {
      if (!isShown(column, m_slanted ? step : 1, m_style.selectedKey)) continue;
      const double center = m_matrix.left() + (column + 0.5) * m_cell;
      const bool chosen = column == m_style.selectedKey;
      if (m_slanted) {
        addLabel(m_keys.value(column), {center, bottom - 1}, chosen, HorizontalAnchor::Left, -kSlant);
      } else {
        addLabel(m_keys.value(column), {center, bottom - capHeight(m_metrics.label) / 2}, chosen,
                 HorizontalAnchor::Center, 0);
      }
    }
    addLabel(m_style.texts.query, {m_metrics.label.size * 0.6, m_matrix.center().y()}, false, HorizontalAnchor::Center,
             -90, true);
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

  void addColorBar() {
    constexpr int kSteps = 64;
    const double x = m_matrix.right() + m_barLeft;
    const double width = m_metrics.label.size;
    const double captions = m_metrics.line * 2.2;  // the name above nothing, the masked sample below
    const double height = std::min(barHeight() - (m_data.causal ? captions : 0), 18 * m_metrics.label.size);
    const QRectF bar(x, m_matrix.top(), width, height);
    QImage image(1, kSteps, QImage::Format_ARGB32);
    for (int i = 0; i < kSteps; ++i) {
      image.setPixelColor(0, i, sequentialColor(1 - (i + 0.5) / kSteps, m_theme.isDark, m_style.colorMap));
    }
    m_figure.items.push_back(ImageItem{bar, image, true});
    m_figure.items.push_back(RectItem{bar, Qt::transparent, m_theme.grid, 1});
    const double textLeft = bar.right() + m_metrics.gap / 2;
    const double inset = capHeight(m_metrics.small) / 2;
    addSmall(m_style.fittedColors ? formatNumber(m_high) : QStringLiteral("1"), {textLeft, bar.top() + inset});
    addSmall(QStringLiteral("0"), {textLeft, bar.bottom() - inset});
    addSmall(m_style.texts.weight, {textLeft, bar.center().y()});
    if (m_data.causal) addMaskedSample(x, bar.bottom() + m_metrics.line * 0.7, textLeft);
  }

  void addMaskedSample(double x, double y, double textLeft) {
    const QRectF sample(x, y, m_metrics.label.size, m_metrics.label.size);
    m_figure.items.push_back(HatchItem{QPolygonF(sample), m_theme.masked, 6, 1});
    m_figure.items.push_back(RectItem{sample, Qt::transparent, m_theme.grid, 1});
    addSmall(m_style.texts.masked, {textLeft, sample.center().y()});
  }

  void addSmall(const QString& text, QPointF at) {
    m_figure.items.push_back(
        TextItem{at, text, m_metrics.small, m_theme.quietText, HorizontalAnchor::Left, VerticalAnchor::Middle});
  }

  void addSelection() {
    const Index query = m_style.selectedQuery;
    const Index key = m_style.selectedKey;
    const bool row = query >= 0 && query < m_rows;
    const bool column = key >= 0 && key < m_columns;
    const double left = m_matrix.left() + static_cast<double>(key) * m_cell;
    const double top = m_matrix.top() + static_cast<double>(query) * m_cell;
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
    HotArea queries{FigureHit::Kind::Query, QRectF(m_axis, m_matrix.top(), m_left - m_axis, m_matrix.height()), 0, -1};
    queries.rows = m_rows;
    HotArea keys{FigureHit::Kind::Key, QRectF(m_matrix.left(), m_axis, m_matrix.width(), m_matrix.top() - m_axis), 0,
                 -1};
    keys.columns = m_columns;
    m_figure.hotAreas.push_back(queries);
    m_figure.hotAreas.push_back(keys);
    m_figure.hotAreas.push_back(HotArea{FigureHit::Kind::Cell, m_matrix, 0, 0, m_rows, m_columns, m_data.causal});
  }

  const AttentionFigure& m_data;
  const FigureStyle& m_style;
  const Theme& m_theme;
  FigureMetrics m_metrics;
  int m_rows, m_columns;
  QStringList m_queries, m_keys;
  Figure m_figure;
  QRectF m_matrix;
  double m_high = 1, m_axis = 0, m_left = 0, m_right = 0, m_top = 0, m_cell = 1, m_barLeft = 0;
  bool m_slanted = false;
};

}  // namespace

Figure buildAttention(const AttentionFigure& data, const FigureStyle& style) {
  return AttentionBuilder(data, style).build();
}

}  // namespace headlight
