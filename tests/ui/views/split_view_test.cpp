// The page that shows how a text was split: every kind of tokenizer, by keys and by slider, and what it exports.

#include <QSlider>
#include <QTabBar>
#include <QTest>

#include "charts/figure/figure_canvas.h"
#include "charts/figure/figure_render.h"
#include "charts/text/text_builders.h"
#include "figures/export/figure_export.h"
#include "figures/text/split_figure.h"
#include "session/session.h"
#include "support/temporary_folder.h"
#include "ui/tiny_model.h"
#include "views/tokens/split_view.h"
#include "views/tokens/tokens_view.h"

using namespace headlight;

namespace {

/// Bytes of 猫 merged by hand into one piece, as byte pair encoding does it.
SplitTrace bpeTrace() {
  SplitTrace trace;
  trace.algorithm = SplitTrace::Algorithm::Bpe;
  trace.text = "\u732b";
  BpeTrace merges;
  for (std::size_t i = 0; i < 3; ++i) merges.bytes.push_back({static_cast<TokenId>(i), "?", i, i + 1, false});
  merges.merges = {{7, 0, 0, 1, 10}, {9, 0, 10, 2, 11}};
  TracePreToken word{{0, 3}, trace.text, 0, 1, merges};
  trace.parts.push_back({{0, 3}, std::nullopt, trace.text, {word}});
  Token token;
  token.id = 11;
  token.text = trace.text;
  trace.tokens = {token};
  return trace;
}

SplitTrace unigramTrace() {
  SplitTrace trace;
  trace.algorithm = SplitTrace::Algorithm::Unigram;
  trace.text = "ab";
  UnigramTrace lattice;
  lattice.edges = {{{1, "a", 0, 1, false}, -2, -2, false},
                   {{3, "ab", 0, 2, false}, -3, -3, true},
                   {{2, "b", 1, 2, false}, -2.5, -4.5, false}};
  lattice.bestPath = {1};
  lattice.bestScore = -3;
  trace.parts.push_back({{0, 2}, std::nullopt, "ab", {TracePreToken{{0, 2}, "ab", 0, 1, lattice}}});
  trace.tokens.resize(1);
  return trace;
}

SplitTrace wordPieceTrace() {
  SplitTrace trace;
  trace.algorithm = SplitTrace::Algorithm::WordPiece;
  trace.text = "cats";
  WordPieceTrace word;
  word.steps = {{0, {4, 3}, TracePiece{1, "cat", 0, 3, false}}, {3, {4}, TracePiece{2, "##s", 3, 4, false}}};
  trace.parts.push_back({{0, 4}, std::nullopt, "cats", {TracePreToken{{0, 4}, "cats", 0, 2, word}}});
  trace.tokens.resize(2);
  return trace;
}

std::vector<std::string> texts(const SplitFigure& figure) {
  std::vector<std::string> list;
  for (const auto& word : figure.words) {
    for (const auto& box : word.boxes) list.push_back(box.text);
  }
  return list;
}

}  // namespace

class SplitViewTest : public QObject {
  Q_OBJECT

 private:
  testing::TemporaryFolder m_folder;

 private slots:
  void mergesAreDoneOneByOne() {
    const SplitTrace trace = bpeTrace();
    QCOMPARE(splitSteps(trace), Index{2});
    QVERIFY(texts(splitFigure(trace, 0, {})) == std::vector<std::string>({"‹e7›", "‹8c›", "‹ab›"}));
    const SplitFigure one = splitFigure(trace, 1, {});
    QVERIFY(texts(one) == std::vector<std::string>({"‹e7 8c›", "‹ab›"}));
    QCOMPARE(one.rank, 7);
    QCOMPARE(one.left, std::string("‹e7›"));
    const SplitFigure all = splitFigure(trace, 99, {});
    QCOMPARE(all.step, Index{2});
    QVERIFY(texts(all) == std::vector<std::string>({"猫"}));
    QCOMPARE(all.words[0].cells[0].character, std::string("猫"));
    QCOMPARE(all.words[0].cells[0].span, 3);
    QCOMPARE(all.words[0].boxes[0].token, Index{0});
  }

