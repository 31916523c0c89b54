#include "charts/look/heatmap.h"

#include <algorithm>
#include <cmath>

namespace headlight {
namespace {

bool isMarked(int index, const HeatmapLabels& labels) {
  return index < static_cast<int>(labels.marked.size()) && labels.marked[static_cast<std::size_t>(index)];
}

bool isWritten(int index, const HeatmapLabels& labels) {
  if (index == labels.chosen || isMarked(index, labels)) return true;
  for (int near = index - labels.step + 1; near < index + labels.step; ++near) {
    if (near >= 0 && isMarked(near, labels)) return false;
  }
  const double apart = labels.apart > 0 ? labels.apart : labels.step;
  if (labels.chosen >= 0 && static_cast<double>(std::abs(index - labels.chosen)) < apart) return false;
  return index % labels.step == 0;
}

void addLabel(Figure& figure, const HeatmapLabels& labels, int index, QPointF at, HorizontalAnchor anchor, double angle,
              const Theme& theme) {
  const bool isChosen = index == labels.chosen || isMarked(index, labels);
  TextItem item{at,
                labels.texts.value(index),
                isChosen ? TextStyle{labels.style.size, true} : labels.style,
                isChosen ? theme.accent : labels.color,
                anchor,
                VerticalAnchor::Middle};
  item.angle = angle;
  figure.items.push_back(item);
}

/// What is masked in all cells, cut to those that are shown.
void addMaskedPart(Figure& figure, const HeatmapGrid& grid, const HeatmapCells& cells, const Theme& theme) {
  const QRectF all(grid.box.left() - grid.shown.left() * grid.cell.width(),
                   grid.box.top() - grid.shown.top() * grid.cell.height(), cells.columns * grid.cell.width(),
                   cells.rows * grid.cell.height());
  const bool isPart = grid.shown.height() < cells.rows || grid.shown.width() < cells.columns;
  if (isPart) figure.items.push_back(BeginClip{QPolygonF(grid.box)});
  addMasked(figure, all, cells.rows, cells.columns, theme);
  if (isPart) figure.items.push_back(EndClip{});
}

/// Rows and columns that one of the prompts does not have, of a causal pattern up to the diagonal.
void addGaps(Figure& figure, const HeatmapGrid& grid, const HeatmapCells& cells, const Theme& theme) {
  const QSizeF cell = grid.cell;
  for (int row = 0; row < static_cast<int>(cells.rowsInBoth.size()); ++row) {
    if (cells.rowsInBoth[static_cast<std::size_t>(row)]) continue;
    const int end = cells.isCausal ? std::min(row + 1, cells.columns) : cells.columns;
    addOnlyInOne(figure, {grid.box.left(), grid.yOf(row), end * cell.width(), cell.height()}, theme);
  }
  for (int column = 0; column < static_cast<int>(cells.columnsInBoth.size()); ++column) {
    if (cells.columnsInBoth[static_cast<std::size_t>(column)]) continue;
    const int first = cells.isCausal ? std::min(column, cells.rows) : 0;
    addOnlyInOne(figure, {grid.xOf(column), grid.yOf(first), cell.width(), (cells.rows - first) * cell.height()},
                 theme);
  }
}

}  // namespace

void addRowLabels(Figure& figure, const HeatmapGrid& grid, const HeatmapLabels& labels, const Theme& theme) {
  for (int row = grid.shown.top(); row <= grid.shown.bottom(); ++row) {
    if (!isWritten(row, labels)) continue;
    addLabel(figure, labels, row, {labels.at, grid.yOf(row + 0.5)}, HorizontalAnchor::Right, 0, theme);
  }
}

void addColumnLabels(Figure& figure, const HeatmapGrid& grid, const HeatmapLabels& labels, const Theme& theme) {
  for (int column = grid.shown.left(); column <= grid.shown.right(); ++column) {
    if (!isWritten(column, labels)) continue;
    addLabel(figure, labels, column, {grid.xOf(column + 0.5), labels.at},
             labels.isSlanted ? HorizontalAnchor::Left : HorizontalAnchor::Center, labels.isSlanted ? -kLabelSlant : 0,
             theme);
  }
}

void addRowTitle(Figure& figure, const QString& title, const TextStyle& style, QPointF at, const Theme& theme) {
  addColumnTitle(figure, title, style, at, theme);
  std::get<TextItem>(figure.items.back()).angle = -90;
}

void addColumnTitle(Figure& figure, const QString& title, const TextStyle& style, QPointF at, const Theme& theme) {
  figure.items.push_back(TextItem{at, title, style, theme.quietText, HorizontalAnchor::Center, VerticalAnchor::Middle});
}

void addCells(Figure& figure, const HeatmapGrid& grid, const HeatmapCells& cells, const Theme& theme) {
  if (cells.isMasked) addMaskedPart(figure, grid, cells, theme);
  figure.items.push_back(ImageItem{grid.box, cells.image, cells.asRectangles});
  addGaps(figure, grid, cells, theme);
  if (cells.isFirstColumnLeftOut && grid.hasColumn(0)) addLeftOut(figure, grid.columnRect(0), theme);
  figure.items.push_back(RectItem{grid.box, Qt::transparent, theme.grid, 1});
}

void addRowAreas(Figure& figure, const HeatmapGrid& grid, const QRectF& rect) {
  if (grid.shown.isEmpty()) return;
  HotArea area{FigureHit::Kind::Row, rect, grid.shown.top(), -1};
  area.rows = grid.shown.height();
  figure.hotAreas.push_back(area);
}

void addColumnAreas(Figure& figure, const HeatmapGrid& grid, const QRectF& rect) {
  if (grid.shown.isEmpty()) return;
  HotArea area{FigureHit::Kind::Column, rect, grid.shown.left(), -1};
  area.columns = grid.shown.width();
  figure.hotAreas.push_back(area);
}

void addCellAreas(Figure& figure, const HeatmapGrid& grid, bool isCausal, int rows, int columns) {
  if (grid.shown.isEmpty()) return;
  HotArea area{FigureHit::Kind::Cell, grid.box,           grid.shown.top(), grid.shown.left(),
               grid.shown.height(),   grid.shown.width(), isCausal};
  if (isCausal) area.ahead = columns - rows;
  figure.hotAreas.push_back(area);
}

double leastCell(int tokens, const TextStyle& labels) {
  constexpr double kLine = 1.15;  // of the size of the labels
  return tokens <= kAlwaysLabelled ? std::ceil(kLine * labels.size) : 0;
}

int labelStep(double extent, double pitch) {
  return std::max(1, static_cast<int>(std::ceil(extent / std::max(1.0, pitch))));
}

double widestLabel(const QStringList& labels, const TextStyle& style) {
  double width = 0;
  for (const QString& label : labels) width = std::max(width, textWidth(label, style));
  return width;
}

double slantedHeight(double width, const TextStyle& style) {
  return width * std::sin(kLabelSlant * M_PI / 180) + style.size;
}

double slantedOverhang(double width) {
  return width * std::cos(kLabelSlant * M_PI / 180);
}

}  // namespace headlight
