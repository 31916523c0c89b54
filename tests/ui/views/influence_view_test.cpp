// The panel of what the next word depends on, on a real session with tiny models: it follows the text, replaces words
// on request, can be left, and shows the models that are compared.

#include <fstream>

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QTest>
#include <QToolButton>

#include "charts/figure/figure_canvas.h"
#include "charts/figure/qt_figure_writer.h"
#include "charts/plot/line_chart.h"
#include "figures/export/figure_export.h"
#include "support/temporary_folder.h"
#include "ui/due_events.h"
#include "ui/tiny_model.h"
#include "views/influence/influence_view.h"

using namespace headlight;

namespace {

constexpr int kPatience = 20000;

/// A session with the panel shown; the tiny model has a lexicon.
struct Panel {
  explicit Panel(const std::filesystem::path& model) : view(&session) {
    view.resize(460, 720);
    view.show();
    session.setPrompt(QStringLiteral("The cat is on the"));
    session.openModel(QString::fromStdString(model.string()));
  }
  bool settle() {
    return QTest::qWaitFor([this] { return session.isIdle() && session.snapshot(); }, kPatience);
  }
  [[nodiscard]] InfluenceFigure figure() const {
    const auto shown = view.currentFigure();
    return shown ? shown->get<InfluenceFigure>() : InfluenceFigure();
  }
  [[nodiscard]] bool isMeasured(std::size_t tokens) const {
    const InfluenceFigure now = figure();
    return !now.rows.empty() && now.rows[0].shares.size() == tokens;
  }
  [[nodiscard]] bool isReplaced() const {
    const InfluenceFigure now = figure();
    return !now.rows.empty() && !now.rows[0].replacements.empty();
  }
  void step() {
    session.step();
    settle();
  }
  template <class Widget>
  Widget* find(const char* name) {
    return view.findChild<Widget*>(QString::fromLatin1(name));
  }

  Session session;
  InfluenceView view;
};

}  // namespace

class InfluenceViewTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    m_model = testing::writeTinyModel(m_folder.path(), "tiny");
    std::ofstream(m_model / "lexicon.tsv")
        << "word\tclass\tfrequency\ncat\tanimal\t3\ndog\tanimal\t2\nbird\tanimal\t2\nmat\tplace\t1\n";
  }
  void init() {
    m_panel = std::make_unique<Panel>(m_model);
    QVERIFY(p().settle());
    QTRY_VERIFY(p().isMeasured(5));
  }
  void cleanup() { m_panel.reset(); }

  void barsFollowEveryStep() {
    const InfluenceFigure before = p().figure();
    QCOMPARE(before.rows.size(), std::size_t{1});
    QCOMPARE(before.rows[0].nextId, p().session.snapshot()->nextChoice);
    double sum = 0;
    for (const double share : before.rows[0].shares) sum += share;
    QVERIFY(std::abs(sum - 1) < 1e-9);
    p().step();
    QTRY_VERIFY(p().isMeasured(6));
    QCOMPARE(p().figure().rows[0].nextId, p().session.snapshot()->nextChoice);
    p().session.stepBack();
    p().settle();
    QTRY_VERIFY(p().isMeasured(5));
    QCOMPARE(p().figure().rows[0].norms, before.rows[0].norms);
  }

  void aClickOnABarSelectsTheWordEverywhere() {
    auto* canvas = p().find<FigureCanvas>("influenceCanvas");
    QTest::mouseClick(canvas, Qt::LeftButton, {}, canvas->centerOf(FigureHit::Kind::Cell, 0, 1));
    QCOMPARE(p().session.selection().position, Index{1});
    QTRY_VERIFY(p().find<QLabel>("influenceDetails")->text().contains(QStringLiteral("cat")));
  }

  void wordsAreReplacedOnRequest() {
    p().find<QToolButton>("influenceReplace")->click();
    QCOMPARE(p().find<QComboBox>("influenceMeasure")->currentIndex(), 1);
    QTRY_VERIFY(p().isReplaced());
    const InfluenceFigure::Replacement& cat = p().figure().rows[0].replacements[1];
    QCOMPARE(cat.wordClass, std::string("animal"));
    QCOMPARE(cat.words, Index{2});
    QVERIFY(cat.largestBits >= cat.meanBits && cat.meanBits > 0);
    QCOMPARE(p().figure().rows[0].replacements[0].words, Index{0});
    QCOMPARE(figureName(*p().view.currentFigure()), std::string("influence_replacement"));
    QCOMPARE(figureName(*p().view.secondFigure()), std::string("influence_gradient"));
    p().step();  // another text: not measured until it is asked for
    QTRY_VERIFY(p().isMeasured(6));
    QVERIFY(!p().isReplaced());
    p().find<QCheckBox>("influenceFollow")->click();
    QTRY_VERIFY(p().isReplaced());
    p().step();
    QTRY_VERIFY(p().isMeasured(7) && p().isReplaced());
  }

  void replacingIsCancelledAtOnce() {
    p().view.measureReplacements();
    auto* cancel = p().find<QToolButton>("influenceCancel");
    QVERIFY(cancel->isVisible());
    cancel->click();
    QVERIFY(!cancel->isVisible());
    QVERIFY(p().find<QToolButton>("influenceReplace")->isVisible());
    p().step();
    QTRY_VERIFY(p().isMeasured(6));
    QVERIFY(!p().isReplaced());
  }

  void comparedModelsStandUnderEachOther() {
    const auto rnn = testing::writeTinyModel(m_folder.path(), "small-rnn", "en", ModelKind::Rnn);
    const auto bert = testing::writeTinyModel(m_folder.path(), "small-bert", "en", ModelKind::Encoder);
    p().session.setComparedModels({QString::fromStdString(m_model.string()), QString::fromStdString(rnn.string()),
                                   QString::fromStdString(bert.string())});
    p().settle();
    QTRY_COMPARE(p().figure().rows.size(), std::size_t{3});
    QCOMPARE(p().figure().rows[0].kind, std::string("decoder"));
    QCOMPARE(p().figure().rows[1].kind, std::string("rnn"));
    QCOMPARE(p().figure().rows[1].tokens.size(), std::size_t{5});
    QVERIFY(!p().figure().rows[2].problem.empty());
    p().session.setComparedModels({});
    p().settle();
    QTRY_COMPARE(p().figure().rows.size(), std::size_t{1});
  }

  void aHiddenPanelRests() {
    p().view.hide();
    p().step();
    QCOMPARE(p().session.snapshot()->length(), Index{6});
    testing::doWhatIsDue();
    QVERIFY(p().isMeasured(5));
    p().view.show();
    QTRY_VERIFY(p().isMeasured(6));
  }

  void whatIsSwitchedOffIsSaid() {
    p().session.setAblations({QStringLiteral("L0H1")});
    p().settle();
    QTRY_VERIFY(!p().figure().rows.empty() && !p().figure().rows[0].problem.empty());
  }

  void everyFormatIsWritten() {
    QtFigureWriter writer;
    const FigureData figure = *p().view.currentFigure();
    for (const ImageFormat format : {ImageFormat::Png, ImageFormat::Svg, ImageFormat::Pdf}) {
      const std::string picture = writer.render(figure, format, {});
      QVERIFY(picture.size() > 500);
      QCOMPARE(writer.render(figure, format, {}), picture);  // same input, same bytes
    }
    QVERIFY(QString::fromStdString(figureCsv(figure)).contains(QStringLiteral("tiny,decoder,1,")));
    QCOMPARE(figureNpy(figure).size(), std::size_t{1});
  }

  void thePageOfTimeSaysWhatItWouldShow() {
    p().view.setPage(InfluenceView::Time);
    QVERIFY(!p().view.currentFigure());
    QVERIFY(!p().find<LineChart>("gradientTimeChart")->emptyText().isEmpty());
    QVERIFY(p().find<QToolButton>("gradientTimeStart")->isVisible());
    QVERIFY(p().view.secondFigure());
    p().view.setPage(InfluenceView::Words);
    QVERIFY(p().view.currentFigure());
  }

 private:
  Panel& p() { return *m_panel; }

  testing::TemporaryFolder m_folder;
  std::filesystem::path m_model;
  std::unique_ptr<Panel> m_panel;
};

QTEST_MAIN(InfluenceViewTest)
#include "influence_view_test.moc"
