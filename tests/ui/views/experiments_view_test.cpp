// The views of the distance experiment and the speed lesson: started, watched, left, exported; the window goes on
// meanwhile.

#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QProgressBar>
#include <QTest>
#include <QTimer>
#include <QToolButton>

#include "charts/figure/qt_figure_writer.h"
#include "charts/plot/line_chart.h"
#include "figures/export/figure_export.h"
#include "support/temporary_folder.h"
#include "ui/due_events.h"
#include "ui/tiny_model.h"
#include "views/experiments/distance_view.h"
#include "views/experiments/speed_view.h"

namespace headlight {

using Stage = ExperimentState::Stage;

class ExperimentsViewTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    m_decoder = QString::fromStdString(testing::writeTinyModel(m_folder.path(), "tiny").string());
    m_rnn = QString::fromStdString(testing::writeTinyModel(m_folder.path(), "tiny-rnn", "en", ModelKind::Rnn).string());
  }

  void curvesGrowToTheEndAndSayWhatTheyCount() {
    Shown<DistanceView> shown("distance", {QStringLiteral("classroom-gru"), QStringLiteral("classroom-rnn")});
    QVERIFY(!shown.view.currentFigure());
    QVERIFY(shown.chart->emptyText().contains(QStringLiteral("Start")));
    shown.find<QComboBox>("distanceSentences")->setCurrentIndex(0);
    shown.click("distanceStart");
    QVERIFY(shown.cancel->isVisible() && !shown.start->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(shown.view.state().stage == Stage::Done, 60000);
    QVERIFY(!shown.cancel->isVisible() && shown.start->isVisible());
    const auto figure = shown.view.currentFigure()->get<DistanceFigure>();
    QCOMPARE(figure.models, (std::vector<std::string>{"classroom-gru", "classroom-rnn"}));
    QCOMPARE(figure.points.size(), std::size_t{3 * 9 * 2});
    for (const DistanceFigure::Point& point : figure.points) QCOMPARE(point.sentences, Index{20});
    QCOMPARE(shown.badge.kind, Badge::Kind::Sampled);
    QCOMPARE(shown.badge.count, Index{20});

    shown.clickPoint(9);
    const QString details = shown.find<QLabel>("distanceDetails")->text();
    QVERIFY2(details.contains(QStringLiteral("of 20 right")), qPrintable(details));
    QVERIFY2(details.contains(QString::fromStdString(figure.examples[4].prompt)), qPrintable(details));
    QCOMPARE(shown.find<QComboBox>("distancePoint")->currentData().toInt(), 9);

    const std::string whole = QtFigureWriter().render(*shown.view.currentFigure(), ImageFormat::Svg, {});
    const auto drawn = shown.chart->drawnPoints(1, 0);
    QCOMPARE(drawn.size(), figure.distances.size());
    for (std::size_t at = 0; at < drawn.size(); ++at)
      QCOMPARE(drawn[at], QPointF(figure.distances[at], figure.point(1, at, 0).share()));
    shown.chart->zoomBy(4);
    QVERIFY(shown.chart->isZoomed());
    QVERIFY(QtFigureWriter().render(*shown.view.currentFigure(), ImageFormat::Svg, {}) == whole);
    shown.view.choosePoint(4);  // a chart that is drawn again stays where it is
    QVERIFY(shown.chart->isZoomed());

    shown.find<QComboBox>("distanceKind")->setCurrentIndex(2);
    QVERIFY(!shown.chart->isZoomed());  // another page
    const auto one = shown.view.currentFigure()->get<DistanceFigure>();
    QCOMPARE(one.kinds, std::vector<DistanceFigure::Kind>{DistanceFigure::Kind::Agreement});
    QCOMPARE(one.points.size(), std::size_t{18});
    QCOMPARE(one.point(0, 4, 1).right, figure.point(1, 4, 1).right);
    QCOMPARE(shown.view.secondFigure()->get<DistanceFigure>().points.size(), figure.points.size());
    QCOMPARE(QString::fromStdString(figureCsv(one)).count(QLatin1Char('\n')), 1 + 18);
    const std::string svg = QtFigureWriter().render(one, ImageFormat::Svg, {});
    QVERIFY(svg.find("classroom-gru") != std::string::npos && svg.find("20 held-out sentences") != std::string::npos);
  }

  void aCancelWorksAtOnceAndKeepsWhatWasFound() {
    Shown<DistanceView> shown("distance", {QStringLiteral("classroom-gru"), QStringLiteral("classroom-rnn")});
    shown.find<QComboBox>("distanceSentences")->setCurrentIndex(3);
    int ticks = 0;
    QElapsedTimer since;
    qint64 longest = 0;
    QTimer ticking;
    connect(&ticking, &QTimer::timeout, this, [&] {
      longest = std::max(longest, since.restart());
      ++ticks;
    });
    shown.click("distanceStart");
    since.start();
    ticking.start(10);
    QTRY_VERIFY_WITH_TIMEOUT(shown.view.currentFigure() && shown.view.state().step > 5, 60000);
    QVERIFY(shown.find<QProgressBar>("distanceProgress")->isVisible());
    QVERIFY2(ticks > 3, "the window did nothing meanwhile");
    QVERIFY2(longest < 1000, qPrintable(QString::number(longest)));
    QElapsedTimer clock;
    clock.start();
    shown.click("distanceCancel");
    QVERIFY2(clock.elapsed() < 200, qPrintable(QString::number(clock.elapsed())));
    QCOMPARE(shown.view.state().stage, Stage::Cancelled);
    const Index step = shown.view.state().step;
    QVERIFY(shown.view.currentFigure());
    testing::doWhatIsDue();  // what was on its way
    QCOMPARE(shown.view.state().step, step);
    shown.click("distanceStart");
    shown.click("distanceCancel");  // before anything was opened
    QCOMPARE(shown.view.state().stage, Stage::Cancelled);
  }

  void otherModelsForgetTheResult() {
    Shown<SpeedView> shown("speed", {m_decoder, m_rnn});
    shown.click("speedStart");
    QTRY_VERIFY_WITH_TIMEOUT(shown.view.state().stage == Stage::Done, 60000);
    const auto figure = shown.view.currentFigure()->get<SpeedFigure>();
    QCOMPARE(figure.models.size(), std::size_t{2});
    QCOMPARE(figure.models[0].name, "tiny");
    QVERIFY(figure.models[0].isStretched && !figure.models[1].isStretched);
    QVERIFY(figure.models[0].step.back() > 0);
    QVERIFY(std::isnan(figure.models[1].step.back()));  // its context ends at 16
    QCOMPARE(shown.badge.kind, Badge::Kind::Measured);
    shown.clickPoint(8);
    QVERIFY(shown.find<QLabel>("speedDetails")->text().contains(QStringLiteral("1024")));
    if (figure.moreThreads > 0) {  // not on a machine with one core
      const auto lengths = static_cast<int>(figure.lengths.size());
      shown.clickPoint(3 * 2 * lengths);
      const QString details = shown.find<QLabel>("speedDetails")->text();
      QVERIFY2(details.contains(QStringLiteral("%1 threads").arg(figure.moreThreads)), qPrintable(details));
      QVERIFY2(details.contains(QStringLiteral("On one thread")), qPrintable(details));
    }
    shown.session.setComparedModels({m_decoder});
    QVERIFY(!shown.view.currentFigure());
    QCOMPARE(shown.view.state().stage, Stage::Idle);
  }

  void modelsThatCannotTakePartAreNamed() {
    Shown<DistanceView> shown("distance", {m_rnn});
    shown.click("distanceStart");
    QTRY_COMPARE_WITH_TIMEOUT(shown.view.state().stage, Stage::Failed, 20000);
    QCOMPARE(QString::fromStdString(shown.view.state().failure.code), QStringLiteral("distance.word"));
    QVERIFY(shown.chart->emptyText().contains(QStringLiteral("tiny-rnn")));
    QVERIFY(shown.start->isVisible());
  }

  void leavingInTheMiddleWaitsForNoExperiment() {
    for (const Index step : {0, 0, 1}) {  // before anything was opened, and in the middle
      Shown<DistanceView> shown("distance", {QStringLiteral("classroom-rnn")});
      shown.find<QComboBox>("distanceSentences")->setCurrentIndex(3);
      shown.click("distanceStart");
      QTRY_VERIFY_WITH_TIMEOUT(shown.view.state().step >= step, 60000);
    }
  }

 private:
  template <class View>
  struct Shown {
    Shown(const char* viewName, const QStringList& models) : name(QString::fromLatin1(viewName)) {
      QObject::connect(&view, &View::badgeChanged, &view, [this](const Badge& now) { badge = now; });
      session.setComparedModels(models);
      view.resize(900, 500);
      view.show();
      chart = find<LineChart>(qPrintable(name + QStringLiteral("Chart")));
      start = find<QToolButton>(qPrintable(name + QStringLiteral("Start")));
      cancel = find<QToolButton>(qPrintable(name + QStringLiteral("Cancel")));
    }
    template <class T>
    T* find(const char* object) {
      T* found = view.template findChild<T*>(QString::fromLatin1(object));
      if (!found) qFatal("no %s", object);
      return found;
    }
    void click(const char* button) { find<QToolButton>(button)->click(); }
    void clickPoint(int index) {
      QTRY_VERIFY(chart->placeOf(index));  // once its window has a size
      auto* plot = chart->findChild<QWidget*>(QStringLiteral("plot"));
      QTest::mouseClick(plot, Qt::LeftButton, Qt::NoModifier, plot->mapFrom(chart, *chart->placeOf(index)));
    }

    Session session;
    View view{&session};
    QString name;
    Badge badge;
    LineChart* chart = nullptr;
    QToolButton* start = nullptr;
    QToolButton* cancel = nullptr;
  };

  headlight::testing::TemporaryFolder m_folder;
  QString m_decoder, m_rnn;
};

}  // namespace headlight

QTEST_MAIN(headlight::ExperimentsViewTest)
#include "experiments_view_test.moc"
