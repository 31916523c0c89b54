#include "scatter3d/scene.h"

#include <algorithm>
#include <cmath>

namespace headlight::scatter3d {
namespace {

constexpr int kGridCells = 8;
constexpr std::size_t kFewPoints = 1000;
constexpr float kOriginMark = 0.04F;

/// The floor, or of a flat scene the wall.
void addGrid(std::vector<Line>& lines, QRgb color, bool isFlat) {
  const auto onGrid = [isFlat](float a, float b) { return isFlat ? QVector3D(a, b, 0) : QVector3D(a, kFloor, b); };
  for (int i = 0; i <= kGridCells; ++i) {
    const float at = -kReach + 2 * kReach * static_cast<float>(i) / kGridCells;
    lines.push_back({onGrid(at, -kReach), onGrid(at, kReach), color, 1});
    lines.push_back({onGrid(-kReach, at), onGrid(kReach, at), color, 1});
  }
}

void addAxes(std::vector<Line>& lines, QRgb color, int axes) {
  for (int axis = 0; axis < axes; ++axis) {
    QVector3D end;
    end[axis] = kReach;
    lines.push_back({-end, end, color, 1.2F});
    QVector3D mark;
    mark[axis] = kOriginMark;
    lines.push_back({-mark, mark, color, 4});
  }
}

}  // namespace

float scaleOf(ConstMatrixRef<float> coordinates) {
  if (coordinates.rows() == 0 || coordinates.cols() == 0) return 1;
  std::vector<float> reach(static_cast<std::size_t>(coordinates.rows()));
  for (Index row = 0; row < coordinates.rows(); ++row) {
    reach[static_cast<std::size_t>(row)] = coordinates.row(row).cwiseAbs().maxCoeff();
  }
  const auto at =
      reach.begin() + static_cast<std::ptrdiff_t>((reach.size() - 1) * (reach.size() < kFewPoints ? 100 : 99) / 100);
  std::nth_element(reach.begin(), at, reach.end());
  return *at > 0 && std::isfinite(*at) ? *at : 1;
}

QVector3D positionOf(ConstMatrixRef<float> coordinates, Index index, float scale) {
  QVector3D position;
  const int axes = static_cast<int>(std::min<Index>(3, coordinates.cols()));
  for (int axis = 0; axis < axes; ++axis) position[axis] = coordinates(index, axis) / scale;
  return position;
}

std::vector<Line> sceneLines(const Scene& scene) {
  std::vector<Line> lines;
  if (scene.frame) {
    addGrid(lines, scene.colors.grid.rgba(), scene.isFlat);
    addAxes(lines, scene.colors.axis.rgba(), scene.isFlat ? 2 : 3);
  }
  lines.insert(lines.end(), scene.lines.begin(), scene.lines.end());
  return lines;
}

}  // namespace headlight::scatter3d
