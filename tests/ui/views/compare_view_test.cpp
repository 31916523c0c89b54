// The panel of models side by side and compare mode, in the real window.

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileInfo>
#include <QToolButton>

#include "charts/figure/figure_canvas.h"
#include "ui/due_events.h"
#include "ui/window/window_probe.h"
#include "views/compare/compare_view.h"
#include "window/view_dock.h"

using namespace headlight;

class CompareViewTest : public QObject {
  Q_OBJECT

 private slots:
  void init() {
    m_probe = std::make_unique<testing::WindowProbe>();
    const auto folder = std::filesystem::path(QFileInfo(p().path("tiny")).path().toStdString());
    testing::writeTinyModel(folder, "tiny-lstm", "en", ModelKind::Lstm);
    testing::writeTinyModel(folder, "tiny-gru", "en", ModelKind::Gru);
    testing::writeTinyModel(folder, "tiny-bert", "en", ModelKind::Encoder);
    p().session().setComparedModels({QStringLiteral("tiny"), QStringLiteral("tiny-lstm")});
    p().trigger("compareModeAction");
    QVERIFY(settle());
  }
  void cleanup() { m_probe.reset(); }

  void compareModeShowsTheComparisonAloneAndGivesTheLayoutBack() {
    QVERIFY(p().find<CompareView>("compareView")->isVisible());
    for (const char* name : {"embeddingDock", "tokensDock", "attentionDock", "predictionDock"}) {
      QVERIFY2(!p().find<QDockWidget>(name)->isVisible(), name);
    }
    QVERIFY(p().find<QAction>("compareModeAction")->isChecked());
    p().trigger("compareModeAction");
    QVERIFY(p().find<FigureCanvas>("attentionHeatmap")->isVisible());
    QVERIFY(p().find<QDockWidget>("predictionDock")->isVisible());
    QTRY_VERIFY(p().find<CompareView>("compareView")->visibleRegion().isEmpty());  // a tab behind attention again
    QVERIFY(!p().find<QAction>("compareModeAction")->isChecked());
    QTRY_VERIFY(!p().session().comparison());  // and rests
  }

  void aTabBehindAnotherOpensNoModels() {
    p().open();
    testing::doWhatIsDue();  // a view asks for models a moment after it is seen
    QVERIFY(p().settle());
    QVERIFY(p().find<CompareView>("compareView")->visibleRegion().isEmpty());
    QVERIFY(!p().session().comparison());
    p().find<QDockWidget>("compareDock")->show();
    p().find<QDockWidget>("compareDock")->raise();
    QVERIFY(settle());
    p().find<QDockWidget>("attentionDock")->raise();
    QTRY_VERIFY(!p().session().comparison());
  }

  void theProgramThatIsClosedInCompareModeOpensWithTheUsualLayout() {
    p().window->close();
    p().window.reset();
    p().open();
    QVERIFY(p().find<FigureCanvas>("attentionHeatmap")->isVisible());
    QVERIFY(!p().find<QAction>("compareModeAction")->isChecked());
  }

  void aBoxPutsAnotherModelIntoItsColumn() {
    choose("compareModel1", "tiny-gru");
    QVERIFY(settle());
    QCOMPARE(p().session().comparedModels(), (QStringList{QStringLiteral("tiny"), QStringLiteral("tiny-gru")}));
    QCOMPARE(figure().columns[1].kind, std::string("gru"));
    p().find<QToolButton>("compareAdd")->click();
    QVERIFY(settle());
    QCOMPARE(figure().columns.size(), std::size_t{3});
    QVERIFY(p().find<QComboBox>("compareModel2")->isVisible());
    p().find<QToolButton>("compareRemove0")->click();
    QVERIFY(settle());
    QCOMPARE(figure().columns.size(), std::size_t{2});
    QCOMPARE(figure().columns[0].kind, std::string("gru"));
  }

  void aModelFromElsewhereIsAskedForAndPutThere() {
    const QString elsewhere = p().path("tiny-gru");
    ask::setNextAnswer(elsewhere);
    auto* box = p().find<QComboBox>("compareModel1");
    emit box->activated(box->count() - 2);
    QVERIFY(settle());
    QCOMPARE(p().session().comparedModels().at(1), elsewhere);
    QCOMPARE(figure().columns[1].model, std::string("tiny-gru"));
  }

