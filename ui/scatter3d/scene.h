#pragma once
// What the 3D view shows, as a value: points, lines, axes and colours. Renderers draw it, projection.h turns it into a
// picture plane; neither changes it.

#include <array>
#include <vector>

#include <QColor>
#include <QString>
#include <QVector3D>

#include "tensor/matrix.h"

namespace headlight::scatter3d {

/// How much attention a point asks for: decides drawing order, fog and whether its label may be dropped.
enum class Rank : quint8 {
  Quiet,        ///< one of thousands; labelled where there is room
  Neighbour,    ///< related to the selected one; labelled before quiet ones
  Highlighted,  ///< of the prompt, or found: labelled unless there is no room at all
  Selected,     ///< its label is always drawn
};

struct Point {
  QVector3D position;  ///< in the scene's unit: the cloud lies within about ±1
  QRgb color = 0xff808080;
  float diameter = 5;  ///< logical pixels at the target's distance
  Rank rank = Rank::Quiet;
  bool isChosen = false;  ///< drawn with a ring
};

struct Line {
  QVector3D from, to;
  QRgb color = 0xff808080;
  float width = 1;  ///< logical pixels
};

struct SceneColors {
  QColor background = Qt::white;
  QColor text = Qt::black;
  QColor quietText = QColor(110, 110, 110);
  QColor grid = QColor(222, 222, 222);
  QColor axis = QColor(150, 150, 150);
  QColor accent = QColor(200, 80, 0);
  QColor accentText = Qt::white;  ///< on the accent
  bool operator==(const SceneColors&) const = default;
};

struct Scene {
  std::vector<Point> points;
  std::vector<QString> labels;       ///< one a point, or none at all
  std::vector<Line> lines;           ///< besides grid and axes, which sceneLines() adds
  std::array<QString, 3> axisNames;  ///< "PC 1 · 8.1 %"
  SceneColors colors;
  bool fog = true;      ///< far points fade into the background
  bool frame = true;    ///< floor grid, axes and origin
  bool isFlat = false;  ///< two dimensions: the grid is behind the points, and there is no third axis

  /// In a flat scene all is equally far.
  [[nodiscard]] bool hasFog() const { return fog && !isFlat; }
};

/// Divide coordinates [n, 3] by this to make them positions: one number for all three axes, so that distances keep
/// their proportions. It is the 99th percentile of the largest absolute coordinate of each point, of fewer than a
/// thousand points the largest of all; 1 if there is none.
[[nodiscard]] float scaleOf(ConstMatrixRef<float> coordinates);

/// Row `index` of the coordinates as a position. The first axis points right, the second up, the third to the viewer.
[[nodiscard]] QVector3D positionOf(ConstMatrixRef<float> coordinates, Index index, float scale);

/// The place of the floor, and how far grid and axes reach.
inline constexpr float kFloor = -1.0F;
inline constexpr float kReach = 1.0F;

/// Grid and axes (where scene.frame is set), then the scene's own lines: the order of drawing.
[[nodiscard]] std::vector<Line> sceneLines(const Scene& scene);

}  // namespace headlight::scatter3d
