#pragma once
// The scene in the picture plane: one calculation that the OpenGL renderer (drawing order), the painter (everything),
// the labels and picking share, so that what is clicked is what is seen.

#include <array>
#include <optional>
#include <vector>

#include <QLineF>
#include <QPointF>
#include <QSizeF>

#include "scatter3d/camera.h"
#include "scatter3d/scene.h"

namespace headlight::scatter3d {

struct ProjectedPoint {
  int index = 0;     ///< into Scene::points
  QPointF center;    ///< logical pixels, origin in the upper left corner
  float radius = 0;  ///< logical pixels
  float depth = 0;   ///< distance from the camera along its line of sight, scene units
  float fog = 0;     ///< 0 near, up to kMostFog far
  Rank rank = Rank::Quiet;
  bool isChosen = false;  ///< as in Point
};

struct ProjectedLine {
  QLineF line;
  QRgb color = 0;  ///< fog mixed in
  float width = 1;
};

struct ProjectedAxis {
  QPointF end;
  QPointF origin;
  bool visible = false;
};

struct ProjectedScene {
  QSizeF size;
  std::vector<ProjectedPoint> points;  ///< the points in the picture, in order of drawing: by rank, far to near
  std::vector<ProjectedLine> lines;    ///< drawn before the points
  std::array<ProjectedAxis, 3> axes;
};

/// The largest share of the background's colour in a far point; highlighted points take kFogOfHighlighted of that.
inline constexpr float kMostFog = 0.8F;
inline constexpr float kFogOfHighlighted = 0.25F;

/// Fog at `depth` for a camera at `distance`: rises linearly from one scene unit before the target to one behind it.
[[nodiscard]] float fogAt(float depth, float distance);
/// How much larger a point at `depth` is drawn than one at the target: perspective, kept within 0.5 and 2.5.
[[nodiscard]] float sizeFactor(float depth, float distance);
/// The part of it that depends on the camera alone: points grow when one comes nearer.
[[nodiscard]] float closenessAt(float distance);
/// `color` with `fog` of the background mixed in.
[[nodiscard]] QRgb fogged(QRgb color, const QColor& background, float fog);

/// `size` in logical pixels. Points behind the camera or wholly outside the picture are left out. Pure; any thread.
[[nodiscard]] ProjectedScene projectScene(const Scene& scene, const Camera& camera, QSizeF size);

/// The point drawn at `position`, or the nearest within `tolerance` pixels of its rim; of overlapping ones the one that
/// was drawn last. Nothing if there is none.
[[nodiscard]] std::optional<int> pickPoint(const ProjectedScene& projected, QPointF position, float tolerance = 4);

}  // namespace headlight::scatter3d
