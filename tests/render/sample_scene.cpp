#include "sample_scene.h"

#include <cmath>

namespace headlight::scatter3d {

Scene sampleScene(int count) {
  Scene scene;
  for (int i = 0; i < count; ++i) {
    const float turn = static_cast<float>(i) * 0.7F;
    const float height = -0.9F + 1.8F * static_cast<float>(i) / static_cast<float>(count);
    Point point;
    point.position = QVector3D(0.8F * std::cos(turn), height, 0.8F * std::sin(turn));
    point.diameter = 6;
    scene.points.push_back(point);
    scene.labels.push_back(QStringLiteral("word%1").arg(i));
  }
  for (const std::size_t i : {3U, 7U}) {
    scene.points[i].rank = Rank::Highlighted;
    scene.points[i].color = scene.colors.accent.rgba();
    scene.points[i].diameter = 10;
  }
  scene.points[kSelectedPoint].rank = Rank::Selected;
  scene.points[kSelectedPoint].color = qRgb(0, 0, 255);
  scene.points[kSelectedPoint].diameter = 14;
  scene.axisNames = {QStringLiteral("PC 1"), QStringLiteral("PC 2"), QStringLiteral("PC 3")};
  return scene;
}

}  // namespace headlight::scatter3d
