#pragma once
// A heatmap with labels: where its cells lie, the labels along its sides, the cells and what is no number among them,
// and what can be clicked. Figures of attention, differences, sheets and recurrent layers are put together from these
// parts. Used by the builders alone.

#include <vector>

#include "charts/look/color_bar.h"

namespace headlight {

/// Where the cells lie. `shown` is the part of all cells that is drawn: first column, first row, how many.
struct HeatmapGrid {
  QRectF box;
  QSizeF cell;
  QRect shown;

  [[nodiscard]] double xOf(double column) const { return box.left() + (column - shown.left()) * cell.width(); }
  [[nodiscard]] double yOf(double row) const { return box.top() + (row - shown.top()) * cell.height(); }
  [[nodiscard]] bool hasRow(Index row) const { return row >= shown.top() && row <= shown.bottom(); }
  [[nodiscard]] bool hasColumn(Index column) const { return column >= shown.left() && column <= shown.right(); }
  [[nodiscard]] QRectF rowRect(Index row) const {
    return {box.left(), yOf(static_cast<double>(row)), box.width(), cell.height()};
  }
  [[nodiscard]] QRectF columnRect(Index column) const {
    return {xOf(static_cast<double>(column)), box.top(), cell.width(), box.height()};
  }
  [[nodiscard]] QRectF cellRect(Index row, Index column) const {
    return {xOf(static_cast<double>(column)), yOf(static_cast<double>(row)), cell.width(), cell.height()};
  }
};

/// The labels along one side. Where there are too many, every `step`-th is written; the chosen one always is, in the
/// accent colour, and its neighbours then are not.
struct HeatmapLabels {
  QStringList texts;  ///< of all rows or columns
  TextStyle style;
  QColor color;
  double at = 0;  ///< of rows the x where they end, of columns the y on which they stand
  int step = 1;
  Index chosen = -1;
  std::vector<bool> marked{};  ///< always written, in the accent colour; empty: none
  double apart = 0;            ///< neighbours of the chosen one that are nearer are left out; 0: `step`
  bool isSlanted = true;       ///< of columns; else they lie level over their column
};
void addRowLabels(Figure& figure, const HeatmapGrid& grid, const HeatmapLabels& labels, const Theme& theme);
void addColumnLabels(Figure& figure, const HeatmapGrid& grid, const HeatmapLabels& labels, const Theme& theme);
/// Upwards at the left, and level at the top.
void addRowTitle(Figure& figure, const QString& title, const TextStyle& style, QPointF at, const Theme& theme);
void addColumnTitle(Figure& figure, const QString& title, const TextStyle& style, QPointF at, const Theme& theme);

/// The cells, a pixel of `image` each, and those that are no number.
struct HeatmapCells {
  QImage image;  ///< of the cells shown
  bool asRectangles = true;
  int rows = 0, columns = 0;                        ///< of all cells
  bool isMasked = false;                            ///< above the diagonal
  bool isFirstColumnLeftOut = false;                ///< from the scale
  bool isCausal = false;                            ///< gaps end at the diagonal
  std::vector<bool> rowsInBoth{}, columnsInBoth{};  ///< of two prompts; empty: nothing is missing
};
void addCells(Figure& figure, const HeatmapGrid& grid, const HeatmapCells& cells, const Theme& theme);

/// `rect`, cut into the rows or columns shown, each a hit of that kind.
void addRowAreas(Figure& figure, const HeatmapGrid& grid, const QRectF& rect);
void addColumnAreas(Figure& figure, const HeatmapGrid& grid, const QRectF& rect);
/// Every cell shown; of a causal pattern of `rows` × `columns` cells not the masked ones.
void addCellAreas(Figure& figure, const HeatmapGrid& grid, bool isCausal = false, int rows = 0, int columns = 0);

/// On the screen a sentence of up to so many tokens has every label written: its cells are never too small for that.
inline constexpr int kAlwaysLabelled = 15;
/// The least side of a cell on the screen, for a sentence of so many tokens with labels of this style; 0 for longer
/// ones.
[[nodiscard]] double leastCell(int tokens, const TextStyle& labels);

/// Labels thin out where they are wider than their place: every n-th is written.
[[nodiscard]] int labelStep(double extent, double pitch);
[[nodiscard]] double widestLabel(const QStringList& labels, const TextStyle& style);
/// How far slanted labels of that width reach up, and to the right of their place.
[[nodiscard]] double slantedHeight(double width, const TextStyle& style);
[[nodiscard]] double slantedOverhang(double width);

}  // namespace headlight
