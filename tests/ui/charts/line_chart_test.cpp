// The interactive chart of lines: what QCustomPlot draws are the figure's numbers; zoom, pan and reset; the point under
// the pointer; themes and sizes; pages with one point, gaps and nothing.

#include "charts/plot/line_chart.h"

#include <cmath>

#include <QToolTip>
#include <QtTest>

#include "charts/experiments/experiment_builders.h"
#include "charts/figure/figure_builders.h"
#include "charts/look/theme.h"
#include "charts/plot/probability_history.h"
#include "figures/experiments/distance_figure.h"
#include "figures/experiments/gradient_time_figure.h"
#include "figures/experiments/speed_figure.h"
#include "ui/charts/figures_samples.h"

namespace headlight {
namespace {

using samples::Words;

constexpr QSize kSize(900, 420);

bool isNear(double a, double b) {
  return std::abs(a - b) <= 1e-12 * std::max(1.0, std::abs(b));
}

bool isNear(const QRectF& a, const QRectF& b) {
  return isNear(a.x(), b.x()) && isNear(a.y(), b.y()) && isNear(a.width(), b.width()) && isNear(a.height(), b.height());
}

/// A page of `panels` panels with one curve through the points, indices from 0 on in each panel.
PanelPage pageOf(const std::vector<QPointF>& points, int panels = 1) {
  PanelPage page;
  page.description = QStringLiteral("a curve");
  page.names = {QStringLiteral("curve")};
  for (int i = 0; i < panels; ++i) {
    LinePanel panel;
    panel.xEnd = 10;
    panel.yEnd = 4;
    LineCurve curve;
    for (const QPointF& point : points) {
      const auto index = static_cast<int>(curve.points.size()) + i * static_cast<int>(points.size());
      curve.points.push_back({point.x(), point.y(), point.y(), point.y(), index});
    }
    panel.curves = {curve};
    page.panels.push_back(panel);
  }
  return page;
}

/// A chart of a page on the screen.
class Shown {
 public:
  explicit Shown(PanelPage page, QSize size = kSize) {
    chart.setToolTips([](int index) { return QStringLiteral("point %1").arg(index); });
    chart.setBuilder([page = std::move(page)] { return page; });
    chart.resize(size);
    chart.show();
    if (!QTest::qWaitForWindowExposed(&chart)) qFatal("no window");
  }

  [[nodiscard]] QWidget* plot() const { return chart.findChild<QWidget*>(QStringLiteral("plot")); }
  [[nodiscard]] QPoint inPlot(QPoint place) const { return plot()->mapFrom(&chart, place); }

  void turnWheel(QPoint place, int notches) const {
    const QPointF at = inPlot(place);
    QWheelEvent event(at, plot()->mapToGlobal(at), {}, {0, 120 * notches}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(plot(), &event);
  }

  /// With the left button, in several moves as a hand makes them.
  void drag(QPoint from, QPoint by) const {
    QTest::mousePress(plot(), Qt::LeftButton, {}, inPlot(from));
    for (int i = 1; i <= 4; ++i) {
      const QPointF at = inPlot(from + by * i / 4);
      QMouseEvent event(QEvent::MouseMove, at, plot()->mapToGlobal(at), Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
      QCoreApplication::sendEvent(plot(), &event);
    }
    QTest::mouseRelease(plot(), Qt::LeftButton, {}, inPlot(from + by));
  }

  LineChart chart;
};

/// Every point of every curve of the page is in the plot, with its numbers, and nothing else.
void expectDrawn(const LineChart& chart, const PanelPage& page) {
  for (std::size_t panel = 0; panel < page.panels.size(); ++panel) {
    for (std::size_t curve = 0; curve < page.panels[panel].curves.size(); ++curve) {
      const auto drawn = chart.drawnPoints(static_cast<int>(panel), static_cast<int>(curve));
      std::vector<QPointF> wanted;
      for (const LinePoint& point : page.panels[panel].curves[curve].points) {
        if (!std::isnan(point.y)) wanted.emplace_back(point.x, point.y);
      }
      QCOMPARE(drawn, wanted);
    }
  }
}

/// Pixels of a picture with about this colour.
int count(const QImage& picture, const QColor& color) {
  int found = 0;
  for (int y = 0; y < picture.height(); ++y) {
    for (int x = 0; x < picture.width(); ++x) found += picture.pixelColor(x, y) == color ? 1 : 0;
  }
  return found;
}

}  // namespace

class LineChartTest : public QObject {
  Q_OBJECT

