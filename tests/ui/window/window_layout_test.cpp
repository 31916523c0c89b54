// Where the panels stand, as it is kept: what the user arranged comes back, and hostile bytes do no harm.

#include "window/window_layout.h"

#include <random>

#include <QDockWidget>
#include <QMenu>
#include <QProcess>
#include <QScreen>
#include <QWindow>

#include "session/settings.h"
#include "ui/due_events.h"
#include "ui/mutated_bytes.h"
#include "ui/window/window_probe.h"
#include "widgets/dock_title_bar.h"
#include "window/appearance.h"
#include "window/screens.h"

using namespace headlight;

namespace {

const QStringList kPanels{QStringLiteral("embeddingDock"), QStringLiteral("tokensDock"),
                          QStringLiteral("attentionDock"), QStringLiteral("predictionDock"),
                          QStringLiteral("stepsDock"),     QStringLiteral("arcsDock")};

LayoutPart placeOf(const QStringList& tabs, double share) {
  LayoutPart part;
  part.tabs = tabs;
  part.share = share;
  return part;
}

/// [embedding above tokens | attention with its tabs | prediction]
WindowLayout sample() {
  LayoutPart left;
  left.share = 0.5;
  left.across = false;
  left.parts = {placeOf({kPanels[0]}, 0.75), placeOf({kPanels[1]}, 0.25)};
  WindowLayout layout;
  layout.root.parts = {left, placeOf({kPanels[2], kPanels[4]}, 0.25), placeOf({kPanels[3]}, 0.25)};
  layout.root.parts[1].front = kPanels[4];
  layout.hidden = {kPanels[3]};
  layout.floating = {{kPanels[5], QRect(40, 50, 300, 200)}};
  return layout;
}

/// A split of these panels at random.
LayoutPart randomPart(QStringList panels, std::mt19937& random) {
  if (panels.size() == 1 || random() % 4 == 0) return placeOf(panels, 1);
  LayoutPart part;
  part.across = random() % 2 == 0;
  double sum = 0;
  while (!panels.isEmpty()) {
    const qsizetype count = 1 + static_cast<qsizetype>(random() % static_cast<unsigned>(panels.size()));
    part.parts.push_back(randomPart(panels.mid(0, count), random));
    sum += part.parts.back().share = 0.01 + static_cast<double>(random() % 100) / 100;
    panels = panels.mid(count);
  }
  if (part.parts.size() == 1) return part.parts.front();
  for (LayoutPart& each : part.parts) each.share /= sum;
  return part;
}

}  // namespace

class WindowLayoutTest : public QObject {
  Q_OBJECT

 private slots:
  void init() { m_probe = std::make_unique<testing::WindowProbe>(); }
  void cleanup() { m_probe.reset(); }

  void fieldsComeBack() {
    const auto read = layoutFrom(toBytes(sample()), kPanels);
    QVERIFY(read);
    QVERIFY(*read == sample());
    const WindowPlace place{QRect(-20, 30, 900, 700), true};
    QVERIFY(placeFrom(toBytes(place)) == place);
  }

  void aPanelThatIsNotKnownIsLeftOut() {
    const auto read = layoutFrom(toBytes(sample()), {kPanels[1], kPanels[2]});
    QVERIFY(read);
    QCOMPARE(read->root.panels(), (QStringList{kPanels[1], kPanels[2]}));
    QCOMPARE(read->root.parts.size(), std::size_t{2});
    QVERIFY(read->root.parts[0].isPlace());
    QVERIFY(read->floating.empty() && read->hidden.isEmpty());
  }

  void whatCannotBeIsRefused_data() {
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray whole = toBytes(sample());
    const auto row = [&whole](const char* name, const QByteArray& from, const QByteArray& to) {
      QVERIFY2(whole.contains(from), name);
      QByteArray bytes = whole;
      QTest::newRow(name) << bytes.replace(from, to);
    };
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("Qt's bytes") << QByteArray("\0\0\0\xff\0\0\0\0\xfd\0\0\0\x01", 13);
    QTest::newRow("other JSON") << QByteArray("[1, 2]");
    row("a panel twice", "\"tokensDock\"", "\"embeddingDock\"");
    row("no share", "0.75", "0");
    row("a negative share", "0.75", "-0.75");
    row("too large a share", "0.75", "7.5");
    row("no number", "0.75", "\"much\"");
    row("not finite", "0.75", "1e999");
    row("another split", "\"down\"", "\"round\"");
    row("a newer version", "\"version\":1", "\"version\":2");
    row("a huge window", "\"width\":300", "\"width\":99999999");
    row("a window far away", "\"x\":40", "\"x\":2147483647");
    QTest::newRow("too deep") << "{\"version\":1,\"panels\":" +
                                     QByteArray("{\"split\":\"down\",\"parts\":[").repeated(500);
  }
  void whatCannotBeIsRefused() {
    QFETCH(QByteArray, bytes);
    QVERIFY(!layoutFrom(bytes, kPanels));
  }

