// The attention view in depth: several heads together, what the cells show, zoom, locks, labels, menu. On a real
// session with a tiny model.

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

#include "charts/figure/shown_text.h"
#include "figures/attention/cell_numbers.h"
#include "figures/attention/heads_figure.h"
#include "support/temporary_folder.h"
#include "ui/due_events.h"
#include "ui/tiny_model.h"
#include "ui/views/canvas_hand.h"
#include "views/attention/arithmetic_text.h"
#include "views/attention/attention_view.h"
#include "views/attention/cell_window.h"

using namespace headlight;
using headlight::testing::click;
using headlight::testing::hasText;

namespace {

struct Shown {
  explicit Shown(const std::filesystem::path& model, ModelKind kind = ModelKind::Decoder) : view(&session) {
    view.resize(460, 720);
    view.show();
    session.setPrompt(kind == ModelKind::Encoder ? QStringLiteral("The cat is [MASK] the mat")
                                                 : QStringLiteral("The cat is on the mat the cat"));
    session.openModel(QString::fromStdString(model.string()));
    settle();
  }
  void settle() {
    QVERIFY(QTest::qWaitFor([this] { return session.isIdle() && session.snapshot(); }, 20000));
  }
  template <class Widget>
  Widget* find(const char* name) {
    return view.findChild<Widget*>(QString::fromLatin1(name));
  }
  FigureCanvas* heatmap() { return find<FigureCanvas>("attentionHeatmap"); }
  FigureCanvas* thumbnails() { return find<FigureCanvas>("attentionThumbnails"); }
  [[nodiscard]] AttentionFigure figure() { return view.currentFigure()->get<AttentionFigure>(); }
  void chooseEntry(const char* box, const QString& text) {
    auto* choice = find<QComboBox>(box);
    const int index = choice->findText(text);
    QVERIFY2(index >= 0, qPrintable(text));
    choice->setCurrentIndex(index);
    emit choice->activated(index);
  }
  QAction* option(const QString& text) {
    for (QMenu* menu : view.findChildren<QMenu*>()) {
      for (QAction* action : menu->actions()) {
        if (action->text().startsWith(text)) return action;
      }
    }
    return nullptr;
  }

  Session session;
  AttentionView view;
};

}  // namespace

class AttentionViewTest : public QObject {
  Q_OBJECT

 private:
  testing::TemporaryFolder m_folder;
  std::filesystem::path m_model = testing::writeTinyModel(m_folder.path(), "tiny");

 private slots:
  void headsChosenWithControlAreAveraged() {
    Shown shown(m_model);
    click(shown.thumbnails(), FigureHit::Kind::Head, 1, 2, Qt::ControlModifier);
    QCOMPARE(shown.session.selection().chosenHeads, (std::vector<HeadPlace>{{0, 0}, {1, 2}}));
    shown.chooseEntry("attentionHeadChoice", QStringLiteral("Mean of the 2 chosen heads"));
    const AttentionFigure mean = shown.figure();
    QCOMPARE(QString::fromStdString(mean.badge.which), QStringLiteral("L0 H0, L1 H2"));
    const auto run = shown.session.snapshot()->attentionRun();
    const Matrix<float> first = attentionFigure(run, {AttentionSide::Own, 0, 0}, {}).weights;
    const Matrix<float> second = attentionFigure(run, {AttentionSide::Own, 1, 2}, {}).weights;
    QVERIFY(mean.weights.isApprox((first + second) / 2));
    click(shown.thumbnails(), FigureHit::Kind::Head, 1, 2, Qt::ControlModifier);  // no longer
    QCOMPARE(shown.session.selection().chosenHeads.size(), std::size_t(1));
    QCOMPARE(shown.figure().badge.kind, Badge::Kind::Exact);
    click(shown.thumbnails(), FigureHit::Kind::Head, 3, 3);
    QCOMPARE(shown.figure().layer, 3);
  }

  void theMaximumOverALayerIsTheLargestOfItsHeads() {
    Shown shown(m_model);
    shown.chooseEntry("attentionHeadChoice", QStringLiteral("Maximum over the heads"));
    QCOMPARE(shown.figure().badge.kind, Badge::Kind::MaximumOfHeads);
    shown.chooseEntry("attentionHeadChoice", QStringLiteral("Mean over all layers"));
    QCOMPARE(shown.figure().badge.kind, Badge::Kind::MeanOfLayers);
    shown.chooseEntry("attentionHeadChoice", QStringLiteral("Head 2"));
    QCOMPARE(shown.figure().head, 2);
  }

