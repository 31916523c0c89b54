#include "views/attention/cell_window.h"

#include <algorithm>
#include <cmath>

namespace headlight {
namespace {

constexpr int kFewest = 3;       // cells a side
constexpr double kNotch = 0.75;  // of a side that a notch leaves

/// One side after a zoom: `first` so that `at` keeps its share of the way.
void zoomSide(int& first, int& count, int all, int at, double factor) {
  const int before = count;
  count = std::clamp(static_cast<int>(std::lround(before * factor)), std::min(kFewest, all), all);
  if (count == before && factor > 1) count = std::min(all, before + 1);
  if (count == before && factor < 1) count = std::max(std::min(kFewest, all), before - 1);
  const double share = before > 1 ? double(at - first) / (before - 1) : 0.5;
  first = at - static_cast<int>(std::lround(share * (count - 1)));
}

}  // namespace

void CellWindow::setSize(QSize all) {
  m_all = all;
  keepInside();
}

void CellWindow::zoom(QPoint cell, int notches) {
  const QRect before = m_cells.isNull() ? QRect(QPoint(0, 0), m_all) : m_cells;
  if (before.isEmpty() || notches == 0) return;
  const double factor = std::pow(kNotch, notches);
  int x = before.x(), y = before.y(), width = before.width(), height = before.height();
  zoomSide(x, width, m_all.width(), cell.x(), factor);
  zoomSide(y, height, m_all.height(), cell.y(), factor);
  m_cells = {x, y, width, height};
  m_rest = {};
  keepInside();
}

void CellWindow::moveBy(QPointF cells) {
  if (!isZoomed()) return;
  m_rest += cells;
  const QPoint whole(static_cast<int>(m_rest.x()), static_cast<int>(m_rest.y()));
  m_rest -= whole;
  m_cells.translate(whole);
  keepInside();
}

void CellWindow::keepVisible(QPoint cell) {
  if (!isZoomed()) return;
  if (cell.x() >= 0) m_cells.moveLeft(std::clamp(m_cells.left(), cell.x() - m_cells.width() + 1, cell.x()));
  if (cell.y() >= 0) m_cells.moveTop(std::clamp(m_cells.top(), cell.y() - m_cells.height() + 1, cell.y()));
  keepInside();
}

void CellWindow::showAll() {
  m_cells = {};
  m_rest = {};
}

void CellWindow::keepInside() {
  if (m_cells.isNull()) return;
  m_cells.setSize(m_cells.size().boundedTo(m_all));
  if (m_cells.isEmpty() || m_cells.size() == m_all) return showAll();
  m_cells.moveLeft(std::clamp(m_cells.left(), 0, m_all.width() - m_cells.width()));
  m_cells.moveTop(std::clamp(m_cells.top(), 0, m_all.height() - m_cells.height()));
}

}  // namespace headlight
