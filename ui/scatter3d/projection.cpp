#include "scatter3d/projection.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>

#include <QVector4D>

namespace headlight::scatter3d {
namespace {

constexpr float kNearPlane = 0.02F;

int mix(int from, int to, float share) {
  return static_cast<int>(std::lround(static_cast<float>(from) * (1 - share) + static_cast<float>(to) * share));
}

/// World to pixels for one camera and picture size.
class Projector {
 public:
  Projector(const Camera& camera, QSizeF size) : m_size(size) {
    m_view = camera.viewMatrix();
    const qreal aspect = size.height() > 0 ? size.width() / size.height() : 1;
    m_projection = camera.projectionMatrix(static_cast<float>(aspect));
  }

  [[nodiscard]] QVector3D toCamera(const QVector3D& world) const { return m_view.map(world); }
  /// `inCamera` must lie before the near plane.
  [[nodiscard]] QPointF toPixels(const QVector3D& inCamera) const {
    const QVector4D clip = m_projection * QVector4D(inCamera, 1);
    return {(static_cast<double>(clip.x() / clip.w()) + 1) / 2 * m_size.width(),
            (1 - static_cast<double>(clip.y() / clip.w())) / 2 * m_size.height()};
  }
  /// The part of a segment before the camera, in pixels; nothing if it lies wholly behind.
  [[nodiscard]] std::optional<QLineF> segment(const QVector3D& from, const QVector3D& to) const {
    QVector3D a = toCamera(from), b = toCamera(to);
    if (a.z() > -kNearPlane && b.z() > -kNearPlane) return std::nullopt;
    if (a.z() > -kNearPlane) a = cut(b, a);
    if (b.z() > -kNearPlane) b = cut(a, b);
    return QLineF(toPixels(a), toPixels(b));
  }

 private:
  static QVector3D cut(const QVector3D& before, const QVector3D& behind) {
    const float share = (-kNearPlane - before.z()) / (behind.z() - before.z());
    return before + (behind - before) * share;
  }

