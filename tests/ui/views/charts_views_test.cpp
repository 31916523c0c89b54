// The attention, prediction and token views on a real session with a tiny model: what a click or a key does.

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QTableView>
#include <QTest>

#include "analysis/statistics/softmax.h"
#include "charts/figure/figure_canvas.h"
#include "charts/plot/probability_history.h"
#include "session/session.h"
#include "support/temporary_folder.h"
#include "ui/tiny_model.h"
#include "views/attention/attention_view.h"
#include "views/prediction/prediction_view.h"
#include "views/prediction/run_course.h"
#include "views/tokens/tokens_model.h"
#include "views/tokens/tokens_view.h"

using namespace headlight;

namespace {

/// A session with one view that is shown.
template <class View>
struct Shown {
  explicit Shown(const std::filesystem::path& model, const char* prompt = "The cat is on the") : view(&session) {
    view.resize(460, 720);
    view.show();
    session.setPrompt(QString::fromLatin1(prompt));
    session.openModel(QString::fromStdString(model.string()));
    ready = settle();
  }
  bool settle() {
    return QTest::qWaitFor([this] { return session.isIdle() && session.snapshot(); }, 20000);
  }
  template <class Widget>
  Widget* find(const char* name) {
    return view.template findChild<Widget*>(QString::fromLatin1(name));
  }

  Session session;
  View view;
  bool ready = false;
};

void click(FigureCanvas* canvas, FigureHit::Kind kind, int first, int second = -1) {
  QTest::mouseClick(canvas, Qt::LeftButton, {}, canvas->centerOf(kind, first, second));
}

}  // namespace

class ChartsViewsTest : public QObject {
  Q_OBJECT

 private:
  testing::TemporaryFolder m_folder;
  std::filesystem::path m_model = testing::writeTinyModel(m_folder.path(), "tiny");

 private slots:
  void aClickOnAThumbnailChoosesTheHead() {
    Shown<AttentionView> shown(m_model);
    QVERIFY(shown.ready);
    click(shown.find<FigureCanvas>("attentionThumbnails"), FigureHit::Kind::Head, 2, 3);
    QCOMPARE(shown.session.selection().layer, 2);
    QCOMPARE(shown.session.selection().head, 3);
    QCOMPARE(shown.find<QComboBox>("attentionHeadChoice")->currentIndex(), 3);
    const auto figure = shown.view.currentFigure()->get<AttentionFigure>();
    QCOMPARE(figure.layer, 2);
    QCOMPARE(figure.head, 3);
  }

