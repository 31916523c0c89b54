#pragma once
// The 3D view as a plain QWidget (never a QOpenGLWidget: those crash on the offscreen platform). It renders into a
// framebuffer of its own and paints the image; without OpenGL a painter draws the same scene.

#include <memory>
#include <optional>

#include <QWidget>

#include "scatter3d/area_selection.h"
#include "scatter3d/camera.h"
#include "scatter3d/scene.h"

namespace headlight::scatter3d {

class ScatterWidget : public QWidget {
  Q_OBJECT

 public:
  enum class Backend {
    Automatic,  ///< OpenGL where a context can be made, else the painter
    Painter
  };

  explicit ScatterWidget(QWidget* parent = nullptr, Backend backend = Backend::Automatic);
  ~ScatterWidget() override;

  void setScene(Scene scene);
  [[nodiscard]] const Scene& scene() const;
  /// What to say in the middle while there are no points.
  void setEmptyText(const QString& text);

  [[nodiscard]] const Camera& camera() const;
  void setCamera(const Camera& camera);
  void resetCamera() { setCamera(Camera()); }
  /// Rotation goes on for a moment after a drag. On by default; off for reduced motion.
  void setInertia(bool on);

  /// What dragging does: turns, or draws a box or a lasso whose points are chosen (areaChosen()). With Ctrl it draws a
  /// box, with Ctrl and Shift a lasso, whatever the mode.
  void setDragMode(DragMode mode);
  [[nodiscard]] DragMode dragMode() const;

  /// Where a point is drawn, in widget coordinates; nothing if outside the picture.
  [[nodiscard]] std::optional<QPointF> pointPosition(int index) const;
  [[nodiscard]] std::optional<int> pointAt(QPointF position) const;
  /// True once a picture was made by OpenGL; false before the first paint and with the painter.
  [[nodiscard]] bool usesOpenGl() const;
  /// "painter", or OpenGL's vendor, renderer and version: for diagnostics.
  [[nodiscard]] QString backendDescription() const;

  [[nodiscard]] QSize sizeHint() const override { return {420, 320}; }
  [[nodiscard]] QSize minimumSizeHint() const override { return {160, 140}; }

 signals:
  void pointPicked(int index);
  void cameraChanged();
  /// Indices of the points inside; `adds` to those chosen before (Shift in a mode; Ctrl).
  void areaChosen(const std::vector<int>& points, bool adds);
  void dragModeChanged(headlight::scatter3d::DragMode mode);

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void timerEvent(QTimerEvent* event) override;

 private:
  void invalidate();
  void setHovered(int index);
  /// True if the press begins an area.
  bool beginArea(const QMouseEvent* event);
  void endArea();
  bool keyOfModes(int key);
  struct Private;
  std::unique_ptr<Private> d;
};

}  // namespace headlight::scatter3d
