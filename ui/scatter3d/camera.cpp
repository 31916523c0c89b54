#include "scatter3d/camera.h"

#include <algorithm>
#include <cmath>

#include <QtMath>

namespace headlight::scatter3d {
namespace {

constexpr float kSteepest = 89.0F;
constexpr double kStillDegrees = 2.0;  // a second: slower than this is still
constexpr double kFastestDegrees = 360.0;
constexpr double kDecay = 4.0;  // velocity falls by e^-4 a second

}  // namespace

void Camera::orbit(float azimuth, float elevation) {
  if (m_isFlat) return;
  m_azimuth = std::fmod(m_azimuth + azimuth, 360.0F);
  m_elevation = std::clamp(m_elevation + elevation, -kSteepest, kSteepest);
}

void Camera::reset() {
  const bool flat = m_isFlat;
  *this = Camera();
  setFlat(flat);
}

void Camera::standAt(QVector3D target, float azimuth, float elevation, float distance) {
  m_target = target;
  m_distance = std::clamp(distance, kNearest, kFarthest);
  if (m_isFlat) return;
  m_azimuth = std::fmod(azimuth, 360.0F);
  m_elevation = std::clamp(elevation, -kSteepest, kSteepest);
}

void Camera::setFlat(bool flat) {
  if (flat == m_isFlat) return;
  const Camera first;
  m_isFlat = flat;
  m_azimuth = flat ? 0 : first.m_azimuth;
  m_elevation = flat ? 0 : first.m_elevation;
}

void Camera::pan(QPointF pixels, float viewportHeight) {
  if (viewportHeight < 1) return;
  const float halfAngle = qDegreesToRadians(kFieldOfView / 2);
  const float unitsPerPixel = 2 * m_distance * std::tan(halfAngle) / viewportHeight;
  const QMatrix4x4 view = viewMatrix();
  const QVector3D right = view.row(0).toVector3D();
  const QVector3D up = view.row(1).toVector3D();
  m_target += (up * static_cast<float>(pixels.y()) - right * static_cast<float>(pixels.x())) * unitsPerPixel;
}

void Camera::zoom(float factor) {
  if (!(factor > 0)) return;
  m_distance = std::clamp(m_distance / factor, kNearest, kFarthest);
}

QVector3D Camera::position() const {
  const float azimuth = qDegreesToRadians(m_azimuth);
  const float elevation = qDegreesToRadians(m_elevation);
  const QVector3D direction(std::cos(elevation) * std::sin(azimuth), std::sin(elevation),
                            std::cos(elevation) * std::cos(azimuth));
  return m_target + direction * m_distance;
}

QMatrix4x4 Camera::viewMatrix() const {
  QMatrix4x4 view;
  view.lookAt(position(), m_target, QVector3D(0, 1, 0));
  return view;
}

QMatrix4x4 Camera::projectionMatrix(float aspect) const {
  float vertical = kFieldOfView;
  if (aspect < 1 && aspect > 0) {
    vertical = qRadiansToDegrees(2 * std::atan(std::tan(qDegreesToRadians(kFieldOfView / 2)) / aspect));
  }
  QMatrix4x4 projection;
  projection.perspective(vertical, aspect, 0.02F, m_distance + 30.0F);
  return projection;
}

void Inertia::dragged(QPointF degrees, double seconds) {
  const QPointF now = degrees / std::max(seconds, 1e-3);
  m_velocity = 0.5 * m_velocity + 0.5 * now;
  m_velocity.setX(std::clamp(m_velocity.x(), -kFastestDegrees, kFastestDegrees));
  m_velocity.setY(std::clamp(m_velocity.y(), -kFastestDegrees, kFastestDegrees));
}

bool Inertia::isMoving() const {
  return std::hypot(m_velocity.x(), m_velocity.y()) > kStillDegrees;
}

QPointF Inertia::advance(double seconds) {
  const double keep = std::exp(-kDecay * seconds);
  const QPointF turned = m_velocity * ((1 - keep) / kDecay);  // integral of the decaying velocity
  m_velocity *= keep;
  if (!isMoving()) stop();
  return turned;
}

}  // namespace headlight::scatter3d