  void measuresAreLabelledForWhatTheyAre() {
    Shown shown(m_model);
    std::vector<Badge> badges;
    connect(&shown.view, &AttentionView::badgeChanged, this, [&](const Badge& badge) { badges.push_back(badge); });
    shown.option(QStringLiteral("Weight ×"))->trigger();
    QCOMPARE(badges.back().measure, AttentionMeasure::ValueWeighted);
    QCOMPARE(shown.figure().measure, AttentionMeasure::ValueWeighted);
    QCOMPARE(shown.view.secondFigure()->get<HeadsFigure>().measure, AttentionMeasure::ValueWeighted);
    shown.option(QStringLiteral("Rollout"))->trigger();
    QCOMPARE(badges.back().measure, AttentionMeasure::Rollout);
    QVERIFY(!shown.find<QComboBox>("attentionHeadChoice")->isEnabled());
    shown.option(QStringLiteral("Weights"))->trigger();
    QCOMPARE(shown.figure().badge.kind, Badge::Kind::Exact);
  }

  void theFirstKeyIsLeftOutOfBothPictures() {
    Shown shown(m_model);
    shown.find<QAction>("attentionHideFirstKey")->trigger();
    QVERIFY(shown.figure().sinkHidden);
    QVERIFY(shown.view.secondFigure()->get<HeadsFigure>().sinkHidden);
    QVERIFY(hasText(shown.heatmap(), QStringLiteral("of the rest")));
    QCOMPARE(shown.figure().weights,
             attentionFigure(shown.session.snapshot()->attentionRun(), {AttentionSide::Own, 0, 0}, {}).weights);
  }

  void fittedColoursSayWhereTheyEnd() {
    Shown shown(m_model);
    shown.find<QCheckBox>("attentionFitted")->click();
    QCOMPARE(shown.figure().limits, ColorLimits::Fitted);
    QVERIFY(hasText(shown.heatmap(), QStringLiteral("fitted")));
  }

  void zoomShowsFewerCellsAndFollowsTheSelection() {
    Shown shown(m_model);
    FigureCanvas* heatmap = shown.heatmap();
    heatmap->setFocus();
    for (int i = 0; i < 3; ++i) QTest::keyClick(heatmap, Qt::Key_Plus);
    const auto shownRows = [&] {
      int rows = 0;
      for (int row = 0; row < 8; ++row)
        rows += !heatmap->figure().rectOf(FigureHit::Kind::Cell, row, 0).isNull() ||
                !heatmap->figure().rectOf(FigureHit::Kind::Cell, row, 7).isNull();
      return rows;
    };
    QVERIFY(shownRows() < 8);
    QVERIFY(shown.find<QLabel>("attentionReadout")->text().contains(QStringLiteral("of 8")));
    Selection selection = shown.session.selection();
    selection.position = 0;
    selection.keyPosition = 0;
    shown.session.setSelection(selection);
    QVERIFY(!heatmap->figure().rectOf(FigureHit::Kind::Cell, 0, 0).isNull());
    const QPoint press = heatmap->centerOf(FigureHit::Kind::Cell, 1, 1);
    QTest::mousePress(heatmap, Qt::LeftButton, {}, press);
    QTest::mouseMove(heatmap, press - QPoint(30, 60));
    QMouseEvent move(QEvent::MouseMove, press - QPoint(40, 90), heatmap->mapToGlobal(press), Qt::NoButton,
                     Qt::LeftButton, {});
    QCoreApplication::sendEvent(heatmap, &move);
    QTest::mouseRelease(heatmap, Qt::LeftButton, {}, press - QPoint(40, 90));
    QVERIFY2(heatmap->figure().rectOf(FigureHit::Kind::Cell, 0, 0).isNull(), "dragged out of sight");
    QCOMPARE(shown.session.selection().position, Index{0});  // dragging selects nothing
    QTest::keyClick(heatmap, Qt::Key_0);
    QCOMPARE(shownRows(), 8);
  }

