#pragma once
// Shows a figure built for the widget's size, at its full size: what is larger than the widget is scrolled. The value
// under the pointer is a tool tip; clicks and keys come out as hits. The pointer's cell can be moved with the arrow
// keys by whoever owns the canvas (keys are not handled here). What a builder, a tool tip or a receiver of its signals
// throws ends at the panel's edge (panel_edge.h).

#include <functional>
#include <optional>

#include <QWidget>

#include "charts/figure/figure.h"
#include "charts/figure/figure_scroll.h"

namespace headlight {

class FigureCanvas : public QWidget {
  Q_OBJECT

 public:
  using Builder = std::function<Figure(QSizeF area)>;
  using ToolTip = std::function<QString(const FigureHit&)>;

  explicit FigureCanvas(QWidget* parent = nullptr);

  /// Called when the widget is painted for the first time or at a new size, and after rebuild(). Null: empty text.
  void setBuilder(Builder builder);
  void setToolTips(ToolTip toolTip);
  /// What would fill this panel and how: shown while there is no builder.
  void setEmptyText(const QString& text);
  [[nodiscard]] const QString& emptyText() const { return m_emptyText; }
  /// The height follows the figure, and the width where it needs more (for use in a scroll area).
  void setGrowing(bool growing);
  /// Dragging comes out as dragged(), or scrolls a figure that is larger than the widget, and a click when the button
  /// is let go without it; else a click is the press.
  void setDraggable(bool draggable) { m_draggable = draggable; }
  /// What is drawn has changed: builds again before the next paint.
  void rebuild();

  [[nodiscard]] const Figure& figure();
  /// What lies under a point of the widget.
  [[nodiscard]] std::optional<FigureHit> hitAt(QPointF widgetPoint);
  /// Whether the figure is larger than the widget and has scroll bars.
  [[nodiscard]] bool isScrolled();
  /// Scrolls until the area can be seen.
  void ensureVisible(FigureHit::Kind kind, int first, int second = -1);
  /// The middle of an area, in the widget's coordinates (tests, keyboard), scrolled so that it can be seen.
  [[nodiscard]] QPoint centerOf(FigureHit::Kind kind, int first, int second = -1);

  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

 signals:
  void clicked(const headlight::FigureHit& hit);
  void hovered(const std::optional<headlight::FigureHit>& hit);
  /// The wheel was turned by so many notches over that part, away from the user is positive.
  void wheelTurned(const headlight::FigureHit& hit, int notches);
  /// In the figure's pixels since the last signal.
  void dragged(QPointF by);
  void doubleClicked();
  /// The menu was asked for, by the pointer there or (no hit) by the keyboard.
  void menuRequested(const std::optional<headlight::FigureHit>& hit, QPoint globalPosition);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void changeEvent(QEvent* event) override;
  bool event(QEvent* event) override;

 private:
  bool handle(QEvent* event);
  void ensureFigure();
  void grow();
  void drag(QPointF position);
  [[nodiscard]] QPointF origin() const;

  Builder m_builder;
  ToolTip m_toolTip;
  QString m_emptyText;
  Figure m_figure;
  FigureScroll* m_scroll;
  QRectF m_broughtIn;  ///< the selected part that was scrolled to last, and the room then
  QSizeF m_roomThen;
  bool m_stale = true;
  bool m_growing = false;
  std::optional<FigureHit> m_hover;
  bool m_draggable = false;
  bool m_isDragging = false;
  std::optional<QPointF> m_pressed;  ///< where the button went down, then where dragging has come to
  int m_wheel = 0;                   ///< eighths of a degree that are no notch yet
};

}  // namespace headlight
