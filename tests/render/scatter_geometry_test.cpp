// Camera, projection, picking and labels: pure numbers, no picture.

#include <QtTest>

#include "render/sample_scene.h"
#include "scatter3d/label_layout.h"
#include "scatter3d/painter_renderer.h"
#include "scatter3d/projection.h"

using namespace headlight;
using namespace headlight::scatter3d;

namespace {

const QSizeF kSize(640, 480);

ProjectedPoint projectedAt(const Scene& scene, const Camera& camera, int index) {
  for (const ProjectedPoint& point : projectScene(scene, camera, kSize).points) {
    if (point.index == index) return point;
  }
  return {};
}

QSizeF fixedSize(int, Rank) {
  return {60, 16};
}

Scene onePoint(QVector3D position) {
  Scene scene;
  scene.points.push_back({position, qRgb(255, 0, 0), 10, Rank::Quiet});
  return scene;
}

}  // namespace

class ScatterGeometryTest : public QObject {
  Q_OBJECT

 private slots:
  void theTargetIsInTheMiddle() {
    Camera camera;
    camera.lookAt({0.2F, -0.3F, 0.1F});
    const ProjectedPoint point = projectedAt(onePoint(camera.target()), camera, 0);
    QVERIFY(std::abs(point.center.x() - 320) < 0.01 && std::abs(point.center.y() - 240) < 0.01);
    QVERIFY(std::abs(point.depth - camera.distance()) < 1e-4F);
  }

  void orbitKeepsTheDistanceAndStopsBeforeTheZenith() {
    Camera camera;
    camera.orbit(75, 500);
    QCOMPARE(camera.elevation(), 89.0F);
    QVERIFY(std::abs((camera.position() - camera.target()).length() - camera.distance()) < 1e-4F);
    camera.orbit(720, 0);
    QVERIFY(std::abs(camera.azimuth()) < 360);
  }

  void pannedPointFollowsThePointer() {
    Camera camera;
    const QPointF before = projectedAt(onePoint({}), camera, 0).center;
    camera.pan({30, -12}, 480);
    const QPointF moved = projectedAt(onePoint({}), camera, 0).center - before;
    QVERIFY2(std::abs(moved.x() - 30) < 0.2 && std::abs(moved.y() + 12) < 0.2,
             qPrintable(QStringLiteral("%1 %2").arg(moved.x()).arg(moved.y())));
  }

  void zoomStaysWithinItsLimitsAndResetGoesHome() {
    Camera camera;
    camera.zoom(1e9F);
    QCOMPARE(camera.distance(), Camera::kNearest);
    camera.zoom(1e-9F);
    QCOMPARE(camera.distance(), Camera::kFarthest);
    camera.zoom(0);
    camera.zoom(-1);
    QCOMPARE(camera.distance(), Camera::kFarthest);
    camera.reset();
    QVERIFY(camera == Camera());
  }

  void inertiaDiesOut() {
    Inertia inertia;
    inertia.dragged({4, 0}, 0.016);
    QVERIFY(inertia.isMoving());
    double turned = 0;
    for (int frame = 0; frame < 600 && inertia.isMoving(); ++frame) turned += inertia.advance(0.016).x();
    QVERIFY(!inertia.isMoving());
    QVERIFY(turned > 1 && turned < 90);
  }

  void pointsBehindTheCameraAreLeftOut() {
    const Camera camera;
    QVERIFY(projectScene(onePoint(camera.position() * 1.5F), camera, kSize).points.empty());
  }

  void drawingOrderIsByRankThenFarToNear() {
    const ProjectedScene projected = projectScene(sampleScene(), Camera(), kSize);
    QCOMPARE(projected.points.back().index, kSelectedPoint);
    for (std::size_t i = 1; i < projected.points.size(); ++i) {
      const ProjectedPoint &before = projected.points[i - 1], &after = projected.points[i];
      QVERIFY(before.rank < after.rank || (before.rank == after.rank && before.depth >= after.depth));
    }
  }

  void farPointsAreSmallerAndFoggier() {
    const Camera camera;
    const QVector3D towards = camera.position().normalized();
    const ProjectedPoint near = projectedAt(onePoint(towards * 0.8F), camera, 0);
    const ProjectedPoint far = projectedAt(onePoint(towards * -0.8F), camera, 0);
    QVERIFY(near.radius > far.radius);
    QVERIFY(near.fog < far.fog);
  }

  void everyPointIsPickedAtItsMiddleUnlessAnotherIsOverIt() {
    const ProjectedScene projected = projectScene(sampleScene(), Camera(), kSize);
    int picked = 0;
    for (const ProjectedPoint& point : projected.points) {
      if (pickPoint(projected, point.center) == point.index) ++picked;
    }
    QVERIFY2(picked > 50, qPrintable(QString::number(picked)));
    QCOMPARE(pickPoint(projected, projected.points.back().center), std::optional<int>(kSelectedPoint));
    QVERIFY(!pickPoint(projected, {1, 1}));
  }

  void labelsDoNotOverlapAndStayInside() {
    const ProjectedScene projected = projectScene(sampleScene(400), Camera(), kSize);
    const std::vector<PlacedLabel> labels = layOutLabels(projected, fixedSize);
    QVERIFY(labels.size() > 10);
    for (std::size_t i = 0; i < labels.size(); ++i) {
      QVERIFY(QRectF(QPointF(0, 0), kSize).contains(labels[i].box));
      for (std::size_t j = 0; j < i; ++j) QVERIFY(!labels[i].box.intersects(labels[j].box));
    }
  }

  void theSelectedLabelIsNeverHidden() {
    // The selected point in a corner, every place taken: it is pushed inside all the same.
    Camera camera;
    for (int step = 0; step < 36; ++step) {
      camera.orbit(10, 0);
      camera.zoom(1.04F);
      const ProjectedScene projected = projectScene(sampleScene(400), camera, kSize);
      const bool inPicture = std::any_of(projected.points.begin(), projected.points.end(),
                                         [](const ProjectedPoint& point) { return point.index == kSelectedPoint; });
      const auto labels = layOutLabels(projected, fixedSize, {}, {QRectF(QPointF(0, 0), kSize)});
      QCOMPARE(static_cast<bool>(labels.size() == 1), inPicture);
      if (inPicture) QCOMPARE(labels.front().index, kSelectedPoint);
    }
  }

  void quietLabelsThinOutWithDistance() {
    const ProjectedScene projected = projectScene(sampleScene(400), Camera(), kSize);
    const LabelRules rules;
    int quiet = 0;
    for (const PlacedLabel& label : layOutLabels(projected, fixedSize, rules)) {
      if (label.rank != Rank::Quiet) continue;
      ++quiet;
      QVERIFY(label.fog <= rules.farthestFog);
    }
    QVERIFY(quiet > 0 && quiet <= rules.mostQuiet);
  }

  void scaleIgnoresASingleOutlier() {
    Matrix<float> coordinates = Matrix<float>::Constant(1000, 3, 2.0F);
    coordinates(0, 0) = 1e6F;
    QCOMPARE(scaleOf(coordinates), 2.0F);
    QCOMPARE(scaleOf(Matrix<float>::Zero(5, 3)), 1.0F);
    QCOMPARE(scaleOf(Matrix<float>(0, 3)), 1.0F);
  }
};

QTEST_MAIN(ScatterGeometryTest)
#include "scatter_geometry_test.moc"
