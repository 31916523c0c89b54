#include "widgets/icons.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>

namespace headlight {

namespace {

// Shapes in a square of 16 × 16.
void addTriangle(QPainterPath& path, double left, double right, double halfHeight = 5) {
  path.moveTo(left, 8 - halfHeight);
  path.lineTo(right, 8);
  path.lineTo(left, 8 + halfHeight);
  path.closeSubpath();
}

QPainterPath filledShape(IconShape shape) {
  QPainterPath path;
  switch (shape) {
    case IconShape::Start:
      path.addRect(1.5, 3, 2, 10);
      addTriangle(path, 9, 3.5);
      addTriangle(path, 14.5, 9);
      break;
    case IconShape::Back:  // a triangle at a bar: one step, as on every player
      path.addRect(3, 3, 2, 10);
      addTriangle(path, 13, 6);
      break;
    case IconShape::Step:
      addTriangle(path, 3, 10);
      path.addRect(11, 3, 2, 10);
      break;
    case IconShape::Play:
      addTriangle(path, 4.5, 13);
      break;
    case IconShape::Pause:
      path.addRect(4, 3, 3, 10);
      path.addRect(9, 3, 3, 10);
      break;
    default:
      break;
  }
  return path;
}

/// Four corners about the middle: each has its point at `corner` from the edges and its ends at `end`.
void addCorners(QPainterPath& path, double corner, double end) {
  for (const bool right : {false, true}) {
    for (const bool lower : {false, true}) {
      const auto x = [right](double at) { return right ? 16 - at : at; };
      const auto y = [lower](double at) { return lower ? 16 - at : at; };
      path.moveTo(x(corner), y(end));
      path.lineTo(x(corner), y(corner));
      path.lineTo(x(end), y(corner));
    }
  }
}

QPainterPath outlinedShape(IconShape shape) {
  QPainterPath path;
  switch (shape) {
    case IconShape::Save:  // an arrow into a tray
      path.moveTo(8, 2);
      path.lineTo(8, 10);
      path.moveTo(4.5, 6.5);
      path.lineTo(8, 10);
      path.lineTo(11.5, 6.5);
      path.moveTo(2.5, 10.5);
      path.lineTo(2.5, 13.5);
      path.lineTo(13.5, 13.5);
      path.lineTo(13.5, 10.5);
      break;
    case IconShape::Enlarge:  // the corners of a frame
      addCorners(path, 2.5, 6);
      break;
    case IconShape::Shrink:  // the same, turned inwards
      addCorners(path, 6, 2.5);
      break;
    case IconShape::Float:
      path.addRect(2.5, 5.5, 8, 8);
      path.moveTo(5.5, 5.5);
      path.lineTo(5.5, 2.5);
      path.lineTo(13.5, 2.5);
      path.lineTo(13.5, 10.5);
      path.lineTo(10.5, 10.5);
      break;
    case IconShape::Close:
      path.moveTo(3.5, 3.5);
      path.lineTo(12.5, 12.5);
      path.moveTo(12.5, 3.5);
      path.lineTo(3.5, 12.5);
      break;
    case IconShape::Examples:
      for (const double y : {4.0, 8.0, 12.0}) {
        path.moveTo(3, y);
        path.lineTo(13, y);
      }
      break;
    default:
      break;
  }
  return path;
}

class PathIconEngine : public QIconEngine {
 public:
  explicit PathIconEngine(IconShape shape) : m_shape(shape) {}

  void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
    const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
    const QColor color = QGuiApplication::palette().color(group, QPalette::ButtonText);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->translate(rect.topLeft());
    painter->scale(rect.width() / 16.0, rect.height() / 16.0);
    painter->fillPath(filledShape(m_shape), color);
    painter->strokePath(outlinedShape(m_shape), QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->restore();
  }

  QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
    QPixmap pixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paint(&painter, QRect(QPoint(0, 0), size), mode, state);
    return pixmap;
  }

  [[nodiscard]] QIconEngine* clone() const override { return new PathIconEngine(m_shape); }

 private:
  IconShape m_shape;
};

}  // namespace

QIcon makeIcon(IconShape shape) {
  return QIcon(new PathIconEngine(shape));
}

}  // namespace headlight
