#pragma once
// Drawing an area over the points, to choose those inside: a box, or a lasso round them. No widget.

#include <vector>

#include <QPainter>
#include <QPolygonF>

#include "scatter3d/projection.h"

namespace headlight::scatter3d {

/// What a drag with the left button does.
enum class DragMode { Turn, Box, Lasso };

class AreaSelection {
 public:
  /// `adds`: to what is chosen already.
  void begin(DragMode mode, bool adds, QPointF at);
  void moveTo(QPointF at);
  /// Nothing was drawn.
  void cancel() { m_mode = DragMode::Turn; }
  [[nodiscard]] bool isDrawing() const { return m_mode != DragMode::Turn; }
  [[nodiscard]] bool adds() const { return m_adds; }
  /// A box's corners, or the lasso as drawn: its last point is joined to the first.
  [[nodiscard]] QPolygonF outline() const;
  void paint(QPainter& painter, const QColor& color) const;

 private:
  DragMode m_mode = DragMode::Turn;
  bool m_adds = false;
  QPolygonF m_way;
};

/// Indices of the points whose centres are inside (odd-even rule), rising; hidden behind others or not. Time O(points ×
/// corners), for those within the outline's bounds.
[[nodiscard]] std::vector<int> pointsInside(const ProjectedScene& projected, const QPolygonF& outline);

}  // namespace headlight::scatter3d