  void stepsBackAndAnotherPromptMoveEveryColumn() {
    p().trigger("stepAction");
    p().trigger("stepAction");
    QCOMPARE(figure().rows.size(), std::size_t{3});
    for (const auto& column : p().session().comparison()->columns) QCOMPARE(column.run->length(), Index{7});
    QVERIFY(!figure().columns[1].newest.empty());
    p().trigger("backAction");
    QCOMPARE(figure().rows.size(), std::size_t{2});
    p().type(QStringLiteral("the dog"));
    QCOMPARE(figure().columns[1].before, std::string("the dog"));
    QCOMPARE(figure().rows.size(), std::size_t{1});
  }

  void oneTextForAllForcesTheColumns() {
    auto* forced = p().find<QCheckBox>("compareForced");
    forced->click();
    QVERIFY(settle());
    QVERIFY(figure().forced);
    p().trigger("stepAction");
    p().trigger("stepAction");
    const auto comparison = p().session().comparison();
    const auto ids = [](const Snapshot& run) {
      std::vector<TokenId> all;
      for (const Token& token : run.tokens) all.push_back(token.id);
      return all;
    };
    QVERIFY(ids(*comparison->columns[1].run) == ids(*p().session().snapshot()));
    forced->click();
    QVERIFY(settle());
    QVERIFY(!figure().forced);
  }

  void aClickOnAWordTakesItInTheOpenModel() {
    const auto bar = figure().columns[1].bars.at(2);
    QTest::mouseClick(canvas(), Qt::LeftButton, Qt::NoModifier, canvas()->centerOf(FigureHit::Kind::Bar, 1, 2));
    QVERIFY(settle());
    QCOMPARE(p().session().snapshot()->tokens.back().id, bar.id);
    QCOMPARE(figure().rows.front().word, bar.text);
    QCOMPARE(figure().rows.front().cells[1].probability, std::optional<double>(bar.probability));
  }

  void whatIsWrongStandsInItsColumn() {
    choose("compareModel1", "tiny-bert");
    QVERIFY(settle());
    QVERIFY(QString::fromStdString(figure().columns[1].problem).contains(QStringLiteral("encoder")));
    p().trigger("stepAction");
    QCOMPARE(figure().rows.size(), std::size_t{2});
  }

  void itIsSavedInEveryFormatWithItsOwnCommandLine() {
    p().trigger("stepAction");
    const QString folder = p().path("saved");
    p().trigger("exportAction");
    p().exportInto(folder, 5);  // every format
    for (const char* ending : {"*.png", "*.svg", "*.pdf", "*.csv", "*_divergence.npy"}) {
      QVERIFY2(!QDir(folder).entryList({QString::fromLatin1(ending)}, QDir::Files).isEmpty(), ending);
    }
    p().trigger("copyExportCommandAction");
    QVERIFY2(p().sentence().contains(QStringLiteral("--what compare --with tiny-lstm")), qPrintable(p().sentence()));
  }

  void everythingFitsAtTheSmallestSize() {
    p().window->resize(1280, 720);
    choose("compareModel1", "tiny-gru");
    p().find<QToolButton>("compareAdd")->click();
    p().find<QToolButton>("compareAdd")->click();
    QVERIFY(settle());
    for (int i = 0; i < 6; ++i) p().trigger("stepAction");
    QVERIFY(figure().columns.size() == 4);
    const Figure& shown = canvas()->figure();
    QVERIFY2(shown.size.height() <= canvas()->height() + 1, qPrintable(QString::number(shown.size.height())));
    QVERIFY(shown.size.width() <= canvas()->width() + 1);
  }

 private:
  testing::WindowProbe& p() { return *m_probe; }
  bool settle() {
    return QTest::qWaitFor(
        [this] {
          const auto comparison = p().session().comparison();
          return p().session().isIdle() && comparison && comparison->of == p().session().snapshot();
        },
        20000);
  }
  FigureCanvas* canvas() { return p().find<FigureCanvas>("compareCanvas"); }
  CompareFigure figure() {
    const auto figure = p().find<CompareView>("compareView")->currentFigure();
    return figure ? figure->get<CompareFigure>() : CompareFigure{};
  }
  void choose(const char* name, const char* model) {
    auto* box = p().find<QComboBox>(name);
    const int index = box->findData(QString::fromLatin1(model));
    box->setCurrentIndex(index);
    emit box->activated(index);
  }

  std::unique_ptr<testing::WindowProbe> m_probe;
};

QTEST_MAIN(CompareViewTest)
#include "compare_view_test.moc"
