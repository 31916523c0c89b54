// The experiments in the real main window: their panels are there, their figures leave it like all others.

#include <QClipboard>
#include <QComboBox>
#include <QDockWidget>
#include <QToolButton>

#include "ui/window/window_probe.h"
#include "views/experiments/distance_view.h"

using namespace headlight;

class WindowExperimentsTest : public QObject {
  Q_OBJECT

 private slots:
  void init() { m_probe = std::make_unique<testing::WindowProbe>(); }
  void cleanup() {
    m_probe->window->appearance()->setLanguage(QStringLiteral("en"));
    m_probe.reset();
  }

  void theirPanelsAreTabsOfCompareModeWithTitlesInBothLanguages() {
    for (const char* name : {"distanceDock", "speedDock"}) QVERIFY2(p().find<QDockWidget>(name)->isHidden(), name);
    p().session().setComparedModels({QStringLiteral("classroom-rnn")});
    p().trigger("compareModeAction");
    const QList<QDockWidget*> tabs = p().window->tabifiedDockWidgets(p().find<QDockWidget>("compareDock"));
    for (const char* name : {"distanceDock", "speedDock"}) {
      QVERIFY2(tabs.contains(p().find<QDockWidget>(name)), name);
      QVERIFY2(!p().find<QDockWidget>(name)->isHidden(), name);
    }
    QCOMPARE(p().find<QDockWidget>("distanceDock")->windowTitle(), QStringLiteral("Distance"));
    p().window->appearance()->setLanguage(QStringLiteral("zh"));
    QTRY_COMPARE(p().find<QDockWidget>("distanceDock")->windowTitle(), QStringLiteral("距离"));
    QCOMPARE(p().find<QDockWidget>("speedDock")->windowTitle(), QStringLiteral("速度"));
    p().window->appearance()->setLanguage(QStringLiteral("en"));
  }

  void aFigureIsSavedInEveryFormatAndItsCommandCopied() {
    auto* dock = p().find<QDockWidget>("distanceDock");
    dock->show();
    dock->raise();
    p().session().setComparedModels({QStringLiteral("classroom-rnn")});
    p().find<QComboBox>("distanceSentences")->setCurrentIndex(0);
    auto* start = p().find<QToolButton>("distanceStart");
    QTRY_VERIFY(start->isVisible());
    start->setFocus();
    start->click();
    auto* view = p().find<DistanceView>("distanceView");
    QTRY_VERIFY_WITH_TIMEOUT(view->state().stage == ExperimentState::Stage::Done, 60000);
    p().find<QToolButton>("distanceDockSave")->click();
    p().exportInto(p().path("out"), 5);  // every format
    const QDir out(p().path("out"));
    for (const char* ending : {"*.png", "*.svg", "*.pdf", "*.csv", "*.npy"}) {
      const QStringList files = out.entryList({QString::fromLatin1(ending)}, QDir::Files);
      QVERIFY2(!files.isEmpty(), ending);
      QVERIFY2(QFileInfo(out.filePath(files.front())).size() > 100, ending);
    }
    const QString table = out.entryList({QStringLiteral("*.csv")}, QDir::Files).front();
    QVERIFY(testing::readFile(out.filePath(table).toStdString()).find("agreement,40,classroom-rnn") !=
            std::string::npos);
    p().window->activateWindow();
    start->setFocus();
    p().trigger("copyExportCommandAction");
    QCOMPARE(QApplication::clipboard()->text(),
             QStringLiteral("headlight compare --experiment distance --model classroom-rnn --out out"));
  }

 private:
  testing::WindowProbe& p() { return *m_probe; }
  std::unique_ptr<testing::WindowProbe> m_probe;
};

QTEST_MAIN(WindowExperimentsTest)
#include "window_experiments_test.moc"
