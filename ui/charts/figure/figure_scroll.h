#pragma once
// The scroll bars of a figure that is larger than its widget, drawn at its full size: letters and cells are never made
// smaller to fit. Part of FigureCanvas. GUI thread.

#include <QObject>
#include <QPointF>
#include <QRectF>
#include <QSizeF>

class QScrollBar;
class QWheelEvent;
class QWidget;

namespace headlight {

class FigureScroll : public QObject {
  Q_OBJECT

 public:
  /// The bars are children of `host`. They show nothing before fit().
  explicit FigureScroll(QWidget* host);

  /// Decides which bars a figure of this size needs. They appear when the event that is under way is over.
  void fit(QSizeF figure);
  void hide() { fit({}); }
  [[nodiscard]] bool isNeeded() const { return m_isAcross || m_isDown; }
  /// What the bars leave of the host.
  [[nodiscard]] QSizeF room() const;
  /// The point of the figure at the top left corner of the host.
  [[nodiscard]] QPointF offset() const;

  /// The bar that is there, the one downwards first, follows the wheel.
  void turn(QWheelEvent* event);
  void moveBy(QPointF by);
  /// Moves as little as is needed until this part of the figure can be seen.
  void show(const QRectF& part);

 signals:
  void moved();

 private:
  void place();

  QWidget* m_host;
  QScrollBar* m_across;
  QScrollBar* m_down;
  QSizeF m_figure;
  bool m_isAcross = false;
  bool m_isDown = false;
  bool m_isDue = false;
};

}  // namespace headlight
