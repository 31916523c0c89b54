#include "scatter3d/area_selection.h"

#include <algorithm>

namespace headlight::scatter3d {
namespace {

constexpr qreal kStepPixels = 2;  // a lasso's corners are no closer

}  // namespace

void AreaSelection::begin(DragMode mode, bool adds, QPointF at) {
  m_mode = mode;
  m_adds = adds;
  m_way = QPolygonF{at};
}

void AreaSelection::moveTo(QPointF at) {
  if (m_mode == DragMode::Box) {
    m_way.resize(1);
    m_way.append(at);
  } else if ((at - m_way.last()).manhattanLength() >= kStepPixels) {
    m_way.append(at);
  }
}

QPolygonF AreaSelection::outline() const {
  if (m_mode != DragMode::Box || m_way.size() < 2) return m_way;
  return QRectF(m_way.first(), m_way.last()).normalized();
}

void AreaSelection::paint(QPainter& painter, const QColor& color) const {
  if (!isDrawing()) return;
  QColor ground = color;
  ground.setAlpha(40);
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(color, 1.5, Qt::DashLine));
  painter.setBrush(ground);
  painter.drawPolygon(outline(), Qt::OddEvenFill);
  painter.restore();
}

std::vector<int> pointsInside(const ProjectedScene& projected, const QPolygonF& outline) {
  std::vector<int> inside;
  if (outline.size() < 3) return inside;
  const QRectF bounds = outline.boundingRect();
  for (const ProjectedPoint& point : projected.points) {
    if (bounds.contains(point.center) && outline.containsPoint(point.center, Qt::OddEvenFill)) {
      inside.push_back(point.index);
    }
  }
  std::sort(inside.begin(), inside.end());
  return inside;
}

}  // namespace headlight::scatter3d
