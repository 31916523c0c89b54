#include "charts/attention/heat_sheet.h"

#include <algorithm>
#include <cmath>

#include "charts/attention/head_grid.h"
#include "charts/texts/attention_texts.h"

namespace headlight {
namespace {

constexpr double kSeen = 0.3;                 // of the size of the labels: the smallest cell on the screen
constexpr int kMostRectanglesOfSheet = 8192;  // on the whole sheet; more cells are one crisp image a head

class HeatSheetBuilder {
 public:
  HeatSheetBuilder(const HeatSheet& sheet, const FigureStyle& style, QSizeF area)
      : m_sheet(sheet),
        m_style(style),
        m_theme(*style.theme),
        m_metrics(style.fontSize),
        m_rows(static_cast<int>(sheet.rowLabels.size())),
        m_columns(static_cast<int>(sheet.columnLabels.size())) {
    m_legend.masked = sheet.causal;
    m_legend.leftOut = sheet.firstColumnLeftOut;
    m_legend.onlyInOne = hasGaps(sheet.rowsInBoth) || hasGaps(sheet.columnsInBoth);
    layOut(area);
  }

  Figure build() {
    addLabels();
    for (int i = 0; i < count(); ++i) addTile(i);
    addColorBar(m_figure, m_sheet.scale, m_legend, m_style,
                {m_grid.bounds().right() + m_metrics.margin, m_grid.boxOf(0).top()}, barHeight());
    if (count() == 1) addCellAreas(m_figure, gridOf(0), m_sheet.causal, m_rows, m_columns);
    return std::move(m_figure);
  }

 private:
  static bool hasGaps(const std::vector<bool>& inBoth) {
    return std::find(inBoth.begin(), inBoth.end(), false) != inBoth.end();
  }
  [[nodiscard]] int count() const { return static_cast<int>(m_sheet.tiles.size()); }

  [[nodiscard]] double textAbove() const {
    const bool notes = std::any_of(m_sheet.tiles.begin(), m_sheet.tiles.end(),
                                   [](const HeatSheet::Tile& tile) { return !tile.note.isEmpty(); });
    return m_metrics.small.size * (notes ? 2.7 : 1.4);
  }

  [[nodiscard]] double naturalCell() const {
    const int size = std::max(m_rows, m_columns);
    const double cell = size <= 16 ? 14 : size <= 32 ? 7 : size <= 64 ? 4 : 2;
    return m_sheet.roomy ? std::max(cell, size <= 12 ? 30.0 : size <= 32 ? 18.0 : 10.0) : cell;
  }

  [[nodiscard]] QSizeF boxFor(double cell) const {
    // A head's name must fit over it.
    double width = cell * m_columns;
    for (const HeatSheet::Tile& tile : m_sheet.tiles) {
      width = std::max({width, textWidth(tile.name, m_metrics.small), textWidth(tile.note, m_metrics.small)});
    }
    return {std::ceil(width), cell * m_rows};
  }

  void layOut(QSizeF area) {
    const double axis = m_metrics.line;
    const double top = axis + slantedHeight(widestLabel(m_sheet.columnLabels, m_metrics.small), m_metrics.small);
    m_grid.gap = m_metrics.gap * 1.25;
    m_grid.textAbove = textAbove();
    m_grid.origin = {axis + widestLabel(m_sheet.rowLabels, m_metrics.small) + m_metrics.gap, top};
    const double right = m_metrics.margin + colorBarWidth(m_sheet.scale, m_legend, m_style);
    chooseColumns(m_sheet.columns > 0 ? m_sheet.columns
                                      : static_cast<int>(std::ceil(std::sqrt(double(std::max(1, count()))))));
    m_cell = naturalCell();
    if (area.width() > 0) {
      const QSizeF room(area.width() - m_grid.origin.x() - right, area.height() > 0 ? area.height() - top - 2 : 0);
      m_cell = fittingCell(room);
      if (isOnScreen(area)) {
        const double least =
            std::max(leastCell(std::max(m_rows, m_columns), m_metrics.small), kSeen * m_style.fontSize);
        const double fitting = m_cell, normal = normalCell(area);
        m_cell = std::floor(sizeOnScreen(fitting, normal, least, m_style));
        if (m_cell > fitting && m_sheet.columns == 0) chooseColumns(columnsOfWidth(room.width()));
      }
    }
    m_grid.box = boxFor(m_cell);
    const double overhang = slantedOverhang(widestLabel(m_sheet.columnLabels, m_metrics.small));
    const double labelEnd = m_grid.boxOf(std::min(count(), m_grid.columns) - 1).left() + m_cell * m_columns + overhang;
    m_figure.size = {std::max(m_grid.bounds().right() + right, labelEnd),
                     std::max(m_grid.bounds().bottom(), m_grid.origin.y() + m_grid.textAbove + barHeight()) + 2};
  }

  /// The cell that fits here with letters of the normal size.
  [[nodiscard]] double normalCell(QSizeF area) const {
    if (m_style.fontSize == kNormalFont) return 0;
    const FigureStyle normal = atNormalSize(m_style);
    return HeatSheetBuilder(m_sheet, normal, area).m_cell;
  }

  /// What is too high is scrolled; what is too wide, too, only where one tile is.
  [[nodiscard]] int columnsOfWidth(double width) const {
    return std::max(1, static_cast<int>((width + m_grid.gap) / (boxFor(m_cell).width() + m_grid.gap)));
  }

