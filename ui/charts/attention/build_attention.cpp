// One head as a labelled heatmap: queries down, keys across.

#include <algorithm>
#include <cmath>

#include "analysis/attention/rest_shares.h"
#include "charts/attention/attention_builders.h"
#include "charts/attention/head_grid.h"
#include "charts/look/badge.h"
#include "charts/look/heatmap.h"
#include "charts/texts/attention_texts.h"
#include "figures/attention/attention_figure.h"

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
    const FrameTexts texts{title(), description(), m_data};
    const double largest = std::max(m_data.fittedTo, largestShown(m_values, m_data.causal));
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
    const QString& name = attentionName(attentionTexts(m_style.language), m_data.side);
    const bool exact = m_data.measure == AttentionMeasure::Weights && m_data.badge.kind == Badge::Kind::Exact;
    if (exact && m_data.layer >= 0 && m_data.head >= 0) {
      return attentionTexts(m_style.language).attentionHead.arg(name).arg(m_data.layer).arg(m_data.head);
    }
    const bool wholeLayer = m_data.badge.kind == Badge::Kind::MeanOfHeads && m_data.badge.which.empty();
    QStringList parts;
    if (wholeLayer && m_data.layer >= 0) {
      parts << attentionTexts(m_style.language).attentionMean.arg(name).arg(m_data.layer);
    } else {
      parts << name;
      if (m_data.layer >= 0) parts << attentionTexts(m_style.language).partLayer.arg(m_data.layer);
      if (m_data.head >= 0) parts << attentionTexts(m_style.language).partHead.arg(m_data.head);
      Badge combination = m_data.badge;
      combination.measure = AttentionMeasure::Weights;
      if (combination.kind != Badge::Kind::Exact) parts << badgeText(combination, m_style.language);
    }
    parts << measureParts(m_data.measure, m_style.language);
    return parts.join(QStringLiteral(" · "));
  }

  [[nodiscard]] QString description() const {
    const AttentionTexts& t = attentionTexts(m_style.language);
    QString text = t.describeAttention.arg(m_rows).arg(m_columns);
    const bool isWhole = m_columns == m_data.weights.cols();
    if (isWhole && rowsSumToOne(m_data)) text += QLatin1Char(' ') + t.describeRowSums;
    if (m_data.sinkHidden) text += QLatin1Char(' ') + sinkNote();
    return text;
  }

  [[nodiscard]] QString sinkNote() const {
    return QString(attentionTexts(m_style.language).sinkNote).replace(QStringLiteral("%1"), m_keys.value(0));
  }

  void layOut(QSizeF area) {
    m_axis = m_metrics.line;
    m_left = leftOf(m_metrics);
    const double keyWidth = widestLabel(m_keys, m_metrics.strong);
    m_barLeft = m_metrics.margin;
    m_right = m_barLeft + colorBarWidth(m_scale, m_legend, m_style);
    m_cell = m_rows <= 12 ? 36 : m_rows <= 32 ? 22 : 12;
    if (area.width() > 0) m_cell = chosenCell(area, m_style);
    if (isOnScreen(area)) {
      const double least = leastCell(std::max(m_rows, m_columns), m_metrics.label);
      m_cell = std::floor(sizeOnScreen(m_cell, chosenCell(area, atNormalSize(m_style)), least, m_style));
    }
    m_slanted = keyWidth + 6 > m_cell;
    m_top = topFor(m_slanted, m_metrics);
    m_matrix = QRectF(m_left, m_top, m_cell * m_columns, m_cell * m_rows);
    m_grid = {m_matrix, QSizeF(m_cell, m_cell), m_cells};
    const double overhang = m_slanted ? slantedOverhang(keyWidth) - m_cell / 2 + 4 : 0;
    m_figure.size = {m_matrix.right() + std::max(m_right, overhang),
                     std::max(m_matrix.bottom(), m_top + barHeight()) + 2};
  }

  [[nodiscard]] double leftOf(const FigureMetrics& metrics) const {
    return metrics.line + widestLabel(m_queries, metrics.strong) + metrics.gap;
  }

  [[nodiscard]] double topFor(bool isSlanted, const FigureMetrics& metrics) const {
    const double labels = isSlanted ? slantedHeight(widestLabel(m_keys, metrics.strong), metrics.label)
                                    : metrics.label.size + metrics.gap;
    return metrics.line + labels;
  }

  /// The largest cell that fits with letters of that style; level labels of keys leave it more room.
  [[nodiscard]] double chosenCell(QSizeF area, const FigureStyle& style) const {
    const FigureMetrics metrics(style.fontSize);
    const double slanted = fittingCell(area, true, style);
    const double keyWidth = widestLabel(m_keys, metrics.strong);
    if (keyWidth + 6 > slanted) return slanted;
    const double level = fittingCell(area, false, style);
    return keyWidth + 6 > level ? slanted : level;
  }

  [[nodiscard]] double fittingCell(QSizeF area, bool isSlanted, const FigureStyle& style) const {
    const FigureMetrics metrics(style.fontSize);
    const double right = metrics.margin + colorBarWidth(m_scale, m_legend, style);
    double cell = (area.width() - leftOf(metrics) - right) / std::max(1, m_columns);
    if (area.height() > 0)
      cell = std::min(cell, (area.height() - topFor(isSlanted, metrics) - 2) / std::max(1, m_rows));
    cell = std::clamp(cell, 3.0, 5 * style.fontSize);
    return cell >= 5 ? std::floor(cell) : cell;
  }

  /// Colour bar, its limits and the samples of what is no number.
  [[nodiscard]] double barHeight() const {
    return std::max(m_cell * m_rows, colorBarHeight(m_scale, m_legend, m_style));
  }

  void addMatrix() {
    HeatmapCells cells;
    cells.image = m_scale.image(m_values, m_data.causal, m_style).copy(m_cells);
    cells.asRectangles = m_rows * m_columns <= kMostRectangles;
    cells.rows = static_cast<int>(m_values.rows());
    cells.columns = static_cast<int>(m_values.cols());
    cells.isMasked = m_data.causal && m_rows > 0;
    cells.isFirstColumnLeftOut = m_data.sinkHidden;
    addCells(m_figure, m_grid, cells, m_theme);
  }

  void addLabels() {
    HeatmapLabels labels{m_queries, m_metrics.label, m_theme.text};
    labels.step = labelStep(m_metrics.label.size * 1.15, m_cell);
    labels.chosen = m_style.selectedQuery;
    labels.at = m_left - m_metrics.gap * 0.75;
    addRowLabels(m_figure, m_grid, labels, m_theme);
    labels.texts = m_keys;
    labels.chosen = m_style.selectedKey;
    labels.isSlanted = m_slanted;
    if (!m_slanted) labels.step = 1;
    const double bottom = m_matrix.top() - m_metrics.gap * (m_slanted ? 0.85 : 0.6);
    labels.at = m_slanted ? bottom - 1 : bottom - capHeight(m_metrics.label) / 2;
    addColumnLabels(m_figure, m_grid, labels, m_theme);
    const AttentionTexts& texts = attentionTexts(m_style.language);
    const QString rest = m_data.sinkHidden ? QStringLiteral(" · ") + texts.ofTheRest : QString();
    const double edge = m_metrics.label.size * 0.6;
    addRowTitle(m_figure, texts.query + rest, m_metrics.label, {edge, m_matrix.center().y()}, m_theme);
    addColumnTitle(m_figure, texts.key, m_metrics.label, {m_matrix.center().x(), edge}, m_theme);
  }

  void addSelection() {
    const Index query = m_style.selectedQuery;
    const Index key = m_style.selectedKey;
    const bool row = m_grid.hasRow(query), column = m_grid.hasColumn(key);
    if (row) addAccentOutline(m_figure, m_grid.rowRect(query), m_theme, column ? 1 : 2);
    if (column) addAccentOutline(m_figure, m_grid.columnRect(key), m_theme, row ? 1 : 2);
    if (row && column) addAccentOutline(m_figure, m_grid.cellRect(query, key), m_theme, 3);
    // With the label of the row; of a row alone its beginning.
    const QRectF label(m_axis, m_grid.yOf(double(row ? query : 0)), m_left - m_axis, m_cell);
    if (row)
      m_figure.selected = column ? m_grid.cellRect(query, key) : label.united(m_grid.cellRect(query, m_cells.left()));
  }

  void addHotAreas() {
    addRowAreas(m_figure, m_grid, {m_axis, m_matrix.top(), m_left - m_axis, m_matrix.height()});
    addColumnAreas(m_figure, m_grid, {m_matrix.left(), m_axis, m_matrix.width(), m_matrix.top() - m_axis});
    addCellAreas(m_figure, m_grid, m_data.causal, static_cast<int>(m_values.rows()), static_cast<int>(m_values.cols()));
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
  HeatmapGrid m_grid;
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
