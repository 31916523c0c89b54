// The 3D view without OpenGL (offscreen platform): the painter draws the same scene, nothing crashes.

#include <QSignalSpy>
#include <QtTest>

#include "render/picture_baseline.h"
#include "render/sample_scene.h"
#include "scatter3d/painter_renderer.h"
#include "scatter3d/scatter_widget.h"

using namespace headlight;
using namespace headlight::scatter3d;

class ScatterPainterTest : public QObject {
  Q_OBJECT

 private slots:
  void paintsTheBaseline() {
    const Scene scene = sampleScene();
    QImage picture(240, 180, QImage::Format_RGB32);
    QPainter painter(&picture);
    paintPoints(painter, scene, projectScene(scene, Camera(), picture.size()));
    painter.end();
    const QString trouble = compareWithBaseline(picture, QStringLiteral("scatter_points"), 0.5);
    QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
  }

  void paintsPathsInColoursRoundAndFlat() {
    for (const bool isFlat : {false, true}) {
      const Scene scene = pathsScene(isFlat);
      Camera camera;
      camera.setFlat(isFlat);
      QImage picture(240, 180, QImage::Format_RGB32);
      QPainter painter(&picture);
      paintPoints(painter, scene, projectScene(scene, camera, picture.size()));
      painter.end();
      const QString name = isFlat ? QStringLiteral("scatter_flat") : QStringLiteral("scatter_paths");
      const QString trouble = compareWithBaseline(picture, name, 0.5);
      QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
    }
  }

  void paintsWhatIsChosenTheLassoAndThePart() {
    ScatterWidget widget(nullptr, ScatterWidget::Backend::Painter);
    widget.resize(240, 180);
    widget.setFocusPolicy(Qt::NoFocus);  // no frame
    widget.setScene(chosenScene(false));
    widget.show();
    QVERIFY(QTest::qWaitForWindowExposed(&widget));
    widget.setDragMode(DragMode::Lasso);
    QTest::mousePress(&widget, Qt::LeftButton, {}, QPoint(60, 40));
    for (const QPoint at : {QPoint(190, 50), QPoint(170, 120), QPoint(120, 90), QPoint(70, 140)}) {
      QTest::mouseMove(&widget, at);
    }
    const QString lasso = compareWithBaseline(widget.grab().toImage(), QStringLiteral("scatter_lasso"), 0.5);
    QSignalSpy chosen(&widget, &ScatterWidget::areaChosen);
    QTest::mouseRelease(&widget, Qt::LeftButton, {}, QPoint(70, 140));
    QCOMPARE(chosen.size(), 1);
    widget.setScene(chosenScene(true));
    const QString part = compareWithBaseline(widget.grab().toImage(), QStringLiteral("scatter_isolated"), 0.5);
    QVERIFY2(lasso.isEmpty(), qPrintable(lasso));
    QVERIFY2(part.isEmpty(), qPrintable(part));
  }

  void theWidgetPaintsThePointWhereItSaysItIs() {
    ScatterWidget widget(nullptr, ScatterWidget::Backend::Painter);
    show(widget);
    const QImage picture = widget.grab().toImage();
    const QPointF at = widget.pointPosition(kSelectedPoint).value();
    QCOMPARE(widget.backendDescription(), QStringLiteral("painter"));
    const QColor color = picture.pixelColor(at.toPoint());
    QVERIFY2(color.blue() > 200 && color.red() < 100, qPrintable(color.name()));
  }

  void aClickPicksAndADragTurns() {
    ScatterWidget widget(nullptr, ScatterWidget::Backend::Painter);
    widget.setInertia(false);
    show(widget);
    QSignalSpy picked(&widget, &ScatterWidget::pointPicked);
    const QPoint at = widget.pointPosition(kSelectedPoint).value().toPoint();
    QTest::mouseClick(&widget, Qt::LeftButton, {}, at);
    QCOMPARE(picked.size(), 1);
    QCOMPARE(picked.front().front().toInt(), kSelectedPoint);

    const Camera before = widget.camera();
    QTest::mousePress(&widget, Qt::LeftButton, {}, at);
    QTest::mouseMove(&widget, at + QPoint(40, 10));
    QTest::mouseRelease(&widget, Qt::LeftButton, {}, at + QPoint(40, 10));
    QCOMPARE(picked.size(), 1);
    QVERIFY(widget.camera().azimuth() != before.azimuth());
    QTest::keyClick(&widget, Qt::Key_R);
    QVERIFY(widget.camera() == Camera());
  }

  void arrowKeysAreLeftToTheWindow() {
    ScatterWidget widget(nullptr, ScatterWidget::Backend::Painter);
    show(widget);
    for (const int key : {Qt::Key_Right, Qt::Key_Left, Qt::Key_Space, Qt::Key_Home}) {
      QKeyEvent press(QEvent::KeyPress, key, Qt::NoModifier);
      QApplication::sendEvent(&widget, &press);
      QVERIFY(!press.isAccepted());
    }
    QVERIFY(widget.camera() == Camera());
    QTest::keyClick(&widget, Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(widget.camera() != Camera());
  }

  void automaticFallsBackWithoutCrashing() {
    ScatterWidget widget;  // offscreen: a context may or may not be made
    show(widget);
    QVERIFY(!widget.grab().isNull());
    widget.setScene({});
    widget.setEmptyText(QStringLiteral("nothing yet"));
    QVERIFY(!widget.grab().isNull());
  }

 private:
  static void show(ScatterWidget& widget) {
    widget.resize(480, 360);
    widget.setScene(sampleScene());
    widget.show();
    QVERIFY(QTest::qWaitForWindowExposed(&widget));
  }
};

QTEST_MAIN(ScatterPainterTest)
#include "scatter_painter_test.moc"