  QSizeF m_size;
  QMatrix4x4 m_view;
  QMatrix4x4 m_projection;
};

/// By rank, then far to near, then by index: the points come in the order of their indices, so a stable sort by rank
/// and depth is enough: three counting passes, whatever the number of points (LSD radix sort).
void sortForDrawing(std::vector<ProjectedPoint>& points) {
  constexpr unsigned kBits = 12, kPasses = 3;
  constexpr std::size_t kBuckets = std::size_t{1} << kBits;
  struct Entry {
    std::uint64_t key;  // 4 bits of rank, 32 of depth; a positive float's bits rise with it, so those are turned round
    std::uint32_t place;
  };
  std::vector<Entry> entries(points.size()), sorted(points.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    const std::uint64_t rank = static_cast<std::uint64_t>(points[i].rank) << 32U;
    entries[i] = {rank | static_cast<std::uint32_t>(~std::bit_cast<std::uint32_t>(points[i].depth)),
                  static_cast<std::uint32_t>(i)};
  }
  for (unsigned pass = 0; pass < kPasses; ++pass) {
    const auto bucketOf = [&](const Entry& entry) { return (entry.key >> (pass * kBits)) & (kBuckets - 1); };
    std::vector<std::size_t> starts(kBuckets + 1, 0);
    for (const Entry& entry : entries) ++starts[bucketOf(entry) + 1];
    std::partial_sum(starts.begin(), starts.end(), starts.begin());
    for (const Entry& entry : entries) sorted[starts[bucketOf(entry)]++] = entry;
    entries.swap(sorted);
  }
  std::vector<ProjectedPoint> ordered;
  ordered.reserve(points.size());
  for (const Entry& entry : entries) ordered.push_back(points[entry.place]);
  points.swap(ordered);
}

void projectPoints(const Scene& scene, const Camera& camera, const Projector& projector, ProjectedScene& result) {
  result.points.reserve(scene.points.size());
  const QRectF picture(QPointF(0, 0), result.size);
  for (std::size_t i = 0; i < scene.points.size(); ++i) {
    const Point& point = scene.points[i];
    const QVector3D inCamera = projector.toCamera(point.position);
    const float depth = -inCamera.z();
    if (!(depth > kNearPlane)) continue;
    ProjectedPoint projected;
    projected.index = static_cast<int>(i);
    projected.center = projector.toPixels(inCamera);
    projected.radius = point.diameter / 2 * sizeFactor(depth, camera.distance());
    projected.depth = depth;
    projected.rank = point.rank;
    projected.isChosen = point.isChosen;
    if (scene.hasFog()) {
      projected.fog = fogAt(depth, camera.distance()) * (point.rank >= Rank::Highlighted ? kFogOfHighlighted : 1.0F);
    }
    const qreal margin = static_cast<qreal>(projected.radius);
    if (picture.adjusted(-margin, -margin, margin, margin).contains(projected.center))
      result.points.push_back(projected);
  }
  sortForDrawing(result.points);
}

void projectLines(const Scene& scene, const Camera& camera, const Projector& projector, ProjectedScene& result) {
  for (const Line& line : sceneLines(scene)) {
    const std::optional<QLineF> segment = projector.segment(line.from, line.to);
    if (!segment) continue;
    const float depth = -projector.toCamera((line.from + line.to) / 2).z();
    const float fog = scene.hasFog() ? fogAt(depth, camera.distance()) * 0.5F : 0;
    result.lines.push_back({*segment, fogged(line.color, scene.colors.background, fog), line.width});
  }
}

void projectAxes(const Projector& projector, int axes, ProjectedScene& result) {
  for (int axis = 0; axis < axes; ++axis) {
    QVector3D end;
    end[axis] = kReach;
    const std::optional<QLineF> segment = projector.segment({}, end);
    if (segment) result.axes[static_cast<std::size_t>(axis)] = {segment->p2(), segment->p1(), true};
  }
}

}  // namespace

float fogAt(float depth, float distance) {
  return std::clamp((depth - distance + 1) / 2, 0.0F, 1.0F) * kMostFog;
}

float closenessAt(float distance) {
  return std::sqrt(Camera().distance() / std::max(distance, kNearPlane));
}

float sizeFactor(float depth, float distance) {
  return std::clamp(distance / std::max(depth, kNearPlane) * closenessAt(distance), 0.5F, 2.5F);
}

QRgb fogged(QRgb color, const QColor& background, float fog) {
  return qRgba(mix(qRed(color), background.red(), fog), mix(qGreen(color), background.green(), fog),
               mix(qBlue(color), background.blue(), fog), qAlpha(color));
}

ProjectedScene projectScene(const Scene& scene, const Camera& camera, QSizeF size) {
  ProjectedScene result;
  result.size = size;
  if (size.width() < 1 || size.height() < 1) return result;
  const Projector projector(camera, size);
  projectPoints(scene, camera, projector, result);
  projectLines(scene, camera, projector, result);
  if (scene.frame) projectAxes(projector, scene.isFlat ? 2 : 3, result);
  return result;
}

std::optional<int> pickPoint(const ProjectedScene& projected, QPointF position, float tolerance) {
  std::optional<int> nearest;
  double smallest = std::numeric_limits<double>::infinity();
  for (auto point = projected.points.rbegin(); point != projected.points.rend(); ++point) {
    const QPointF offset = point->center - position;
    const double rim = std::hypot(offset.x(), offset.y()) - static_cast<double>(point->radius);
    if (rim <= 0) return point->index;  // drawn over all that follow
    if (rim <= static_cast<double>(tolerance) && rim < smallest) {
      smallest = rim;
      nearest = point->index;
    }
  }
  return nearest;
}

}  // namespace headlight::scatter3d
