#pragma once
// Which cells of a heatmap are shown when it is zoomed: a part of its rows and columns. Plain numbers, no widget.

#include <QPoint>
#include <QPointF>
#include <QRect>
#include <QSize>

namespace headlight {

class CellWindow {
 public:
  /// The heatmap has so many keys (width) and queries (height); a run that grows keeps the part that is shown.
  void setSize(QSize all);
  /// Null when all cells are shown (FigureStyle::cells).
  [[nodiscard]] QRect cells() const { return m_cells; }
  [[nodiscard]] bool isZoomed() const { return !m_cells.isNull(); }

  /// Fewer cells (notches > 0) or more of them about `cell` (x: key, y: query), which stays under the pointer.
  void zoom(QPoint cell, int notches);
  /// By a fraction of cells at a time; what is less than a cell is kept for the next move.
  void moveBy(QPointF cells);
  /// Moves no further than needed.
  void keepVisible(QPoint cell);
  void showAll();

 private:
  void keepInside();

  QSize m_all;
  QRect m_cells;
  QPointF m_rest;
};

}  // namespace headlight