  void aWindowIsPutOntoAScreen() {
    const QList<QRect> screens{QRect(0, 0, 1000, 800), QRect(1000, 0, 500, 500)};
    QCOMPARE(fittedTo(screens, QRect(10, 20, 300, 200)), QRect(10, 20, 300, 200));
    QCOMPARE(fittedTo(screens, QRect(1100, 10, 2000, 2000)), QRect(1000, 0, 500, 500));
    QCOMPARE(fittedTo(screens, QRect(90000, -90000, 300, 200)), QRect(700, 0, 300, 200));
    QCOMPARE(fittedTo({}, QRect(1, 2, 3, 4)), QRect(1, 2, 3, 4));
  }

  void theFirstWindowFitsItsScreen() {
    QCOMPARE(firstPlace(QRect(0, 0, 1920, 1080)), QRect(240, 90, 1440, 900));
    QCOMPARE(firstPlace(QRect(8, 40, 1264, 672)), QRect(8, 40, 1264, 672));  // of a projector of 1280 x 720
    QCOMPARE(firstPlace(QRect(-1440, 0, 1440, 852)), QRect(-1440, 0, 1440, 852));
    const QRect screen = QGuiApplication::primaryScreen()->availableGeometry();
    QVERIFY(screen.contains(screensForContent().front()));
    QVERIFY(screensForContent().front().top() - screen.top() >= 30);  // the window's own title bar
    const headlight::testing::TemporaryFolder none;                   // no settings yet
    const QByteArray before = qgetenv("HEADLIGHT_SETTINGS_DIR");
    qputenv("HEADLIGHT_SETTINGS_DIR", (none.path() / "settings").c_str());
    QVERIFY(screen.contains(MainWindow().geometry()));
    qputenv("HEADLIGHT_SETTINGS_DIR", before);
  }

  void whatTheUserArrangedComesBack() {
    p().window->resize(760, 700);  // fits the screen of the tests
    auto* tokens = dock("tokensDock");
    p().window->splitDockWidget(dock("predictionDock"), tokens, Qt::Vertical);
    p().window->resizeDocks({dock("embeddingDock"), dock("predictionDock")}, {300, 200}, Qt::Horizontal);
    p().window->resizeDocks({dock("predictionDock"), tokens}, {300, 150}, Qt::Vertical);
    dock("differenceDock")->hide();
    dock("arcsDock")->setFloating(true);
    dock("arcsDock")->setGeometry(60, 70, 320, 240);
    dock("stepsDock")->raise();
    QTRY_VERIFY(tokens->y() > dock("predictionDock")->y());
    testing::doWhatIsDue();
    QList<QRect> before;
    const QList<const char*> names{"embeddingDock", "stepsDock", "predictionDock", "tokensDock"};
    for (const char* name : names) before.append(dock(name)->geometry());
    p().open();
    testing::doWhatIsDue();
    for (qsizetype i = 0; i < names.size(); ++i) {
      const QRect now = dock(names[i])->geometry();
      const QPoint moved = now.topLeft() - before[i].topLeft(), grown = now.bottomRight() - before[i].bottomRight();
      QVERIFY2(moved.manhattanLength() <= 8 && grown.manhattanLength() <= 8,
               qPrintable(QStringLiteral("%1 %2,%3 %4x%5")
                              .arg(QLatin1String(names[i]))
                              .arg(now.x() - before[i].x())
                              .arg(now.y() - before[i].y())
                              .arg(now.width() - before[i].width())
                              .arg(now.height() - before[i].height())));
    }
    QVERIFY(dock("differenceDock")->isHidden());
    QVERIFY(dock("arcsDock")->isFloating() && dock("arcsDock")->isVisible());
    QCOMPARE(dock("arcsDock")->size(), QSize(320, 240));
    QVERIFY(!dock("stepsDock")->visibleRegion().isEmpty());
    QVERIFY(dock("compareDock")->isHidden());
  }

  /// At two sizes of letters (larger ones do not fit the screen of the tests), and with a panel that floats.
  void tenRestartsMoveNoColumn_data() {
    QTest::addColumn<int>("percent");
    for (const int percent : {80, 100}) QTest::addRow("%d %%", percent) << percent;
  }
  void tenRestartsMoveNoColumn() {
    QFETCH(int, percent);
    p().window->appearance()->setZoomPercent(percent);
    p().window->resize(760, 700);  // fits the screen of the tests
    dock("arcsDock")->setFloating(true);
    dock("arcsDock")->setGeometry(60, 70, 320, 240);
    const QList<const char*> names{"embeddingDock", "attentionDock", "predictionDock"};
    QList<QRect> before;
    for (int start = 0; start <= 10; ++start) {
      testing::doWhatIsDue();
      QList<QRect> now;
      for (const char* name : names) now.append(dock(name)->geometry());
      if (before.isEmpty()) before = now;
      for (qsizetype i = 0; i < now.size(); ++i) {
        const QString text = QStringLiteral("%1 at start %2: %3 wide at %4, before %5 wide at %6");
        QVERIFY2(std::abs(now[i].left() - before[i].left()) <= 8 && std::abs(now[i].width() - before[i].width()) <= 8,
                 qPrintable(text.arg(QLatin1String(names[i]))
                                .arg(start)
                                .arg(now[i].width())
                                .arg(now[i].left())
                                .arg(before[i].width())
                                .arg(before[i].left())));
      }
      const QDockWidget* floating = dock("arcsDock");
      QVERIFY(floating->isFloating() && floating->isVisible());
      QVERIFY(QGuiApplication::primaryScreen()->geometry().contains(floating->geometry()));
      if (start > 0) QCOMPARE(floating->windowHandle()->transientParent(), p().window->windowHandle());  // in front
      p().open();
    }
    p().window->appearance()->setZoomPercent(100);
  }