 private slots:
  void whatIsDrawnAreTheNumbersOfTheFigure() {
    const DistanceFigure distance = samples::distance(Words::English);
    const PanelPage page = distancePage(distance, FigureLanguage::English);
    expectDrawn(Shown(page).chart, page);
    const auto& point = distance.point(0, 1, 1);  // and the page has them from the figure
    const LinePoint& drawn = page.panels[0].curves[1].points[1];
    QCOMPARE(drawn.y, point.share());
    QCOMPARE(drawn.low, point.interval().low);

    const SpeedFigure speed = samples::speed(Words::English);
    const PanelPage times = speedPage(speed, FigureLanguage::English);
    expectDrawn(Shown(times).chart, times);
    QCOMPARE(times.panels[2].curves[0].points[0].y, speed.models[0].oneByOne[0]);

    const GradientTimeFigure gradients = samples::gradientTime(Words::English);
    const PanelPage time = gradientTimePage(gradients, FigureLanguage::English);
    expectDrawn(Shown(time).chart, time);
    QCOMPARE(time.panels[0].curves[0].points[1].y, gradients.curves[0].layers[0][1].mean);  // not its logarithm
  }

  void aLogarithmicAxisShowsEqualFactorsAsEqualSteps() {
    PanelPage page = pageOf({{1, 1e-3}, {2, 1e-2}, {3, 1e-1}});
    page.panels[0].lowestPower = -4;
    page.panels[0].yEnd = 0;
    const Shown shown(page);
    const auto height = [&](int index) { return shown.chart.placeOf(index)->y(); };
    QVERIFY(height(0) - height(1) > 30);
    QVERIFY(std::abs((height(0) - height(1)) - (height(1) - height(2))) <= 1);
    const QRectF part = shown.chart.shownPart(0);
    QVERIFY(part.bottom() > 1 && part.bottom() < 2 && part.top() < 1e-4 && part.top() > 1e-5);  // with some room
  }

  void theWheelZoomsAboutThePointerAndADoubleClickShowsAllAgain() {
    Shown shown(pageOf({{0, 0}, {5, 2}, {10, 4}}));
    const QRectF all = shown.chart.shownPart(0);
    const QPoint place = *shown.chart.placeOf(1);
    QVERIFY(!shown.chart.isZoomed());
    shown.turnWheel(place, 3);
    QVERIFY(shown.chart.isZoomed());
    const QRectF part = shown.chart.shownPart(0);
    QVERIFY(part.width() < all.width() * 0.7 && part.height() < all.height() * 0.7);
    const QPoint now = *shown.chart.placeOf(1);
    QVERIFY((now - place).manhattanLength() <= 2);
    shown.turnWheel(place, -20);  // not farther than all
    QVERIFY(!shown.chart.isZoomed());
    QVERIFY(isNear(shown.chart.shownPart(0), all));
    shown.turnWheel(place, 3);
    QTest::mouseDClick(shown.plot(), Qt::LeftButton, {}, shown.inPlot(place + QPoint(60, 20)));
    QVERIFY(!shown.chart.isZoomed());
  }

  void aZoomEndsBeforeNothingIsLeft() {
    Shown shown(pageOf({{0, 0}, {10, 4}}));
    const QRectF all = shown.chart.shownPart(0);
    for (int i = 0; i < 100; ++i) shown.chart.zoomBy(2);
    QVERIFY(shown.chart.shownPart(0).width() > all.width() / 300);
    shown.chart.showAll();
    QVERIFY(isNear(shown.chart.shownPart(0), all));
  }

  void draggingMovesWhatIsShownAndIsNoClick() {
    Shown shown(pageOf({{0, 0}, {5, 2}, {10, 4}}));
    QSignalSpy clicks(&shown.chart, &LineChart::pointClicked);
    const QRectF all = shown.chart.shownPart(0);
    const QPoint place = *shown.chart.placeOf(1);
    shown.drag(place, {80, 30});
    QVERIFY(isNear(shown.chart.shownPart(0), all));  // all is shown: there is nothing to move to
    shown.chart.zoomBy(2);
    const QRectF before = shown.chart.shownPart(0);
    shown.drag(*shown.chart.placeOf(1), {80, 30});
    const QRectF after = shown.chart.shownPart(0);
    QVERIFY(after.left() < before.left() && after.top() > before.top());
    QVERIFY(isNear(after.width(), before.width()));
    shown.drag(*shown.chart.placeOf(1), {8000, 0});
    QVERIFY(isNear(shown.chart.shownPart(0).left(), all.left()));  // the end
    QCOMPARE(clicks.count(), 0);
  }