  void aLatticeFillsFromTheLeftAndEndsInTheBestPath() {
    const SplitTrace trace = unigramTrace();
    QCOMPARE(splitSteps(trace), Index{3});
    QVERIFY(texts(splitFigure(trace, 0, {})).empty());
    QVERIFY(texts(splitFigure(trace, 1, {})) == std::vector<std::string>({"a"}));
    QCOMPARE(splitFigure(trace, 2, {}).score, -3.0);
    const SplitFigure all = splitFigure(trace, 3, {});
    QCOMPARE(all.action, SplitFigure::Action::BestPath);
    int best = 0;
    for (const auto& box : all.words[0].boxes) best += box.state == SplitFigure::Box::State::Best ? 1 : 0;
    QCOMPARE(best, 1);
  }

  void theLongestMatchIsLookedForFromLongToShort() {
    const SplitTrace trace = wordPieceTrace();
    QCOMPARE(splitSteps(trace), Index{3});
    QCOMPARE(splitFigure(trace, 1, {}).action, SplitFigure::Action::NotThere);
    QCOMPARE(splitFigure(trace, 2, {}).action, SplitFigure::Action::Match);
    QVERIFY(texts(splitFigure(trace, 3, {})) == std::vector<std::string>({"cat", "s"}));
  }

  void aFigureDrawsTheSameAreaAtEveryStepAndNeverAReplacementCharacter() {
    for (const SplitTrace& trace : {bpeTrace(), unigramTrace(), wordPieceTrace()}) {
      FigureStyle style;
      const double height = buildSplit(splitFigure(trace, 1, {}), style).size.height();
      for (Index step = 0; step <= splitSteps(trace); ++step) {
        const Figure figure = buildSplit(splitFigure(trace, step, {}), style);
        QVERIFY(std::abs(figure.size.height() - height) < 2 * style.fontSize * 1.5 + 1);
        QVERIFY(!renderSvg(figure).contains("\xEF\xBF\xBD"));
        QVERIFY(figureCsv(splitFigure(trace, step, {})).starts_with("step,word,"));
      }
    }
  }

  void bytesWithoutATokenKeepTheirPlace() {
    SplitFigure figure = splitFigure(bpeTrace(), 0, {});
    figure.words[0].tokens.front().first = 2;  // the vocabulary lacks the first two bytes
    figure.words[0].boxes.erase(figure.words[0].boxes.begin(), figure.words[0].boxes.begin() + 2);
    const Figure drawn = buildSplit(figure, {});
    const QRectF box = drawn.rectOf(FigureHit::Kind::Token, 0);
    QVERIFY(box.width() > 0);
    QVERIFY(box.right() <= drawn.size.width());
    QVERIFY(box.left() > 2 * box.width() * 0.5);
  }

  void keysStepForwardsAndBackwards() {
    Session session;
    TokensView view(&session);
    view.resize(480, 420);
    view.show();
    session.setPrompt(QStringLiteral("The cat is zorp"));
    session.openModel(QString::fromStdString(testing::writeTinyModel(m_folder.path(), "tiny").string()));
    QVERIFY(QTest::qWaitFor([&] { return session.isIdle() && session.snapshot(); }, 20000));
    view.findChild<QTabBar*>(QStringLiteral("tokensPages"))->setCurrentIndex(TokensView::Split);
    auto* split = view.findChild<SplitView*>();
    auto* canvas = split->findChild<FigureCanvas*>(QStringLiteral("splitCanvas"));
    QCOMPARE(split->steps(), Index{4});
    QCOMPARE(split->step(), Index{4});
    QTest::keyClick(canvas, Qt::Key_Up);
    QCOMPARE(split->step(), Index{3});
    QTest::keyClick(canvas, Qt::Key_Home, Qt::ControlModifier);
    QCOMPARE(split->step(), Index{0});
    QTest::keyClick(canvas, Qt::Key_Up);
    QCOMPARE(split->step(), Index{0});
    QTest::keyClick(canvas, Qt::Key_Down);
    QTest::keyClick(canvas, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(split->step(), Index{2});
    QCOMPARE(split->findChild<QSlider*>(QStringLiteral("splitSlider"))->value(), 2);
    QTest::mouseClick(canvas, Qt::LeftButton, {}, canvas->centerOf(FigureHit::Kind::Token, 1));
    QCOMPARE(session.selection().position, Index{1});
    const auto figure = view.currentFigure()->get<SplitFigure>();
    QCOMPARE(figure.step, Index{2});
    QCOMPARE(figureName(figure), std::string("split_002"));
    session.setPrompt(QStringLiteral("The ship"));
    QVERIFY(QTest::qWaitFor([&] { return session.isIdle() && split->steps() == 2; }, 20000));
    QCOMPARE(split->step(), Index{2});
  }
};

QTEST_MAIN(SplitViewTest)
#include "split_view_test.moc"
