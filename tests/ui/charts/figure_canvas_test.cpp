// A figure in its widget: what is too large is scrolled, and nothing is drawn smaller than it was built.

#include "charts/figure/figure_canvas.h"

#include <QApplication>
#include <QScrollBar>
#include <QTest>
#include <QWheelEvent>

using namespace headlight;

class FigureCanvasTest : public QObject {
  Q_OBJECT

 private slots:
  void whatIsLargerThanTheCanvasIsScrolledAtItsFullSize() {
    FigureCanvas canvas;
    Figure figure;
    figure.size = {900, 700};
    figure.hotAreas = {{FigureHit::Kind::Bar, QRectF(10, 10, 20, 20), 0},
                       {FigureHit::Kind::Bar, QRectF(860, 660, 20, 20), 1}};
    canvas.setBuilder([&](QSizeF) { return figure; });
    canvas.resize(300, 200);
    canvas.show();
    QVERIFY(QTest::qWaitForWindowExposed(&canvas));
    QVERIFY(canvas.isScrolled());
    const QList<QScrollBar*> bars = canvas.findChildren<QScrollBar*>();
    QCOMPARE(bars.size(), 2);
    for (const QScrollBar* bar : bars) QTRY_VERIFY(bar->isVisible());
    QCOMPARE(canvas.hitAt({20, 20})->first, 0);
    QVERIFY(canvas.rect().contains(canvas.centerOf(FigureHit::Kind::Bar, 1)));
    QCOMPARE(canvas.hitAt(canvas.centerOf(FigureHit::Kind::Bar, 1))->first, 1);
    QWheelEvent up({100, 100}, canvas.mapToGlobal(QPointF(100, 100)), {}, {0, 12000}, {}, {}, Qt::NoScrollPhase, false);
    for (int turn = 0; turn < 9; ++turn) QApplication::sendEvent(&canvas, &up);  // a page at most each time
    QCOMPARE(bars[1]->value(), 0);
    canvas.resize(1000, 800);
    QVERIFY(!canvas.isScrolled());
    for (const QScrollBar* bar : bars) QTRY_VERIFY(!bar->isVisible());
  }

  void whatIsSelectedComesIntoSight() {
    FigureCanvas canvas;
    Figure figure;
    figure.size = {200, 900};
    figure.selected = {0, 800, 100, 20};
    figure.hotAreas = {{FigureHit::Kind::Row, figure.selected, 7}};
    canvas.setBuilder([&](QSizeF) { return figure; });
    canvas.resize(300, 200);
    canvas.show();
    QVERIFY(QTest::qWaitForWindowExposed(&canvas));
    (void)canvas.figure();
    const auto isSeen = [&] {
      for (int y = 0; y < canvas.height(); ++y) {
        if (canvas.hitAt({60, double(y)})) return true;
      }
      return false;
    };
    QVERIFY(isSeen());
    canvas.findChildren<QScrollBar*>()[1]->setValue(0);
    canvas.rebuild();
    (void)canvas.figure();
    QVERIFY(!isSeen());  // scrolled away by hand
  }
};

QTEST_MAIN(FigureCanvasTest)
#include "figure_canvas_test.moc"
