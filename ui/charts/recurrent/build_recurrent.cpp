// A recurrent layer over time: a heatmap a value, units down, tokens across.

#include <algorithm>
#include <cmath>

#include "charts/look/heatmap.h"
#include "charts/recurrent/recurrent_builders.h"
#include "charts/texts/recurrent_texts.h"
#include "figures/badge.h"
#include "figures/recurrent/recurrent_figure.h"

namespace headlight {
namespace {

constexpr int kLongestTokenLabel = 16;  // characters
constexpr int kMostRectangles = 8192;   // on the whole figure; more cells are one crisp image a value
constexpr double kReadable = 10;        // pixels of a token's column, from which on values stand side by side

double largestOf(const RecurrentFigure& data, CellRange range) {
  double largest = 0;
  for (const RecurrentFigure::Part& part : data.parts) {
    if (rangeOf(part.value) != range || part.numbers.size() == 0) continue;
    largest = std::max(largest, double(part.numbers.cwiseAbs().maxCoeff()));
  }
  return largest;
}

/// The scale that all values of one range share; its name says which they are.
ColorScale scaleOf(const RecurrentFigure& data, CellRange range, const FigureStyle& style) {
  ColorScale scale;
  scale.isSigned = range != CellRange::Share;
  scale.isFitted = range == CellRange::Any || data.isFitted || style.fittedColors;
  const double largest = largestOf(data, range);
  scale.high = scale.isFitted && largest > 0 ? largest : 1;
  QStringList letters;
  for (const RecurrentFigure::Part& part : data.parts) {
    if (rangeOf(part.value) == range) letters << QLatin1String(letterOf(part.value));
  }
  (scale.isSigned ? scale.upper : scale.name) = letters.join(QStringLiteral(", "));
  return scale;
}

class RecurrentBuilder {
 public:
  RecurrentBuilder(const RecurrentFigure& data, const FigureStyle& style)
      : m_data(data),
        m_style(style),
        m_theme(*style.theme),
        m_metrics(style.fontSize),
        m_count(static_cast<int>(data.parts.size())),
        m_tokens(static_cast<int>(data.tokenLabels.size())),
        m_units(static_cast<int>(data.units.size())),
        m_labels(shownLabels(data.tokenLabels, kLongestTokenLabel)) {
    for (const CellRange range : {CellRange::Share, CellRange::Tanh, CellRange::Any}) {
      const auto is = [range](const RecurrentFigure::Part& part) { return rangeOf(part.value) == range; };
      if (std::any_of(data.parts.begin(), data.parts.end(), is))
        m_scales.emplace_back(range, scaleOf(data, range, style));
    }
  }

  Figure build() {
    const RecurrentTexts& t = recurrentTexts(m_style.language);
    QString title = t.overTime.arg(cellKindName(m_data.kind)).arg(m_data.layer);
    if (m_count == 1) title += QStringLiteral(" · ") + cellValueName(t, m_data.parts.front().value);
    const FrameTexts texts{title, t.describeOverTime.arg(m_count).arg(m_units).arg(m_tokens), m_data};
    layOut(contentArea(m_style, texts));
    for (int i = 0; i < m_count; ++i) addPart(i);
    addScales();
    addOrder();
    return framed(std::move(m_figure), m_style, texts);
  }

 private:
  // --- layout -------------------------------------------------------------------------------------------------------
  void layOut(QSizeF area) {
    const double widest = widestLabel(m_labels, m_metrics.small);
    m_labelHeight = slantedHeight(widest, m_metrics.small);
    m_overhang = slantedOverhang(widest);
    m_left =
        m_metrics.line + textWidth(QString::number(std::max(0, m_units - 1)), m_metrics.strong) + m_metrics.gap * 2;
    m_note = wrappedLines(m_data.order == RecurrentFigure::Order::Model ? recurrentTexts(m_style.language).modelOrder
                                                                        : recurrentTexts(m_style.language).mostChanging,
                          area.width() > 0 ? area.width() : 40 * m_style.fontSize, m_metrics.small);
    double barWidth = 0;
    for (const auto& [range, scale] : m_scales) barWidth = std::max(barWidth, colorBarWidth(scale, {}, m_style));
    m_right = m_metrics.margin + barWidth;
    chooseColumns(area.width() - m_left - std::max(m_right, m_overhang));
    chooseRowHeight(area.height());
    if (isOnScreen(area) && m_style.fontSize != kNormalFont) grow(area);
    const double right = m_left + m_columns * pitchX() - m_gap;
    m_barLeft = right + m_metrics.margin;
    m_figure.size = {std::max(right + m_right, right + m_overhang),
                     std::max(m_lines * pitchY(), scalesHeight()) + m_metrics.gap + noteHeight()};
  }

