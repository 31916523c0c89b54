// The 3D view with OpenGL under Xvfb (llvmpipe): the same picture as the painter's, within its soft rims.

#include <QSignalSpy>
#include <QtTest>

#include "render/picture_baseline.h"
#include "render/sample_scene.h"
#include "scatter3d/gl_renderer.h"
#include "scatter3d/painter_renderer.h"
#include "scatter3d/scatter_widget.h"

using namespace headlight;
using namespace headlight::scatter3d;

class ScatterGlTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    m_renderer = GlRenderer::create();
    if (!m_renderer) QSKIP("no OpenGL 3.3 context can be made here");
    qInfo("%s", qPrintable(m_renderer->description()));
  }
  void cleanupTestCase() { m_renderer.reset(); }

  void rendersTheBaseline() {
    const QString trouble =
        compareWithBaseline(render(sampleScene(), {240, 180}, 1), QStringLiteral("scatter_points"), 1.5);
    QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
  }

  void rendersPathsInColoursRoundAndFlat() {
    for (const bool isFlat : {false, true}) {
      const Scene scene = pathsScene(isFlat);
      Camera camera;
      camera.setFlat(isFlat);
      m_renderer->setPoints(scene);
      const QImage picture = m_renderer->render(scene, camera, projectScene(scene, camera, QSizeF(240, 180)), 1);
      const QString name = isFlat ? QStringLiteral("scatter_flat") : QStringLiteral("scatter_paths");
      const QString trouble = compareWithBaseline(picture, name, 1.5);
      QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
    }
  }

  void drawsAPartInRings() {
    ScatterWidget widget;
    widget.resize(240, 180);
    widget.setFocusPolicy(Qt::NoFocus);  // no frame
    widget.setScene(chosenScene(true));
    widget.show();
    QVERIFY(QTest::qWaitForWindowExposed(&widget));
    const QString trouble = compareWithBaseline(widget.grab().toImage(), QStringLiteral("scatter_isolated"), 1.5);
    QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
  }

  void equalsThePainterFromEverySide() {
    const Scene scene = sampleScene(300);
    Camera camera;
    for (int side = 0; side < 6; ++side) {
      camera.orbit(57, side % 2 == 0 ? 15 : -20);
      camera.zoom(1.2F);
      const ProjectedScene projected = projectScene(scene, camera, QSizeF(320, 240));
      m_renderer->setPoints(scene);
      const QImage gl = m_renderer->render(scene, camera, projected, 1);
      QImage painted(320, 240, QImage::Format_RGB32);
      QPainter painter(&painted);
      paintPoints(painter, scene, projected);
      painter.end();
      const double difference = pictureDifference(gl, painted);
      QVERIFY2(difference < 1.5, qPrintable(QString::number(difference)));
    }
  }

  void aHighPixelRatioGivesMorePixelsOfTheSamePicture() {
    const QImage fine = render(sampleScene(), {240, 180}, 2);
    QCOMPARE(fine.size(), QSize(480, 360));
    QCOMPARE(fine.devicePixelRatio(), 2.0);
    QImage coarse = fine.scaled(240, 180, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    QVERIFY(pictureDifference(coarse, render(sampleScene(), {240, 180}, 1)) < 2);
  }

  void aChangedSceneIsUploadedAnew() {
    Scene scene = sampleScene();
    scene.points[kSelectedPoint].color = qRgb(0, 160, 0);
    const ProjectedScene projected = projectScene(scene, Camera(), QSizeF(240, 180));
    const QColor color = render(scene, {240, 180}, 1).pixelColor(projected.points.back().center.toPoint());
    QVERIFY2(color.green() > 120 && color.blue() < 100, qPrintable(color.name()));
  }

  void theWidgetUsesItAndPicksWhatItDraws() {
    ScatterWidget widget;
    widget.resize(480, 360);
    widget.setScene(sampleScene());
    widget.show();
    QVERIFY(QTest::qWaitForWindowExposed(&widget));
    const QImage picture = widget.grab().toImage();
    QVERIFY(widget.usesOpenGl());
    const QPoint at = widget.pointPosition(kSelectedPoint).value().toPoint();
    const QColor color = picture.pixelColor(at);
    QVERIFY2(color.blue() > 200 && color.red() < 100, qPrintable(color.name()));
    QSignalSpy picked(&widget, &ScatterWidget::pointPicked);
    QTest::mouseClick(&widget, Qt::LeftButton, {}, at);
    QCOMPARE(picked.size(), 1);
    QCOMPARE(picked.front().front().toInt(), kSelectedPoint);
  }

  void severalRenderersLiveSideBySide() {
    const auto second = GlRenderer::create();
    QVERIFY(second);
    const QImage first = render(sampleScene(), {240, 180}, 1);
    const Scene scene = sampleScene();
    second->setPoints(scene);
    const QImage other = second->render(scene, Camera(), projectScene(scene, Camera(), QSizeF(240, 180)), 1);
    QCOMPARE(first, other);
  }

 private:
  QImage render(const Scene& scene, QSizeF size, qreal pixelRatio) {
    m_renderer->setPoints(scene);
    return m_renderer->render(scene, Camera(), projectScene(scene, Camera(), size), pixelRatio);
  }

  std::unique_ptr<GlRenderer> m_renderer;
};

QTEST_MAIN(ScatterGlTest)
#include "scatter_gl_test.moc"
