#pragma once
// Where the 3D view is seen from: a turntable around a target point. Pure numbers, no widget, no OpenGL.

#include <QMatrix4x4>
#include <QPointF>
#include <QVector3D>

namespace headlight::scatter3d {

/// A value: copy it to keep a view, compare it to see whether a repaint is due. The scene's unit is 1 (see Scene).
class Camera {
 public:
  /// Turns around the target, in degrees: `azimuth` about the upright axis, `elevation` up or down (kept within ±89).
  void orbit(float azimuth, float elevation);
  /// Moves the target in the picture plane so that points at the target's depth follow the pointer by `pixels`.
  void pan(QPointF pixels, float viewportHeight);
  /// Divides the distance by `factor`: above 1 comes nearer. Kept between the limits below.
  void zoom(float factor);
  /// Keeps isFlat().
  void reset();
  /// Straight from the front, and orbit() does nothing: for scenes of two dimensions.
  void setFlat(bool flat);
  [[nodiscard]] bool isFlat() const { return m_isFlat; }
  void lookAt(QVector3D target) { m_target = target; }
  /// From where another one stood; angles do nothing while isFlat().
  void standAt(QVector3D target, float azimuth, float elevation, float distance);

  [[nodiscard]] float azimuth() const { return m_azimuth; }
  [[nodiscard]] float elevation() const { return m_elevation; }
  [[nodiscard]] float distance() const { return m_distance; }
  [[nodiscard]] QVector3D target() const { return m_target; }
  [[nodiscard]] QVector3D position() const;

  /// World to camera: x right, y up, looking along -z.
  [[nodiscard]] QMatrix4x4 viewMatrix() const;
  /// Camera to clip space; `aspect` is width / height. A narrow picture keeps its horizontal field of view.
  [[nodiscard]] QMatrix4x4 projectionMatrix(float aspect) const;

  bool operator==(const Camera&) const = default;

  static constexpr float kFieldOfView = 32.0F;  ///< degrees, of the shorter side
  static constexpr float kNearest = 0.25F;
  static constexpr float kFarthest = 20.0F;

 private:
  QVector3D m_target;
  float m_azimuth = 32.0F;
  float m_elevation = 20.0F;
  float m_distance = 4.4F;
  bool m_isFlat = false;
};

/// Rotation that continues after the mouse button is released, and slows down. Time comes from the caller.
class Inertia {
 public:
  /// Degrees turned since the last call, `seconds` ago, while the mouse drags.
  void dragged(QPointF degrees, double seconds);
  void stop() { m_velocity = {}; }
  /// True while there is something left to turn.
  [[nodiscard]] bool isMoving() const;
  /// The turn of the next `seconds`, in degrees; slows down by a constant factor a second.
  [[nodiscard]] QPointF advance(double seconds);

 private:
  QPointF m_velocity;  // degrees a second
};

}  // namespace headlight::scatter3d