  /// Larger letters do not make cells smaller.
  void grow(QSizeF area) {
    const FigureStyle normal = atNormalSize(m_style);
    RecurrentBuilder usual(m_data, normal);
    usual.layOut(area);
    m_cell = {std::floor(sizeOnScreen(m_cell.width(), usual.m_cell.width(), m_cell.width(), m_style)),
              sizeOnScreen(m_cell.height(), usual.m_cell.height(), m_cell.height(), m_style)};
  }

  /// As many side by side as can be read: tokens apart, and a value's name over its heatmap.
  void chooseColumns(double room) {
    m_gap = m_metrics.margin;
    double name = 0;
    for (const RecurrentFigure::Part& part : m_data.parts) {
      name = std::max(name, textWidth(cellValueName(recurrentTexts(m_style.language), part.value), m_metrics.strong));
    }
    const double least = leastCell(m_tokens, m_metrics.small);
    const double readable = std::max({kReadable, least, std::ceil(name / std::max(1, m_tokens))});
    if (room <= 0) {  // an export: what the figure needs
      m_columns = m_count <= 3 ? m_count : (m_count + 1) / 2;
      m_cell.setWidth(std::max(m_tokens <= 16   ? 18.0
                               : m_tokens <= 32 ? 12.0
                               : m_tokens <= 64 ? 8.0
                                                : 4.0,
                               std::ceil(name / std::max(1, m_tokens))));
    } else {
      const auto cell = [&](int columns) { return ((room + m_gap) / columns - m_gap) / std::max(1, m_tokens); };
      m_columns = 1;
      while (m_columns < m_count && cell(m_columns + 1) >= readable) ++m_columns;
      const int lines = (m_count + m_columns - 1) / m_columns;
      m_columns = (m_count + lines - 1) / lines;
      const double width = std::max(least, std::clamp(cell(m_columns), 1.0, 3 * m_style.fontSize));
      m_cell.setWidth(width >= 4 ? std::floor(width) : width);
    }
    m_columns = std::max(1, m_columns);
    m_lines = (m_count + m_columns - 1) / m_columns;
  }

  void chooseRowHeight(double area) {
    const double natural = m_units <= 32 ? 10 : m_units <= 64 ? 6 : m_units <= 256 ? 3 : 2;
    const double least = m_units <= 512 ? 2 : 1;  // a row that cannot be hit is no row
    double height = natural;
    if (area > 0) {
      const double room = (area - m_metrics.gap - noteHeight()) / m_lines - above() - m_gap;
      height = std::clamp(std::floor(room / std::max(1, m_units)), least, 1.25 * m_style.fontSize);
    }
    m_cell.setHeight(height);
  }

  [[nodiscard]] double above() const { return m_metrics.line + m_labelHeight; }
  [[nodiscard]] double pitchX() const { return m_cell.width() * m_tokens + m_gap; }
  [[nodiscard]] double pitchY() const { return above() + m_cell.height() * m_units + m_gap; }
  [[nodiscard]] double noteHeight() const { return double(m_note.size()) * m_metrics.small.size * 1.4; }
  [[nodiscard]] QRectF boxOf(int part) const {
    return {m_left + (part % m_columns) * pitchX(), (part / m_columns) * pitchY() + above(), m_cell.width() * m_tokens,
            m_cell.height() * m_units};
  }
  [[nodiscard]] double scaleHeight(const ColorScale& scale) const {
    return colorBarHeight(scale, {}, m_style) + m_metrics.margin;
  }
  [[nodiscard]] double scalesHeight() const {
    double height = above();
    for (const auto& [range, scale] : m_scales) height += m_style.colorBar ? scaleHeight(scale) : 0;
    return height;
  }

  // --- drawing ------------------------------------------------------------------------------------------------------
  void addText(const QString& text, QPointF at, const TextStyle& style, const QColor& color,
               HorizontalAnchor anchor = HorizontalAnchor::Left, double angle = 0) {
    TextItem item{at, text, style, color, anchor, VerticalAnchor::Middle};
    item.angle = angle;
    m_figure.items.push_back(item);
  }

  void addPart(int index) {
    const RecurrentFigure::Part& part = m_data.parts[static_cast<std::size_t>(index)];
    const QRectF box = boxOf(index);
    const double titleY = box.top() - above() + m_metrics.line / 2;
    const QString name = elided(cellValueName(recurrentTexts(m_style.language), part.value), box.width() + m_gap * 0.75,
                                m_metrics.strong);
    addText(name, {box.left(), titleY}, m_metrics.strong, m_theme.text);
    m_figure.hotAreas.push_back(HotArea{FigureHit::Kind::Head,
                                        {box.left(), titleY - m_metrics.line / 2, box.width(), m_metrics.line},
                                        static_cast<int>(part.value),
                                        -1});
    const HeatmapGrid grid{box, m_cell, QRect(0, 0, m_tokens, m_units)};
    addTokens(grid);
    if (index % m_columns == 0) addUnits(grid);
    Matrix<float> shown(m_units, m_tokens);
    for (int row = 0; row < m_units; ++row) {
      shown.row(row) = part.numbers.col(m_data.units[static_cast<std::size_t>(row)]).transpose();
    }
    HeatmapCells cells;
    cells.image = scaleFor(part.value).image(shown, false, m_style);
    cells.asRectangles = m_units * m_tokens * m_count <= kMostRectangles;
    addCells(m_figure, grid, cells, m_theme);
    addCellAreas(m_figure, grid);
    addSelection(grid);
  }

