// Frames a second of the 3D view while it turns, as the window shows it (points, labels, axes, onto the screen), and
// the time of one pick. Prints a line a number of points and backend. Run it under Xvfb (xvfb-run -s "-screen 0
// 1280x720x24" scatter_bench [frames]).

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include <QApplication>
#include <QtTest>

#include "scatter3d/scatter_widget.h"
#include "tensor/random.h"

using namespace headlight;
using namespace headlight::scatter3d;

namespace {

using Clock = std::chrono::steady_clock;

double milliseconds(Clock::time_point since) {
  return std::chrono::duration<double, std::milli>(Clock::now() - since).count();
}

double percentile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

/// A cloud as word vectors make it: dense in the middle, every point with a word.
Scene cloud(int points) {
  Scene scene;
  for (int i = 0; i < points; ++i) {
    Point point;
    for (int axis = 0; axis < 3; ++axis) {
      double sum = -2;
      for (int part = 0; part < 4; ++part)
        sum += uniformAt(1, static_cast<std::uint64_t>(i), static_cast<std::uint64_t>(axis * 4 + part));
      point.position[axis] = static_cast<float>(sum * 0.8);
    }
    point.rank = i < 6 ? Rank::Highlighted : Rank::Quiet;
    scene.points.push_back(point);
    scene.labels.push_back(QStringLiteral("word%1").arg(i));
  }
  scene.axisNames = {QStringLiteral("PC 1"), QStringLiteral("PC 2"), QStringLiteral("PC 3")};
  return scene;
}

void measure(int points, ScatterWidget::Backend backend, int frames) {
  ScatterWidget widget(nullptr, backend);
  widget.resize(1280, 720);
  widget.setScene(cloud(points));
  widget.show();
  if (!QTest::qWaitForWindowExposed(&widget)) std::exit(3);
  std::vector<double> turning, picking;
  for (int frame = 0; frame < frames; ++frame) {
    const auto start = Clock::now();
    Camera camera = widget.camera();
    camera.orbit(1, 0);
    widget.setCamera(camera);
    widget.repaint();
    QCoreApplication::processEvents();
    turning.push_back(milliseconds(start));
  }
  for (int i = 0; i < 100; ++i) {
    const auto start = Clock::now();
    (void)widget.pointAt(QPointF(13 * i % 1280, 7 * i % 720));
    picking.push_back(milliseconds(start));
  }
  const double median = percentile(turning, 0.5);
  std::printf("%7d points  %-8s  %6.2f ms a frame (95%%: %6.2f)  %6.1f a second  pick %.3f ms (longest %.3f)\n", points,
              widget.usesOpenGl() ? "OpenGL" : "painter", median, percentile(turning, 0.95), 1000 / median,
              percentile(picking, 0.5), percentile(picking, 1));
}

}  // namespace

int main(int argc, char** argv) {
  QApplication app(argc, argv);
  const int frames = argc > 1 ? std::atoi(argv[1]) : 120;
  for (const int points : {4000, 10000, 100000}) measure(points, ScatterWidget::Backend::Automatic, frames);
  for (const int points : {4000, 10000, 100000}) measure(points, ScatterWidget::Backend::Painter, frames / 4);
  return 0;
}
