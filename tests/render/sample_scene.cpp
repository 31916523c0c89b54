#include "render/sample_scene.h"

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

Scene pathsScene(bool isFlat) {
  constexpr int kTokens = 6, kStations = 4;
  constexpr QRgb kColors[kStations] = {qRgb(0, 114, 178), qRgb(0, 158, 115), qRgb(230, 159, 0), qRgb(204, 121, 167)};
  Scene scene;
  scene.isFlat = isFlat;
  for (int station = 0; station < kStations; ++station) {
    for (int token = 0; token < kTokens; ++token) {
      const auto turn = static_cast<float>(token + station * 0.4);
      Point point;
      point.position = QVector3D(std::cos(turn), -0.8F + 0.5F * static_cast<float>(station), std::sin(turn)) * 0.8F;
      if (isFlat) point.position.setZ(0);
      point.diameter = station == kStations - 1 ? 9 : 5;
      point.color = kColors[station];
      scene.points.push_back(point);
    }
  }
  for (int token = 0; token < kTokens; ++token) {
    const QRgb color = token == 2 ? scene.colors.accent.rgba() : scene.colors.axis.rgba();
    for (int station = 1; station < kStations; ++station) {
      const auto from = static_cast<std::size_t>((station - 1) * kTokens + token);
      scene.lines.push_back(
          {scene.points[from].position, scene.points[from + kTokens].position, color, token == 2 ? 2.0F : 1.2F});
    }
  }
  return scene;
}

Scene chosenScene(bool isolated) {
  Scene scene = sampleScene();
  scene.labels.clear();
  scene.axisNames = {};
  std::vector<Point> chosen;
  for (std::size_t i = 20; i < 40; ++i) {
    scene.points[i].isChosen = true;
    scene.points[i].color = scene.colors.accent.rgba();
    chosen.push_back(scene.points[i]);
  }
  if (isolated) scene.points = std::move(chosen);
  return scene;
}

}  // namespace headlight::scatter3d