  void theWheelZoomsAboutThePointer() {
    Shown shown(m_model);
    FigureCanvas* heatmap = shown.heatmap();
    const QPoint at = heatmap->centerOf(FigureHit::Kind::Cell, 7, 7);
    QWheelEvent wheel(at, heatmap->mapToGlobal(at), {}, {0, 240}, Qt::NoButton, {}, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(heatmap, &wheel);
    QVERIFY(heatmap->figure().rectOf(FigureHit::Kind::Cell, 0, 0).isNull());
    QVERIFY(!heatmap->figure().rectOf(FigureHit::Kind::Cell, 7, 7).isNull());
    QTest::mouseDClick(heatmap, Qt::LeftButton, {}, heatmap->centerOf(FigureHit::Kind::Cell, 7, 7));
    QVERIFY(!heatmap->figure().rectOf(FigureHit::Kind::Cell, 0, 0).isNull());
  }

  void aLockedRowKeepsTheQuery() {
    Shown shown(m_model);
    click(shown.heatmap(), FigureHit::Kind::Cell, 5, 2);
    shown.option(QStringLiteral("The selected row"))->trigger();
    click(shown.heatmap(), FigureHit::Kind::Cell, 7, 4);
    QCOMPARE(shown.session.selection().position, Index{5});
    QCOMPARE(shown.session.selection().keyPosition, Index{4});
    shown.option(QStringLiteral("The selected column"))->trigger();
    click(shown.heatmap(), FigureHit::Kind::Cell, 7, 1);
    QCOMPARE(shown.session.selection().position, Index{7});
    QCOMPARE(shown.session.selection().keyPosition, Index{4});
  }

  void theReadoutSaysTheNumberOfTheCell() {
    Shown shown(m_model);
    click(shown.heatmap(), FigureHit::Kind::Cell, 3, 1);
    QTest::mouseMove(shown.heatmap(), QPoint(1, 1));
    const QString number = formatNumber(shown.figure().weights(3, 1), 6);
    QTRY_VERIFY(shown.find<QLabel>("attentionReadout")->text().contains(number));
  }

  void theReadoutIsWholeInANarrowPanelAndDoesNotMoveTheMap() {
    Shown shown(m_model);
    QFont large = shown.view.font();
    large.setPointSize(18);
    shown.view.setFont(large);
    shown.view.resize(376, 430);
    testing::doWhatIsDue();
    auto* readout = shown.find<QLabel>("attentionReadout");
    const auto isWhole = [&] {
      const QRect room = readout->contentsRect();
      const int asked = readout->fontMetrics().boundingRect(room, Qt::TextWordWrap, readout->text()).height();
      return !readout->text().isEmpty() && asked <= room.height();
    };
    QTRY_VERIFY(isWhole());
    const QRect map = shown.heatmap()->geometry();
    click(shown.heatmap(), FigureHit::Kind::Cell, 4, 1);
    QTRY_VERIFY(readout->text().contains(QStringLiteral("cat")));
    QVERIFY2(isWhole(), qPrintable(readout->text()));
    QCOMPARE(shown.heatmap()->geometry(), map);
  }

  void theArithmeticOfACellIsOneKeyAway() {
    Shown shown(m_model);
    QString text;
    connect(&shown.view, &AttentionView::textOffered, this,
            [&](const QString&, const QString&, const QString& page) { text = page; });
    click(shown.heatmap(), FigureHit::Kind::Cell, 3, 1);
    QTest::keyClick(shown.heatmap(), Qt::Key_Return);
    QVERIFY(text.startsWith(QStringLiteral("Attention of “on” (query, position 3) to “cat” (key, position 1)")));
    QVERIFY2(text.contains(QStringLiteral("weight = ")), qPrintable(text));
    text.clear();
    shown.chooseEntry("attentionHeadChoice", QStringLiteral("Mean over the heads"));
    QTest::keyClick(shown.heatmap(), Qt::Key_Return);
    QVERIFY2(text.isEmpty(), "a mean of heads has none");
  }

  void theInterfaceSaysTheArithmeticInTheSameWords() {  // English: the sentences stand in two places for the translator
    Shown shown(m_model);
    const auto run = shown.session.snapshot()->attentionRun();
    for (const Index key : {Index{1}, Index{5}}) {
      const CellArithmetic cell = cellArithmetic(run, {AttentionSide::Own, 1, 1}, 3, key);
      QCOMPARE(arithmeticPage(cell).toStdString(), arithmeticText(cell));
    }
  }

  void headsAreSortedAndLabelledWithTheirMeasure() {
    Shown shown(m_model);
    shown.chooseEntry("attentionSort", QStringLiteral("Most “first token” first"));
    shown.settle();
    const auto heads = shown.view.secondFigure()->get<HeadsFigure>();
    QCOMPARE(heads.order.size(), std::size_t(16));
    const auto share = [&](int index) {
      double sum = 0;
      const auto& pattern = heads.patterns[static_cast<std::size_t>(index)];
      for (Index row = 2; row < pattern.rows(); ++row) sum += double(pattern(row, 0));
      return sum;
    };
    for (std::size_t i = 1; i < heads.order.size(); ++i) QVERIFY(share(heads.order[i - 1]) >= share(heads.order[i]));
    shown.find<QCheckBox>("attentionHeadLabels")->click();
    QTRY_VERIFY(shown.session.probes());
    QCOMPARE(shown.view.secondFigure()->get<HeadsFigure>().labels.size(), std::size_t(16));
    shown.chooseEntry("attentionSort", QStringLiteral("Layer by layer"));
    QVERIFY(shown.view.secondFigure()->get<HeadsFigure>().order.empty());
  }

  void crossAttentionIsNotRolledOutButShown() {
    const auto translator = testing::writeTinyModel(m_folder.path(), "translator", "en", ModelKind::EncoderDecoder);
    Shown shown(translator);
    QCOMPARE(shown.session.selection().side, AttentionSide::Cross);
    QVERIFY(!shown.option(QStringLiteral("Rollout"))->isEnabled());
    auto* sort = shown.find<QComboBox>("attentionSort");
    const auto isOffered = [sort](const char* text) {
      return bool(sort->model()->flags(sort->model()->index(sort->findText(QString::fromUtf8(text)), 0)) &
                  Qt::ItemIsEnabled);
    };
    QVERIFY(isOffered("Most “first token” first"));
    QVERIFY(!isOffered("Most “induction” first"));
    Selection selection = shown.session.selection();
    selection.side = AttentionSide::Encoder;
    shown.session.setSelection(selection);
    shown.option(QStringLiteral("Rollout"))->trigger();
    QCOMPARE(shown.figure().measure, AttentionMeasure::Rollout);
    selection.side = AttentionSide::Cross;
    shown.session.setSelection(selection);
    QCOMPARE(shown.figure().measure, AttentionMeasure::Weights);
    QCOMPARE(shown.figure().badge.kind, Badge::Kind::Exact);
  }

  void anEncodersCellsAreNeverMasked() {
    const auto bert = testing::writeTinyModel(m_folder.path(), "bert", "en", ModelKind::Encoder);
    Shown shown(bert, ModelKind::Encoder);
    click(shown.heatmap(), FigureHit::Kind::Cell, 1, 4);
    QCOMPARE(shown.session.selection().keyPosition, Index{4});
    QVERIFY(!shown.find<QLabel>("attentionReadout")->text().contains(QStringLiteral("masked")));
  }

  void aWindowOfCellsStaysInside() {
    CellWindow window;
    window.setSize({10, 6});
    QVERIFY(!window.isZoomed());
    window.moveBy({3, 3});
    QVERIFY(!window.isZoomed());
    window.zoom({9, 5}, 2);
    QVERIFY(window.cells().contains(9, 5));
    QVERIFY(QRect(0, 0, 10, 6).contains(window.cells()));
    window.moveBy({-100, -100});
    QCOMPARE(window.cells().topLeft(), QPoint(0, 0));
    window.keepVisible({9, 5});
    QVERIFY(window.cells().contains(9, 5));
    window.setSize({4, 2});  // a shorter text
    QVERIFY(!window.isZoomed() || QRect(0, 0, 4, 2).contains(window.cells()));
    window.zoom({0, 0}, -20);
    QVERIFY(!window.isZoomed());
    window.setSize({0, 0});
    window.zoom({0, 0}, 1);
    QVERIFY(!window.isZoomed());
  }
};

QTEST_MAIN(AttentionViewTest)
#include "attention_view_test.moc"