  void aHiddenPanelComesBackToItsPlace() {
    dock("tokensDock")->hide();
    testing::doWhatIsDue();
    p().open();
    p().open();
    QVERIFY(dock("tokensDock")->isHidden());
    dock("tokensDock")->show();
    testing::doWhatIsDue();
    QVERIFY(p().window->tabifiedDockWidgets(dock("tokensDock")).isEmpty());
    QTRY_VERIFY(dock("tokensDock")->y() > dock("embeddingDock")->y());
    QCOMPARE(dock("tokensDock")->x(), dock("embeddingDock")->x());
  }

  void bytesOfEarlierVersionsAreIgnored() {
    dock("attentionDock")->hide();
    const QByteArray docks = p().window->saveState(), geometry = p().window->saveGeometry();
    p().window->close();
    p().window.reset();
    Settings().setWindow({geometry, docks});
    p().open();
    QVERIFY(dock("attentionDock")->isVisible());
    QCOMPARE(p().sentence(), QString());
  }

  void aStartAfterACrashTakesTheUsualLayout() {
    dock("attentionDock")->hide();
    testing::doWhatIsDue();
    p().window->close();
    p().window.reset();
    QProcess ended;  // its number belongs to no program any more
    ended.start(QStringLiteral("sleep"), {QStringLiteral("0")});
    QVERIFY(ended.waitForStarted());
    const qint64 number = ended.processId();
    QVERIFY(ended.waitForFinished());
    {
      QSettings store(p().path("settings/headlight.ini"), QSettings::IniFormat);
      store.setValue(QStringLiteral("window/restoring"), number);
    }
    p().open();
    QVERIFY(dock("attentionDock")->isVisible());
    dock("attentionDock")->hide();
    testing::doWhatIsDue();
    p().open();  // this start ended well
    QVERIFY(dock("attentionDock")->isHidden());
  }

  void hostileLayoutsDoNoHarm() {
    QStringList panels;
    for (const QDockWidget* each : p().window->findChildren<QDockWidget*>()) panels.append(each->objectName());
    auto* menu = p().find<QMenu>("layoutMenu");
    std::mt19937 random(7);
    int accepted = 0;
    for (int i = 0; i < 200; ++i) {
      std::shuffle(panels.begin(), panels.end(), random);
      WindowLayout layout;
      const auto count = static_cast<qsizetype>(1 + random() % static_cast<unsigned>(panels.size()));
      layout.root = randomPart(panels.mid(0, count), random);
      layout.hidden = panels.mid(static_cast<qsizetype>(random() % static_cast<unsigned>(panels.size())), 3);
      if (random() % 3 == 0 && count < panels.size())
        layout.floating = {{panels[count], QRect(static_cast<int>(random() % 9000), -500, 200, 100)}};
      const QByteArray whole = toBytes(layout);
      const QByteArray bytes = i % 2 == 0 ? whole : testing::mutated(whole, random);
      if (layoutFrom(bytes, panels)) ++accepted;
      Settings().setLayout(QStringLiteral("hostile"), bytes);
      emit menu->aboutToShow();
      menu->actions().constFirst()->trigger();
      QCoreApplication::processEvents();
      if (i % 40 == 0) {  // as the layout of a start, too
        p().window->close();
        p().window.reset();
        Settings().setWindow({testing::mutated(toBytes(WindowPlace{QRect(0, 0, 700, 500), false}), random), bytes});
        p().open();
        menu = p().find<QMenu>("layoutMenu");
      }
    }
    QVERIFY2(accepted >= 100, qPrintable(QString::number(accepted)));
    p().trigger("resetLayoutAction");
    testing::doWhatIsDue();
    QVERIFY(dock("attentionDock")->isVisible() && !dock("attentionDock")->isFloating());
    QTRY_VERIFY(dock("attentionDock")->x() > dock("embeddingDock")->x());
    p().trigger("stepAction");
    QCOMPARE(p().text().split(QLatin1Char(' ')).size(), 6);
  }

 private:
  testing::WindowProbe& p() { return *m_probe; }
  QDockWidget* dock(const char* name) { return p().find<QDockWidget>(name); }

  std::unique_ptr<testing::WindowProbe> m_probe;
};

QTEST_MAIN(WindowLayoutTest)
#include "window_layout_test.moc"
