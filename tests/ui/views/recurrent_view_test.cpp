// The panel of recurrent nets in the real main window: heatmaps over time, one cell step by step, in every kind, with
// stepping, forks and recordings.

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFileInfo>
#include <QLabel>
#include <QSpinBox>
#include <QTabBar>
#include <QTableView>

#include "charts/figure/figure_canvas.h"
#include "charts/figure/shown_text.h"
#include "figures/recurrent/cell_steps_figure.h"
#include "figures/recurrent/cell_values.h"
#include "figures/recurrent/recurrent_figure.h"
#include "session/settings.h"
#include "ui/window/window_probe.h"
#include "views/recurrent/recurrent_view.h"
#include "window/view_dock.h"

using namespace headlight;

class RecurrentViewTest : public QObject {
  Q_OBJECT

 private slots:
  void init() {
    m_probe = std::make_unique<testing::WindowProbe>();
    const std::filesystem::path folder = p().path("").toStdString();
    testing::writeTinyModel(folder, "rnn", "en", ModelKind::Rnn);
    testing::writeTinyModel(folder, "lstm", "en", ModelKind::Lstm);
    testing::writeTinyModel(folder, "gru", "en", ModelKind::Gru);
    auto* dock = p().find<QDockWidget>("recurrentDock");
    QVERIFY(p().window->tabifiedDockWidgets(p().find<QDockWidget>("attentionDock")).contains(dock));
    dock->show();
    dock->raise();
    QTRY_VERIFY(view()->isVisible());
  }
  void cleanup() { m_probe.reset(); }

  void aModelWithoutCellsSaysWhatToDo() {
    QVERIFY(p().find<QLabel>("recurrentEmpty")->isVisible());
    QTRY_VERIFY(p().find<QLabel>("recurrentEmpty")->text().contains(QStringLiteral("classroom-lstm")));
    QVERIFY(!view()->currentFigure() && !view()->secondFigure());
    QVERIFY(!p().find<QSpinBox>("recurrentUnit")->isVisible());
    open("gru");
    QVERIFY(!p().find<QLabel>("recurrentEmpty")->isVisible());
    open("tiny");
    QVERIFY(p().find<QLabel>("recurrentEmpty")->isVisible());
  }

  void everyKindShowsItsValuesOverTime() {
    const std::pair<const char*, int> kinds[] = {{"rnn", 2}, {"lstm", 6}, {"gru", 4}};
    for (const auto& [model, values] : kinds) {
      open(model);
      QCOMPARE(p().find<QComboBox>("recurrentValue")->count(), values + 1);
      const RecurrentFigure figure = overTime();
      QCOMPARE(static_cast<int>(figure.parts.size()), values);
      QCOMPARE(figure.tokenLabels.size(), std::size_t{5});
      QVERIFY(!canvas("recurrentCanvas")->figure().rectOf(FigureHit::Kind::Cell, 31, 4).isNull());
    }
  }

  void aClickChoosesUnitAndTokenForEveryView() {
    open("lstm");
    click("recurrentCanvas", FigureHit::Kind::Cell, 5, 2);
    QCOMPARE(p().find<QSpinBox>("recurrentUnit")->value(), 5);
    QCOMPARE(p().session().selection().position, Index{2});
    QCOMPARE(p().find<QTableView>("tokensTable")->currentIndex().row(), 2);
    const RecurrentFigure figure = overTime();
    const QString readout = p().find<QLabel>("recurrentReadout")->text();
    QVERIFY2(readout.contains(QStringLiteral("f ") + formatNumber(double(figure.parts[1].numbers(2, 5)))),
             qPrintable(readout));
    click("recurrentCanvas", FigureHit::Kind::Column, 4);
    QCOMPARE(p().session().selection().position, Index{4});
    Selection selection = p().session().selection();
    selection.position = 1;
    p().session().setSelection(selection);
    QVERIFY(p().find<QLabel>("recurrentReadout")->text().contains(QStringLiteral("“cat”")));
  }