  void chooseColumns(int columns) {
    m_grid.columns = std::max(1, std::min(columns, count()));
    m_grid.rows = std::max(1, (count() + m_grid.columns - 1) / m_grid.columns);
  }

  /// The largest cell with which all tiles fit; where the columns are free, with the best number of them.
  [[nodiscard]] double fittingCell(QSizeF room) {
    double best = 0;
    int columns = m_grid.columns;
    const bool free = m_sheet.columns == 0;
    for (int candidate = free ? 1 : columns; candidate <= (free ? count() : columns); ++candidate) {
      chooseColumns(candidate);
      double cell = (room.width() / m_grid.columns - m_grid.gap) / std::max(1, m_columns);
      if (room.height() > 0) {
        const double height = room.height() / m_grid.rows - m_grid.gap - m_grid.textAbove;
        cell = std::min(cell, height / std::max(1, m_rows));
      } else if (free) {
        cell = std::min(cell, naturalCell());  // a page as long as it needs: not one head a line
      }
      if (cell <= best) continue;
      best = cell;
      columns = candidate;
    }
    chooseColumns(columns);
    best = std::clamp(best, 0.5, m_sheet.roomy ? 5 * m_style.fontSize : 2 * m_style.fontSize);
    return best >= 4 ? std::floor(best) : best;
  }

  [[nodiscard]] double barHeight() const {
    return std::max(std::min(m_grid.bounds().height(), 24 * m_style.fontSize),
                    colorBarHeight(m_sheet.scale, m_legend, m_style));
  }

  /// The n-th heatmap.
  [[nodiscard]] HeatmapGrid gridOf(int tile) const {
    return {QRectF(m_grid.boxOf(tile).topLeft(), QSizeF(m_cell * m_columns, m_cell * m_rows)), QSizeF(m_cell, m_cell),
            QRect(0, 0, m_columns, m_rows)};
  }

  /// Tokens once: at the left of the first column of heads and over the first row.
  void addLabels() {
    HeatmapLabels labels{m_sheet.rowLabels, m_metrics.small, m_theme.text};
    labels.step = labelStep(m_metrics.small.size * 1.1, m_cell);
    labels.marked = m_sheet.rowsMarked;
    for (int line = 0; line < m_grid.rows; ++line) {
      const HeatmapGrid grid = gridOf(line * m_grid.columns);
      labels.at = grid.box.left() - m_metrics.gap * 0.75;
      addRowLabels(m_figure, grid, labels, m_theme);
    }
    labels.texts = m_sheet.columnLabels;
    labels.marked = m_sheet.columnsMarked;
    for (int tile = 0; tile < std::min(count(), m_grid.columns); ++tile) {
      labels.at = m_grid.slotOf(tile).top() - 5;
      addColumnLabels(m_figure, gridOf(tile), labels, m_theme);
    }
    const AttentionTexts& texts = attentionTexts(m_style.language);
    const QPointF center = m_grid.bounds().center();
    const double edge = m_metrics.label.size * 0.6;
    addRowTitle(m_figure, texts.query, m_metrics.small, {edge, center.y()}, m_theme);
    addColumnTitle(m_figure, texts.key, m_metrics.small, {center.x(), edge}, m_theme);
  }

  void addTile(int index) {
    const HeatSheet::Tile& tile = m_sheet.tiles[static_cast<std::size_t>(index)];
    const QRectF slot = m_grid.slotOf(index);
    const HeatmapGrid grid = gridOf(index);
    const bool chosen = tile.place == HeadPlace{m_style.selectedLayer, m_style.selectedHead};
    TextItem name{{slot.left(), slot.top() + m_metrics.small.size},
                  tile.name,
                  m_metrics.small,
                  chosen ? m_theme.accent : m_theme.text};
    name.style.bold = chosen;
    m_figure.items.push_back(name);
    if (!tile.note.isEmpty()) {
      m_figure.items.push_back(TextItem{
          {slot.left(), slot.top() + m_metrics.small.size * 2.25}, tile.note, m_metrics.small, m_theme.quietText});
    }
    HeatmapCells cells;
    cells.image = m_sheet.scale.image(*tile.values, m_sheet.causal, m_style);
    cells.asRectangles = m_rows * m_columns * count() <= kMostRectanglesOfSheet;
    cells.rows = m_rows;
    cells.columns = m_columns;
    cells.isMasked = m_sheet.causal && m_cell >= 2;
    cells.isFirstColumnLeftOut = m_sheet.firstColumnLeftOut;
    cells.isCausal = m_sheet.causal;
    cells.rowsInBoth = m_sheet.rowsInBoth;
    cells.columnsInBoth = m_sheet.columnsInBoth;
    addCells(m_figure, grid, cells, m_theme);
    if (chosen) addAccentOutline(m_figure, grid.box.adjusted(-1, -1, 1, 1), m_theme, 2);
    m_figure.hotAreas.push_back(HotArea{FigureHit::Kind::Head, slot, tile.place.layer, tile.place.head});
  }

  const HeatSheet& m_sheet;
  const FigureStyle& m_style;
  const Theme& m_theme;
  FigureMetrics m_metrics;
  int m_rows, m_columns;
  ScaleLegend m_legend;
  HeadGrid m_grid;
  double m_cell = 1;
  Figure m_figure;
};

}  // namespace

Figure heatSheet(const HeatSheet& sheet, const FigureStyle& style, QSizeF area) {
  return HeatSheetBuilder(sheet, style, area).build();
}

}  // namespace headlight