  [[nodiscard]] const ColorScale& scaleFor(CellValue value) const {
    const auto found = std::find_if(m_scales.begin(), m_scales.end(),
                                    [value](const auto& one) { return one.first == rangeOf(value); });
    return found->second;
  }

  void addTokens(const HeatmapGrid& grid) {
    HeatmapLabels labels{m_labels, m_metrics.small, m_theme.text};
    labels.step = labelStep(m_metrics.small.size * 1.1, m_cell.width());
    labels.chosen = m_style.selectedToken;
    labels.at = grid.box.top() - 5;
    addColumnLabels(m_figure, grid, labels, m_theme);
    addColumnAreas(m_figure, grid, {grid.box.left(), grid.box.top() - m_labelHeight, grid.box.width(), m_labelHeight});
  }

  /// Every n-th row's unit, n a round number.
  [[nodiscard]] int unitStep() const {
    const int least = labelStep(m_metrics.small.size * 1.3, m_cell.height());
    for (const int step : {1, 2, 5, 10, 20, 50, 100, 200, 500}) {
      if (step >= least) return step;
    }
    return 1000;
  }

  [[nodiscard]] int chosenRow() const {
    const auto found = std::find(m_data.units.begin(), m_data.units.end(), m_style.selectedUnit);
    return found == m_data.units.end() ? -1 : static_cast<int>(found - m_data.units.begin());
  }

  void addUnits(const HeatmapGrid& grid) {
    HeatmapLabels labels{{}, m_metrics.small, m_theme.quietText};
    for (const Index unit : m_data.units) labels.texts << QString::number(unit);
    labels.step = unitStep();
    labels.chosen = chosenRow();
    labels.apart = m_metrics.small.size * 1.2 / m_cell.height();
    labels.at = grid.box.left() - m_metrics.gap * 1.5;
    addRowLabels(m_figure, grid, labels, m_theme);
    addRowTitle(m_figure, recurrentTexts(m_style.language).unit, m_metrics.small,
                {m_metrics.small.size * 0.6, grid.box.center().y()}, m_theme);
  }

  /// The token's column is framed; the unit's row too where it is high enough, else it is pointed at from both sides.
  void addSelection(const HeatmapGrid& grid) {
    const Index token = m_style.selectedToken;
    if (grid.hasColumn(token)) addAccentOutline(m_figure, grid.columnRect(token), m_theme, 1.5);
    const int row = chosenRow();
    if (row < 0) return;
    const QRectF band = grid.rowRect(row);
    if (m_cell.height() >= 6) return addAccentOutline(m_figure, band, m_theme, 1.5);
    const double y = band.center().y(), length = m_metrics.gap, thick = std::max(2.0, m_cell.height());
    for (const double end : {band.left() - length - 1, band.right() + 1}) {
      m_figure.items.push_back(LineItem{{end, y}, {end + length, y}, m_theme.accent, thick});
    }
  }

  void addScales() {
    double y = above();
    for (const auto& [range, scale] : m_scales) {
      const double height = scaleHeight(scale);
      addColorBar(m_figure, scale, {}, m_style, {m_barLeft, y}, height - m_metrics.margin);
      y += height;
    }
  }

  void addOrder() {
    double y = m_figure.size.height() - noteHeight();
    for (const QString& line : m_note) {
      addText(line, {0, y + m_metrics.small.size * 0.7}, m_metrics.small, m_theme.quietText);
      m_figure.size.setWidth(std::max(m_figure.size.width(), textWidth(line, m_metrics.small)));
      y += m_metrics.small.size * 1.4;
    }
  }

  const RecurrentFigure& m_data;
  const FigureStyle& m_style;
  const Theme& m_theme;
  FigureMetrics m_metrics;
  int m_count, m_tokens, m_units;
  QStringList m_labels, m_note;
  std::vector<std::pair<CellRange, ColorScale>> m_scales;
  int m_columns = 1, m_lines = 1;  // of heatmaps
  QSizeF m_cell{1, 1};
  double m_gap = 16, m_left = 0, m_right = 0, m_barLeft = 0;
  double m_labelHeight = 0, m_overhang = 0;
  Figure m_figure;
};

}  // namespace

Figure buildRecurrent(const RecurrentFigure& data, const FigureStyle& style) {
  return RecurrentBuilder(data, style).build();
}

}  // namespace headlight