  void keysMoveAlongUnitsAndTokens() {
    open("rnn");
    click("recurrentCanvas", FigureHit::Kind::Cell, 5, 2);
    QWidget* map = canvas("recurrentCanvas");
    QTest::keyClick(map, Qt::Key_Down);
    QTest::keyClick(map, Qt::Key_Down);
    QTest::keyClick(map, Qt::Key_Up);
    QCOMPARE(p().find<QSpinBox>("recurrentUnit")->value(), 6);
    QTest::keyClick(map, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(p().session().selection().position, Index{3});
    choose("recurrentOrder", 1);
    const auto units = overTime().units;
    p().find<QSpinBox>("recurrentUnit")->setValue(static_cast<int>(units[3]));
    QTest::keyClick(map, Qt::Key_Down);
    QCOMPARE(p().find<QSpinBox>("recurrentUnit")->value(), static_cast<int>(units[4]));
  }

  void oneValueIsShownLargeByNameOrByBox() {
    open("lstm");
    click("recurrentCanvas", FigureHit::Kind::Head, static_cast<int>(CellValue::Cell));
    QCOMPARE(overTime().parts.size(), std::size_t{1});
    QCOMPARE(overTime().parts[0].value, CellValue::Cell);
    open("gru");  // which has no cell
    QCOMPARE(overTime().parts.size(), std::size_t{4});
    choose("recurrentValue", 4);
    QCOMPARE(overTime().parts[0].value, CellValue::Hidden);
  }

  void theLayerIsTheSharedOne() {
    open("lstm");
    const RecurrentFigure first = overTime();
    choose("recurrentLayer", 1);
    QCOMPARE(p().session().selection().layer, 1);
    QCOMPARE(overTime().layer, 1);
    QVERIFY(overTime().parts[0].numbers != first.parts[0].numbers);
  }

  void theCellGoesForwardsAndBackwards() {
    open("lstm");
    click("recurrentCanvas", FigureHit::Kind::Cell, 7, 3);
    p().find<QTabBar>("recurrentPages")->setCurrentIndex(RecurrentView::Steps);
    using Stage = CellStepsFigure::Stage;
    const auto figure = [&] { return view()->currentFigure()->get<CellStepsFigure>(); };
    QCOMPARE(figure().unit, Index{7});
    QCOMPARE(figure().position, Index{3});
    QCOMPARE(figure().stage, Stage::Inputs);
    QWidget* cell = canvas("cellCanvas");
    for (int i = 0; i < 9; ++i) QTest::keyClick(cell, Qt::Key_N);
    QCOMPARE(figure().stage, Stage::Hidden);
    QVERIFY(!p().find<QAbstractButton>("cellForward")->isEnabled());
    QVERIFY(hasText("cellCanvas", QStringLiteral("h(t) = o × tanh(c(t))")));
    QTest::keyClick(cell, Qt::Key_P);
    p().find<QAbstractButton>("cellBack")->click();
    QCOMPARE(figure().stage, Stage::Gates);
    QTest::keyClick(cell, Qt::Key_Down);
    QCOMPARE(figure().gate, 1);
    click("cellCanvas", FigureHit::Kind::Column, 3);
    QCOMPARE(figure().gate, 3);
    open("gru");  // has one gate less and other stages
    QCOMPARE(figure().kind, CellKind::Gru);
    QCOMPARE(figure().gate, 0);
    QCOMPARE(p().find<QComboBox>("cellStage")->count(), 5);
  }

  void numbersFollowStepsBackAndForks() {
    open("gru");
    p().trigger("stepAction");
    p().trigger("stepAction");
    const RecurrentFigure first = overTime();
    QCOMPARE(first.tokenLabels.size(), std::size_t{7});
    QVERIFY(!canvas("recurrentCanvas")->figure().rectOf(FigureHit::Kind::Cell, 0, 6).isNull());
    p().trigger("startAction");
    QCOMPARE(overTime().tokenLabels.size(), std::size_t{5});
    p().trigger("stepAction");
    p().trigger("stepAction");
    QVERIFY2(overTime().parts[3].numbers == first.parts[3].numbers, "the same bits");
    p().session().forkAt(5, p().session().snapshot()->tokens[5].id == 9 ? 10 : 9);
    p().settle();
    const RecurrentFigure forked = overTime();
    QCOMPARE(forked.tokenLabels.size(), std::size_t{6});
    QVERIFY(forked.parts[3].numbers.row(4) == first.parts[3].numbers.row(4));
    QVERIFY(forked.parts[3].numbers.row(5) != first.parts[3].numbers.row(5));
  }

  void aHiddenPanelRestsAndIsRightWhenItComesBack() {
    open("lstm");
    QVERIFY(!canvas("recurrentCanvas")->figure().rectOf(FigureHit::Kind::Cell, 0, 4).isNull());
    p().find<QDockWidget>("recurrentDock")->hide();
    p().trigger("stepAction");
    QVERIFY2(canvas("recurrentCanvas")->figure().rectOf(FigureHit::Kind::Cell, 0, 5).isNull(), "nobody looks");
    p().find<QDockWidget>("recurrentDock")->show();
    p().find<QDockWidget>("recurrentDock")->raise();
    QTRY_VERIFY(!canvas("recurrentCanvas")->figure().rectOf(FigureHit::Kind::Cell, 0, 5).isNull());
  }

  void aRecordingShowsGatesAndStatesButNoSums() {
    open("lstm");
    p().trigger("stepAction");
    const RecurrentFigure live = overTime();
    p().session().saveAs(p().path("recorded.headlight"), true);
    p().settle();
    QTRY_VERIFY(QFileInfo::exists(p().path("recorded.headlight")));
    std::filesystem::remove_all(p().path("lstm").toStdString());
    p().session().openSession(p().path("recorded.headlight"));
    p().settle();
    QTRY_VERIFY(p().session().isRecorded());
    QVERIFY(overTime().parts[4].numbers == live.parts[4].numbers);
    p().find<QTabBar>("recurrentPages")->setCurrentIndex(RecurrentView::Steps);
    QVERIFY(!view()->currentFigure()->get<CellStepsFigure>().hasWeights);
    choose("cellStage", 1);
    QVERIFY(hasText("cellCanvas", QStringLiteral("not the weights")));
    choose("cellStage", 4);
    QVERIFY(hasText("cellCanvas", QStringLiteral("h(t) = o × tanh(c(t))")));
  }

  void theCommandAndTheFilesAreOfThePageThatIsShown() {
    open("lstm");
    click("recurrentCanvas", FigureHit::Kind::Cell, 5, 2);
    QCOMPARE(view()->commandArguments(), QStringLiteral(" --layers 0"));
    choose("recurrentOrder", 1);
    QCOMPARE(view()->commandArguments(), QStringLiteral(" --layers 0 --units changing"));
    p().find<QTabBar>("recurrentPages")->setCurrentIndex(RecurrentView::Steps);
    QCOMPARE(view()->commandArguments(), QStringLiteral(" --layers 0 --style steps --unit 5 --position 2"));
    QApplication::setActiveWindow(p().window.get());
    canvas("cellCanvas")->setFocus();
    QTRY_VERIFY(canvas("cellCanvas")->hasFocus());
    p().trigger("copyExportCommandAction");
    const QString command = QApplication::clipboard()->text();
    QVERIFY2(command.startsWith(QStringLiteral("headlight export --model lstm --prompt 'The cat is on the'")) &&
                 command.contains(QStringLiteral("--what recurrent --layers 0 --style steps --unit 5 --position 2")),
             qPrintable(command));
    const auto figures = p().window->findChild<ViewDock*>(QStringLiteral("recurrentDock"))->allFigures();
    QCOMPARE(figures.size(), std::size_t{2});
    QVERIFY(figures[0].is<CellStepsFigure>());
    QVERIFY(figures[1].is<RecurrentFigure>());
  }

  void theLanguageIsSwitchedLive() {
    open("lstm");
    p().find<QAction>("languageChinese")->trigger();
    QTRY_COMPARE(p().find<QDockWidget>("recurrentDock")->windowTitle(), QStringLiteral("循环单元"));
    QVERIFY(hasText("recurrentCanvas", QStringLiteral("遗忘门")));
    p().find<QTabBar>("recurrentPages")->setCurrentIndex(RecurrentView::Steps);
    QVERIFY(hasText("cellCanvas", QStringLiteral("输入门")));
  }

 private:
  testing::WindowProbe& p() { return *m_probe; }
  RecurrentView* view() { return p().find<RecurrentView>("recurrentView"); }
  RecurrentFigure overTime() { return view()->currentFigure()->get<RecurrentFigure>(); }
  void open(const char* model) {
    p().session().openModel(QString::fromLatin1(model));
    p().settle();
    p().settle();
  }
  void choose(const char* box, int index) {
    auto* choice = p().find<QComboBox>(box);
    choice->setCurrentIndex(index);
    emit choice->activated(index);
  }
  FigureCanvas* canvas(const char* name) { return p().find<FigureCanvas>(name); }
  void click(const char* name, FigureHit::Kind kind, int first, int second = -1) {
    QTest::mouseClick(canvas(name), Qt::LeftButton, {}, canvas(name)->centerOf(kind, first, second));
  }
  bool hasText(const char* name, const QString& part) {
    const auto& items = canvas(name)->figure().items;
    return std::any_of(items.begin(), items.end(), [&](const FigureItem& item) {
      const auto* text = std::get_if<TextItem>(&item);
      return text != nullptr && text->text.contains(part);
    });
  }

  std::unique_ptr<testing::WindowProbe> m_probe;
};

QTEST_MAIN(RecurrentViewTest)
#include "recurrent_view_test.moc"
