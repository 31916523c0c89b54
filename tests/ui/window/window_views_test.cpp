// The four panels of the real main window as one: a click in one moves all the others.

#include <QComboBox>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QTableView>
#include <QUrl>

#include "charts/figure/figure_canvas.h"
#include "ui/window/window_probe.h"
#include "views/attention/attention_view.h"
#include "views/prediction/prediction_view.h"

using namespace headlight;

class WindowViewsTest : public QObject {
  Q_OBJECT

 private slots:
  void init() { m_probe = std::make_unique<testing::WindowProbe>(); }
  void cleanup() { m_probe.reset(); }

  void panelsThatAnEarlierLayoutDoesNotKnowAreTabsBehindAttention() {
    const QByteArray earlier =
        R"({"version":1,"panels":{"split":"across","parts":[{"share":0.3,"tabs":["embeddingDock"]},
            {"share":0.2,"tabs":["tokensDock"]},{"share":0.3,"tabs":["attentionDock"]},
            {"share":0.2,"tabs":["predictionDock"]}]}})";
    p().window->close();
    p().window.reset();
    Settings().setWindow({QByteArray(), earlier});
    p().open();
    const QList<QDockWidget*> tabs = p().window->tabifiedDockWidgets(p().find<QDockWidget>("attentionDock"));
    for (const char* name : {"stepsDock", "arcsDock", "differenceDock", "recurrentDock", "influenceDock"}) {
      QVERIFY2(tabs.contains(p().find<QDockWidget>(name)), name);
    }
    QVERIFY(p().find<FigureCanvas>("attentionHeatmap")->isVisible());
  }

  void aClickOnABarForksAndEveryPanelFollows() {
    p().trigger("stepAction");
    p().trigger("backAction");
    const auto& listed = p().session().snapshot()->distribution.candidates;
    const auto bar = std::find_if(listed.begin() + 3, listed.end(), [](const auto& token) { return token.isDrawn; });
    const TokenId other = bar->id;
    click("predictionBars", FigureHit::Kind::Bar, static_cast<int>(bar - listed.begin()));
    p().settle();
    const auto snapshot = p().session().snapshot();
    QCOMPARE(snapshot->tokens.back().id, other);
    QCOMPARE(p().find<TokenStrip>("tokenStrip")->chips().size(), std::size_t{7});  // six tokens and the ghost
    QCOMPARE(p().find<QTableView>("tokensTable")->model()->rowCount(), 6);
    QVERIFY(!canvas("attentionHeatmap")->figure().rectOf(FigureHit::Kind::Cell, 5, 5).isNull());
    p().trigger("backAction");
    QCOMPARE(p().session().snapshot()->branches.size(), std::size_t{2});  // both words that were tried are kept
  }

  void aHeadPickedInTheModelViewIsShownLarge() {
    click("attentionThumbnails", FigureHit::Kind::Head, 2, 1);
    QCOMPARE(p().session().selection().layer, 2);
    QCOMPARE(p().session().selection().head, 1);
    QCOMPARE(p().find<QComboBox>("attentionHeadChoice")->currentIndex(), 1);
    const auto figure = p().window->findChild<AttentionView*>()->currentFigure()->get<AttentionFigure>();
    QCOMPARE(figure.layer, 2);
    QCOMPARE(figure.head, 1);
    for (Index query = 0; query < figure.weights.rows(); ++query) {
      QVERIFY(std::abs(figure.weights.row(query).sum() - 1) < 1e-5);
    }
  }

  void aCellPicksItsTokenInStripAndTable() {
    click("attentionHeatmap", FigureHit::Kind::Cell, 3, 1);
    QCOMPARE(p().session().selection().position, Index{3});
    QCOMPARE(p().session().selection().keyPosition, Index{1});
    QCOMPARE(p().find<QTableView>("tokensTable")->currentIndex().row(), 3);
  }

  void aWordThatIsSearchedIsSelectedWithItsNeighbours() {
    auto* search = p().find<QLineEdit>("embeddingSearch");
    search->setFocus();
    search->setText(QStringLiteral("dog"));
    QTest::keyClick(search, Qt::Key_Return);
    const auto dog = p().session().model()->tokenizer->find("dog");
    QVERIFY(dog.has_value());
    QCOMPARE(p().session().selection().vocabularyId, *dog);
    QVERIFY(p().find<QListView>("embeddingNeighbours")->model()->rowCount() > 0);
  }

  void aHiddenPanelRestsAndIsRightWhenItComesBack() {
    auto* dock = p().find<QDockWidget>("attentionDock");
    dock->hide();
    p().trigger("stepAction");
    dock->show();
    dock->raise();  // another tab is in front when it comes back
    QTRY_VERIFY(!canvas("attentionHeatmap")->figure().rectOf(FigureHit::Kind::Cell, 5, 0).isNull());
  }

  void aFolderThatIsDroppedIsOpened() {
    const QString folder = p().path("tiny");
    QMimeData dropped;
    dropped.setUrls({QUrl::fromLocalFile(folder)});
    const QPoint at = p().window->rect().center();
    QDragEnterEvent enter(at, Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(p().window.get(), &enter);
    QVERIFY(enter.isAccepted());
    const auto before = p().session().model();
    QDropEvent drop(at, Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(p().window.get(), &drop);
    p().settle();
    QTRY_VERIFY(p().session().model() != before);
    QCOMPARE(p().text(), QStringLiteral("The cat is on the"));
  }

 private:
  testing::WindowProbe& p() { return *m_probe; }
  FigureCanvas* canvas(const char* name) { return p().find<FigureCanvas>(name); }
  void click(const char* name, FigureHit::Kind kind, int first, int second = -1) {
    QTest::mouseClick(canvas(name), Qt::LeftButton, {}, canvas(name)->centerOf(kind, first, second));
  }

  std::unique_ptr<testing::WindowProbe> m_probe;
};

QTEST_MAIN(WindowViewsTest)
#include "window_views_test.moc"
