// Where the panels stand: one that fills the window, and the room that a window of few lines has.

#include <QDockWidget>
#include <QHeaderView>
#include <QMainWindow>
#include <QMenu>
#include <QSplitter>
#include <QTabBar>
#include <QTableView>
#include <QToolButton>

#include "charts/figure/figure_canvas.h"
#include "ui/due_events.h"
#include "ui/window/window_probe.h"
#include "views/attention/attention_view.h"
#include "widgets/dock_title_bar.h"
#include "window/view_dock.h"

using namespace headlight;

class PanelLayoutTest : public QObject {
  Q_OBJECT

 private slots:
  void init() { m_probe = std::make_unique<testing::WindowProbe>(); }
  void cleanup() {
    p().window->appearance()->setZoomPercent(100);
    m_probe.reset();
  }

  void aPanelFillsTheWindowAndGoesBack_data() {
    QTest::addColumn<QString>("way");
    QTest::newRow("button") << QStringLiteral("button");
    QTest::newRow("double click") << QStringLiteral("double click");
    QTest::newRow("key") << QStringLiteral("key");
  }
  void aPanelFillsTheWindowAndGoesBack() {
    QFETCH(const QString, way);
    auto* dock = p().find<ViewDock>("embeddingDock");
    const auto toggle = [&] {
      if (way == QLatin1String("button")) return p().find<QToolButton>("embeddingDockEnlarge")->click();
      if (way == QLatin1String("key")) {
        dock->widget()->findChild<QToolButton*>(QStringLiteral("embeddingShowOptions"))->setFocus();
        return p().trigger("enlargeAction");
      }
      QTest::mouseDClick(dock->titleBar(), Qt::LeftButton, {}, {dock->titleBar()->width() / 3, 10});
    };
    p().window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(p().window.get()));
    toggle();
    QCOMPARE(shown(), QStringList{QStringLiteral("embeddingDock")});
    QVERIFY(!dock->isFloating());
    QTRY_VERIFY(dock->width() > p().window->width() * 9 / 10);
    QVERIFY(p().find<QAction>("enlargeAction")->isChecked());
    QVERIFY(!p().find<QToolButton>("embeddingDockClose")->isVisible());  // the window would be empty
    toggle();
    for (const char* name : {"embeddingDock", "tokensDock", "attentionDock", "predictionDock"}) {
      QVERIFY2(p().find<QDockWidget>(name)->isVisible(), name);
    }
    QTRY_VERIFY(dock->width() < p().window->width() / 2);
    QVERIFY(!p().find<QAction>("enlargeAction")->isChecked());
    QVERIFY(p().find<QToolButton>("embeddingDockClose")->isVisible());
  }

  void theUsualLayoutIsWhatIsRemembered() {
    p().find<QToolButton>("attentionDockEnlarge")->click();
    p().open();
    QVERIFY(p().find<QDockWidget>("embeddingDock")->isVisible());
    QVERIFY(!p().find<QAction>("enlargeAction")->isChecked());
  }

  void resettingHidingAndComparingEndIt() {
    p().find<QToolButton>("attentionDockEnlarge")->click();
    p().trigger("resetLayoutAction");
    QVERIFY(p().find<QDockWidget>("embeddingDock")->isVisible());
    QVERIFY(!p().find<QAction>("enlargeAction")->isChecked());
    p().find<QToolButton>("attentionDockEnlarge")->click();
    p().find<QDockWidget>("attentionDock")->toggleViewAction()->trigger();
    QVERIFY(p().find<QDockWidget>("embeddingDock")->isVisible());
    QVERIFY(!p().find<QDockWidget>("attentionDock")->isVisible());
    p().find<QToolButton>("embeddingDockEnlarge")->click();
    p().trigger("compareModeAction");
    QVERIFY(p().find<QDockWidget>("compareDock")->isVisible());
    QVERIFY(!p().find<QAction>("enlargeAction")->isChecked());
    p().find<QToolButton>("compareDockEnlarge")->click();  // one of compare mode's panels alone
    QVERIFY(!p().find<QAction>("compareModeAction")->isChecked());
    p().find<QToolButton>("compareDockEnlarge")->click();
    QVERIFY(p().find<QDockWidget>("embeddingDock")->isVisible());  // as it was before both
    QVERIFY(!p().find<QDockWidget>("compareDock")->isVisible());
  }

  void aWindowOfFewLinesPutsTheTokensBehindTheEmbedding() {
    p().window->resize(1280, 720);
    p().trigger("stepAction");
    QTRY_VERIFY(!areTabs());
    QTRY_VERIFY(p().find<QWidget>("probabilityHistory")->isVisible());
    p().window->appearance()->setZoomPercent(180);
    QTRY_VERIFY(areTabs());
    QTRY_VERIFY(!p().find<FigureCanvas>("attentionThumbnails")->isVisible());  // nor both pictures of attention
    QTRY_VERIFY(!p().find<QWidget>("probabilityHistory")->isVisible());
    const QTableView* table = p().find<QTableView>("tokensTable");
    QCOMPARE(table->horizontalHeader()->font().pointSizeF(), p().window->font().pointSizeF());
    QVERIFY(table->verticalHeader()->defaultSectionSize() > p().window->fontMetrics().height());
    p().window->appearance()->setZoomPercent(100);
    QTRY_VERIFY(!areTabs());
    QTRY_VERIFY(p().find<QDockWidget>("tokensDock")->y() > p().find<QDockWidget>("embeddingDock")->y());
    QTRY_VERIFY(p().find<FigureCanvas>("attentionThumbnails")->isVisible());
  }

  void aTabForWantOfRoomIsNotRemembered() {
    p().window->resize(1280, 720);
    p().window->appearance()->setZoomPercent(180);
    QTRY_VERIFY(areTabs());
    p().find<QToolButton>("attentionDockEnlarge")->click();  // what it goes back to has the tab, what is stored has not
    p().window->close();
    p().window->appearance()->setZoomPercent(100);
    p().open();
    testing::doWhatIsDue();
    QVERIFY(!areTabs());
    QVERIFY(p().find<QDockWidget>("tokensDock")->isVisible());
  }

  void aLayoutThatTheUserAsksForIsKeptWhenThereIsRoomAgain() {
    p().window->resize(1280, 720);
    p().window->tabifyDockWidget(p().find<QDockWidget>("embeddingDock"), p().find<QDockWidget>("tokensDock"));
    ask::setNextAnswer(QStringLiteral("by hand"));
    auto* menu = p().find<QMenu>("layoutMenu");
    emit menu->aboutToShow();
    p().trigger("saveLayoutAction");
    p().trigger("resetLayoutAction");
    QTRY_VERIFY(!areTabs());
    p().window->appearance()->setZoomPercent(180);
    QTRY_VERIFY(areTabs());
    emit menu->aboutToShow();
    menu->actions().constFirst()->trigger();
    p().window->appearance()->setZoomPercent(100);
    testing::doWhatIsDue();
    QVERIFY(areTabs());
  }

  void tokensThatTheUserPutElsewhereStayThere() {
    p().window->resize(1280, 720);
    p().window->splitDockWidget(p().find<QDockWidget>("predictionDock"), p().find<QDockWidget>("tokensDock"),
                                Qt::Vertical);
    testing::doWhatIsDue();
    p().window->appearance()->setZoomPercent(180);
    testing::doWhatIsDue();
    QVERIFY(!areTabs());
    QVERIFY(p().find<QDockWidget>("tokensDock")->isVisible());
  }

  void allHeadsStandBesideTheHeatmapWhereThePanelIsWide() {
    auto* splitter = p().find<AttentionView>("attentionView")->findChild<QSplitter*>();
    QCOMPARE(splitter->orientation(), Qt::Vertical);
    p().find<QToolButton>("attentionDockEnlarge")->click();
    QTRY_COMPARE(splitter->orientation(), Qt::Horizontal);
    QVERIFY(p().find<FigureCanvas>("attentionThumbnails")->isVisible());
  }

  void namesOfTabsAreNeverCut() {
    p().window->appearance()->setZoomPercent(180);
    testing::doWhatIsDue();
    const auto bars = p().window->findChildren<QTabBar*>(QString(), Qt::FindDirectChildrenOnly);
    QVERIFY(!bars.isEmpty());
    for (const QTabBar* bar : bars) QCOMPARE(bar->elideMode(), Qt::ElideNone);
  }

 private:
  testing::WindowProbe& p() { return *m_probe; }
  QStringList shown() {
    QStringList names;
    for (const QDockWidget* dock : p().window->findChildren<QDockWidget*>()) {
      if (dock->isVisible()) names.append(dock->objectName());
    }
    return names;
  }
  bool areTabs() {
    return p()
        .window->tabifiedDockWidgets(p().find<QDockWidget>("embeddingDock"))
        .contains(p().find<QDockWidget>("tokensDock"));
  }

  std::unique_ptr<testing::WindowProbe> m_probe;
};

QTEST_MAIN(PanelLayoutTest)
#include "panel_layout_test.moc"
