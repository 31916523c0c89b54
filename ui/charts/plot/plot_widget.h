#pragma once
// What the interactive charts have in common: QCustomPlot draws them in the colours and the font size of the interface;
// the wheel zooms about the pointer, dragging moves, a double click shows all. Keys: + and - zoom, 0 shows all, Up,
// Down and Shift with Left and Right move (Left and Right alone are the window's steps). What an export writes does not
// change. What is thrown inside ends at the panel's edge (panel_edge.h). GUI thread.

#include <memory>
#include <optional>

#include <QPointF>
#include <QWidget>

#include "charts/figure/panel_edge.h"

class QCPAxis;
class QCustomPlot;
class QVBoxLayout;

namespace headlight {

class PlotWidget : public InPanel<QWidget> {
  Q_OBJECT

 public:
  ~PlotWidget() override;

  /// About the middle of what is shown; above 1 comes nearer.
  void zoomBy(double factor);
  /// By so many widths (to the right) and heights (up) of what is shown.
  void panBy(double widths, double heights);
  void showAll();
  [[nodiscard]] bool isZoomed() const;
  /// Draws into the buffer now; shown with everything else that changes.
  void replot();

 protected:
  explicit PlotWidget(QWidget* parent);

  [[nodiscard]] QCustomPlot* plot() const;
  /// The plot is its first row.
  [[nodiscard]] QVBoxLayout* rows() const;
  /// Of the interface, in pixels.
  [[nodiscard]] double fontSize() const;

  /// The axis shows `low` to `high`, or as much of it as is zoomed to. Axes with the same ends go together.
  void setWhole(QCPAxis* axis, double low, double high);
  /// Before axes are deleted.
  void forgetAxes();

  /// Everything that has a colour or a font.
  virtual void applyTheme() = 0;
  virtual void applyTexts() = 0;
  /// The pointer is there, in the plot's coordinates; nothing: it has left, or drags.
  virtual void pointerMoved(const std::optional<QPointF>& position, QPoint globalPosition) = 0;
  /// The left button was pressed and let go there, without dragging.
  virtual void clickedAt(QPointF position) = 0;

  void changeEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  void connectPlot();

  struct Private;
  std::unique_ptr<Private> d;
};

}  // namespace headlight