  void aClickOnACellChoosesQueryAndKeyAndKeysMoveIt() {
    Shown<AttentionView> shown(m_model);
    auto* heatmap = shown.find<FigureCanvas>("attentionHeatmap");
    click(heatmap, FigureHit::Kind::Cell, 3, 1);
    QCOMPARE(shown.session.selection().position, Index{3});
    QCOMPARE(shown.session.selection().keyPosition, Index{1});
    QTest::keyClick(heatmap, Qt::Key_Down);
    QCOMPARE(shown.session.selection().position, Index{4});
    QTest::keyClick(heatmap, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(shown.session.selection().keyPosition, Index{2});
  }

  void theMeanSaysSoInItsBadge() {
    Shown<AttentionView> shown(m_model);
    std::vector<Badge> badges;
    connect(&shown.view, &AttentionView::badgeChanged, this, [&](const Badge& badge) { badges.push_back(badge); });
    auto* choice = shown.find<QComboBox>("attentionHeadChoice");
    choice->setCurrentIndex(choice->findData(Selection::kMeanOfHeads));
    emit choice->activated(choice->currentIndex());
    QVERIFY(!badges.empty());
    QCOMPARE(badges.back().kind, Badge::Kind::MeanOfHeads);
    QCOMPARE(badges.back().count, Index{4});
  }

  void theHeatmapGrowsWithTheText() {
    Shown<AttentionView> shown(m_model);
    shown.session.step();
    shown.settle();
    QVERIFY(!shown.find<FigureCanvas>("attentionHeatmap")->figure().rectOf(FigureHit::Kind::Cell, 5, 0).isNull());
  }

  void asManyBarsAreShownAsFit() {
    Shown<PredictionView> shown(m_model);
    auto* bars = shown.find<FigureCanvas>("predictionBars");
    const auto count = [&] {
      int bar = 0;
      while (!bars->figure().rectOf(FigureHit::Kind::Bar, bar).isNull()) ++bar;
      return bar;
    };
    const double row = bars->figure().rectOf(FigureHit::Kind::Bar, 0).height();
    shown.view.resize(460, 1100);
    QTRY_VERIFY(count() > 14);
    const auto room = [&] { return shown.find<QScrollArea>("predictionScroll")->viewport()->height(); };
    QTRY_VERIFY(bars->figure().size.height() <= room() && bars->figure().size.height() + row > room());
    shown.view.resize(460, 500);
    QTRY_COMPARE(count(), PredictionView::kBars);
  }

  void fewLinesFoldTheControlsAway() {
    Shown<PredictionView> shown(m_model);
    const auto* controls = shown.find<QWidget>("samplingControls");
    QVERIFY(controls->isVisible());
    shown.view.resize(460, 300);
    QTRY_VERIFY(!controls->isVisible());
    shown.find<QAbstractButton>("samplingUnfold")->click();
    QTRY_VERIFY(controls->isVisible());
    shown.find<QAbstractButton>("samplingUnfold")->click();
    QTRY_VERIFY(!controls->isVisible());
    shown.view.showControls();  // "All controls…" of the header
    QTRY_VERIFY(controls->isVisible());
  }

  void aClickOnABarTakesThatToken() {
    Shown<PredictionView> shown(m_model);
    auto* bars = shown.find<FigureCanvas>("predictionBars");
    const auto figure = shown.view.currentFigure()->get<PredictionFigure>();
    QVERIFY(figure.bars.size() >= 10);
    click(bars, FigureHit::Kind::Bar, 4);
    QVERIFY(shown.settle());
    QCOMPARE(shown.session.snapshot()->length(), Index{6});
    QCOMPARE(shown.session.snapshot()->tokens.back().id, figure.bars[4].id);
    QCOMPARE(shown.find<ProbabilityHistory>("probabilityHistory")->points().size(), std::size_t(1));
  }

  void downAndEnterTakeAToken() {
    Shown<PredictionView> shown(m_model);
    auto* bars = shown.find<FigureCanvas>("predictionBars");
    const auto figure = shown.view.currentFigure()->get<PredictionFigure>();
    QTest::keyClick(bars, Qt::Key_Down);
    QTest::keyClick(bars, Qt::Key_Down);
    QCOMPARE(shown.session.selection().vocabularyId, figure.bars[1].id);
    QTest::keyClick(bars, Qt::Key_Return);
    QVERIFY(shown.settle());
    QCOMPARE(shown.session.snapshot()->tokens.back().id, figure.bars[1].id);
  }

  void temperatureActsAtOnceAndSwitchesGreedyOff() {
    Shown<PredictionView> shown(m_model);
    QVERIFY(shown.find<QCheckBox>("greedyCheck")->isChecked());
    shown.find<QDoubleSpinBox>("temperatureSpin")->setValue(0.5);
    QVERIFY(shown.settle());
    QVERIFY(!shown.session.snapshot()->settings.greedy);
    QCOMPARE(shown.session.snapshot()->settings.temperature, 0.5);
    QCOMPARE(shown.session.snapshot()->length(), Index{5});
    const auto figure = shown.view.currentFigure()->get<PredictionFigure>();
    QVERIFY(figure.bars[0].samplingProbability > figure.bars[0].probability);
  }

  void aFullContextOffersToSlideTheWindow() {
    Shown<PredictionView> shown(m_model);
    auto* slide = shown.find<QPushButton>("slideWindowButton");
    QVERIFY(!slide->isVisible());
    for (int i = 0; i < 16 && shown.session.snapshot()->stopped == StopReason::None; ++i) {
      shown.session.step();
      QVERIFY(shown.settle());
    }
    if (shown.session.snapshot()->stopped != StopReason::Context) QSKIP("the random model ended its text before");
    QVERIFY(slide->isVisible());
    QVERIFY(shown.find<QLabel>("stopText")->text().contains(QStringLiteral("16")));
    slide->click();
    QVERIFY(shown.settle());
    QCOMPARE(shown.session.snapshot()->length(), Index{8});
    QVERIFY(!slide->isVisible());
  }

  void theHistoryAgreesWithTheDistribution() {
    Shown<PredictionView> shown(m_model);
    const auto snapshot = shown.session.snapshot();
    const Candidate& likeliest = snapshot->distribution.candidates.front();
    const auto point = tokenShare(snapshot->path.back()->logits, likeliest.id);
    QVERIFY(std::abs(point.probability - likeliest.probability) < 1e-12);
    QVERIFY(std::abs(point.entropyBits - snapshot->distribution.entropyBits) < 1e-9);
  }

  void theTableShowsTokensAndSelectsBothWays() {
    Shown<TokensView> shown(m_model, "The zorp is on the");
    auto* table = shown.find<QTableView>("tokensTable");
    QCOMPARE(table->model()->rowCount(), 5);
    const auto cell = [&](int row, int column) { return table->model()->index(row, column).data().toString(); };
    QCOMPARE(cell(1, TokensModel::Text), QStringLiteral("[UNK]"));
    QCOMPARE(cell(1, TokensModel::Bytes), QStringLiteral("7a 6f 72 70"));
    QCOMPARE(cell(1, TokensModel::Typed), QStringLiteral("zorp"));
    QCOMPARE(table->currentIndex().row(), 4);
    table->selectRow(2);
    QCOMPARE(shown.session.selection().position, Index{2});
    Selection selection = shown.session.selection();
    selection.position = 0;
    shown.session.setSelection(selection);
    QCOMPARE(table->currentIndex().row(), 0);
  }

  void idsAreCopied() {
    Shown<TokensView> shown(m_model);
    shown.find<QAction>("copyIdsAction")->trigger();
    QStringList ids;
    for (const Token& token : shown.session.snapshot()->tokens) ids << QString::number(token.id);
    QCOMPARE(QGuiApplication::clipboard()->text(), ids.join(QLatin1Char(' ')));
  }

  void aHiddenViewDoesNoWork() {
    Shown<AttentionView> shown(m_model);
    auto* heatmap = shown.find<FigureCanvas>("attentionHeatmap");
    shown.view.hide();
    shown.session.step();
    shown.settle();
    QVERIFY(heatmap->figure().rectOf(FigureHit::Kind::Cell, 5, 0).isNull());
    shown.view.show();
    QVERIFY(!heatmap->figure().rectOf(FigureHit::Kind::Cell, 5, 0).isNull());
  }
};

QTEST_MAIN(ChartsViewsTest)
#include "charts_views_test.moc"