  void keysZoomMoveAndShowAll() {
    Shown shown(pageOf({{0, 0}, {5, 2}, {10, 4}}));
    LineChart& chart = shown.chart;
    QTest::keyClick(&chart, Qt::Key_Plus);
    const QRectF part = chart.shownPart(0);
    QVERIFY(chart.isZoomed());
    QTest::keyClick(&chart, Qt::Key_Right);  // the window's
    QVERIFY(isNear(chart.shownPart(0), part));
    QTest::keyClick(&chart, Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(chart.shownPart(0).left() > part.left());
    QTest::keyClick(&chart, Qt::Key_Left, Qt::ShiftModifier);
    QTest::keyClick(&chart, Qt::Key_Up);
    QVERIFY(chart.shownPart(0).top() > part.top());
    QTest::keyClick(&chart, Qt::Key_Down);
    QVERIFY(isNear(chart.shownPart(0).top(), part.top()));
    QTest::keyClick(&chart, Qt::Key_Minus);
    QVERIFY(!chart.isZoomed());
    QTest::keyClick(&chart, Qt::Key_Plus, Qt::ControlModifier);  // the size of the interface
    QVERIFY(!chart.isZoomed());
    QTest::keyClick(&chart, Qt::Key_Equal);
    QTest::keyClick(&chart, Qt::Key_0);
    QVERIFY(!chart.isZoomed());
  }

  void panelsWithTheSameScaleAreZoomedTogether() {
    PanelPage page = pageOf({{0, 0}, {5, 2}, {10, 4}}, 3);
    page.panels[2].yEnd = 40;
    Shown shown(page);
    shown.turnWheel(*shown.chart.placeOf(1), 3);
    const QRectF first = shown.chart.shownPart(0), second = shown.chart.shownPart(1), third = shown.chart.shownPart(2);
    QVERIFY(isNear(first, second));
    QVERIFY(isNear(first.left(), third.left()) && isNear(first.width(), third.width()));
    QVERIFY(third.height() > 40);  // another scale: it stays
  }

  void aChartThatGrowsKeepsItsZoom() {
    Shown shown(pageOf({{0, 0}, {5, 2}}));
    shown.chart.zoomBy(2);
    const QRectF part = shown.chart.shownPart(0);
    shown.chart.setBuilder([] { return pageOf({{0, 0}, {5, 2}, {6, 2}}); });
    QVERIFY(isNear(shown.chart.shownPart(0), part));
    QCOMPARE(shown.chart.drawnPoints(0, 0).size(), std::size_t{3});
    shown.chart.setBuilder([] { return pageOf({{0, 0}, {5, 2}, {6, 2}}, 2); });  // another page
    QVERIFY(!shown.chart.isZoomed());
  }

  void thePointUnderThePointerIsSaidAndClicked() {
    Shown shown(pageOf({{0, 0}, {5, 2}, {10, 4}}, 2));
    QSignalSpy clicks(&shown.chart, &LineChart::pointClicked);
    for (const int index : {0, 2, 4}) {
      const QPoint place = *shown.chart.placeOf(index);
      QCOMPARE(shown.chart.pointAt(place + QPoint(3, -3)), index);
      QTest::mouseMove(shown.plot(), shown.inPlot(place));
      QTRY_COMPARE(QToolTip::text(), QStringLiteral("point %1").arg(index));
      QTest::mouseClick(shown.plot(), Qt::LeftButton, {}, shown.inPlot(place + QPoint(3, -3)));
      QCOMPARE(clicks.takeLast().at(0).toInt(), index);
    }
    const QPoint nowhere = *shown.chart.placeOf(1) + QPoint(60, 60);
    QCOMPARE(shown.chart.pointAt(nowhere), -1);
    QTest::mouseMove(shown.plot(), shown.inPlot(nowhere));
    QTRY_VERIFY(!QToolTip::isVisible());
    QTest::mouseClick(shown.plot(), Qt::LeftButton, {}, shown.inPlot(nowhere));
    QVERIFY(clicks.isEmpty());
  }

  void aPointOutsideOfWhatIsShownIsNotHit() {
    Shown shown(pageOf({{0, 0}, {5, 2}, {10, 4}}));
    shown.chart.zoomBy(4);
    QVERIFY(!shown.chart.placeOf(0));
    QVERIFY(shown.chart.placeOf(1));
  }

  void theColoursFollowTheTheme() {
    Shown shown(pageOf({{0, 0}, {5, 2}, {10, 4}}));
    for (const Theme* theme : {&Theme::light(), &Theme::dark()}) {
      shown.chart.setPalette(themePalette(*theme));
      const QImage picture = shown.chart.grab().toImage();
      QVERIFY(count(picture, theme->background) > picture.width() * picture.height() / 2);
      QVERIFY(count(picture, categoryColor(0, theme->isDark)) > 100);  // the curve and its markers
    }
  }

  void theSizeFollowsTheInterface() {
    PanelPage page = pageOf({{0, 0}, {5, 2}, {10, 4}});
    page.panels[0].yScale = 1000;  // numbers of several digits
    Shown shown(page);
    const int before = shown.chart.placeOf(0)->x();
    QFont font = shown.chart.font();
    font.setPixelSize(2 * shown.chart.fontInfo().pixelSize());
    shown.chart.setFont(font);
    QVERIFY2(shown.chart.placeOf(0)->x() > before + 5, "the numbers of the axis need more room");
  }

  void panelsStandUnderEachOtherWhereTheyWouldBeTooNarrow() {
    Shown shown(pageOf({{0, 0}, {5, 2}}, 3), {1200, 300});
    QCOMPARE(shown.chart.columns(), 3);
    shown.chart.resize(300, 700);
    QTRY_COMPARE(shown.chart.columns(), 1);
    expectDrawn(shown.chart, pageOf({{0, 0}, {5, 2}}, 3));
    QVERIFY(shown.chart.heightForWidth(150) >= 3 * shown.chart.heightForWidth(1200) / 2);  // to be scrolled
  }

  void aPageWithOnePointShowsIt() {
    const PanelPage page = pageOf({{5, 2}});
    const Shown shown(page);
    expectDrawn(shown.chart, page);
    QCOMPARE(shown.chart.pointAt(*shown.chart.placeOf(0)), 0);
  }

  void aGapIsNotDrawnAndNotHit() {
    const PanelPage page = pageOf({{0, 1}, {5, NAN}, {7, 2}, {10, 4}});
    Shown shown(page);
    expectDrawn(shown.chart, page);
    QVERIFY(!shown.chart.placeOf(1));
    // Between the points beside the gap there is no line: the ground half-way is empty.
    const QPoint left = *shown.chart.placeOf(0), right = *shown.chart.placeOf(2);
    const QPoint last = *shown.chart.placeOf(3);
    const QImage picture = shown.chart.grab().toImage();
    const auto isInked = [&](QPoint at) {  // the curve has a colour, ground and axes are grey
      bool isColored = false;
      for (int dx = -2; dx <= 2; ++dx) {
        for (int dy = -2; dy <= 2; ++dy)
          isColored = isColored || picture.pixelColor(at + QPoint(dx, dy)).hsvSaturation() > 60;
      }
      return isColored;
    };
    QVERIFY(isInked((right + last) / 2));
    QVERIFY(!isInked((left + right) / 2));
  }

  void pagesWithoutPointsAndWithoutPanelsAreDrawn() {
    Shown shown(pageOf({{5, 2}}));
    for (const PanelPage& page : {pageOf({}), pageOf({{1, NAN}}), PanelPage()}) {
      shown.chart.setBuilder([page] { return page; });
      QVERIFY(!shown.chart.grab().isNull());
      expectDrawn(shown.chart, page);
      QVERIFY(!shown.chart.placeOf(0));
    }
    shown.chart.setEmptyText(QStringLiteral("nothing"));
    shown.chart.setBuilder({});
    QVERIFY(!shown.plot()->isVisible());
    QCOMPARE(shown.chart.emptyText(), QStringLiteral("nothing"));
  }

  void theHistoryIsZoomedAlongItsSteps() {
    ProbabilityHistory history;
    std::vector<ProbabilityHistory::Point> points;
    for (Index i = 0; i < 20; ++i) points.push_back({5 + i, QStringLiteral("word"), 0.5, 1.0});
    history.setPoints(points, 24);
    history.resize(600, 200);
    history.show();
    QVERIFY(QTest::qWaitForWindowExposed(&history));
    std::vector<Index> asked;
    connect(&history, &ProbabilityHistory::stepClicked, this, [&](Index position) { asked.push_back(position); });
    auto* plot = history.findChild<QWidget*>(QStringLiteral("plot"));
    const auto click = [&](std::size_t step) {
      QTest::mouseClick(plot, Qt::LeftButton, {}, plot->mapFrom(&history, history.placeOf(step)));
    };
    click(3);
    QCOMPARE(asked, std::vector<Index>{8});
    const int apart = history.placeOf(1).x() - history.placeOf(0).x();
    const int height = history.placeOf(0).y();
    QTest::keyClick(&history, Qt::Key_Plus);
    QVERIFY(history.isZoomed());
    QVERIFY(history.placeOf(1).x() - history.placeOf(0).x() > apart);
    QCOMPARE(history.placeOf(0).y(), height);  // probabilities are always 0 to 1
    history.zoomBy(4);
    points.push_back({25, QStringLiteral("word"), 0.5, 1.0});
    history.setPoints(points, 25);  // a step further: it comes into sight
    QVERIFY(history.isZoomed());
    QVERIFY(history.placeOf(20).x() > 0 && history.placeOf(20).x() < history.width());
    QTest::keyClick(&history, Qt::Key_0);
    QVERIFY(!history.isZoomed());
  }
};

}  // namespace headlight

QTEST_MAIN(headlight::LineChartTest)
#include "line_chart_test.moc"
