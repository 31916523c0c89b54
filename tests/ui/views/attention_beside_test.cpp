// The views beside the map of attention: the difference to another prompt, the steps of one row. On a real session with
// a tiny model.

#include <QApplication>
#include <QLineEdit>
#include <QTest>

#include "charts/figure/shown_text.h"
#include "figures/attention/steps_figure.h"
#include "support/temporary_folder.h"
#include "ui/tiny_model.h"
#include "ui/views/canvas_hand.h"
#include "views/attention/difference_view.h"
#include "views/attention/steps_view.h"

using namespace headlight;
using headlight::testing::click;
using headlight::testing::hasText;

class AttentionBesideTest : public QObject {
  Q_OBJECT

 private:
  testing::TemporaryFolder m_folder;
  std::filesystem::path m_model = testing::writeTinyModel(m_folder.path(), "tiny");

 private slots:
  void theOtherPromptFollowsTheRunAndTheSampling() {
    Session session;
    DifferenceView view(&session);
    view.resize(460, 520);
    view.show();
    session.setPrompt(QStringLiteral("The cat is on"));
    session.openModel(QString::fromStdString(m_model.string()));
    const auto compared = [&] {
      return QTest::qWaitFor(
          [&] { return session.isIdle() && session.other() && session.other()->of == session.snapshot(); }, 20000);
    };
    QVERIFY(QTest::qWaitFor([&] { return session.isIdle() && session.snapshot(); }, 20000));
    QVERIFY(!view.currentFigure());
    auto* prompt = view.findChild<QLineEdit*>(QStringLiteral("differencePrompt"));
    prompt->setText(QStringLiteral("The mat is on"));
    QTest::keyClick(prompt, Qt::Key_Return);
    QVERIFY(compared());
    auto figure = view.currentFigure()->get<AttentionDifferenceFigure>();
    QCOMPARE(figure.heads.size(), std::size_t(16));
    QVERIFY(figure.heads.front().change >= figure.heads.back().change);
    QCOMPARE(figure.queries.size(), std::size_t(4));
    session.step();
    QVERIFY(compared());
    figure = view.currentFigure()->get<AttentionDifferenceFigure>();
    QVERIFY(figure.queries.size() >= 5);
    SamplerSettings warm = session.snapshot()->settings;
    warm.temperature = 0.5;
    session.setSampling(warm);
    QVERIFY(compared());
    prompt->setText(QString());
    QVERIFY(!session.other());
    QVERIFY(!view.currentFigure());
  }

  void aFieldInFocusMayBeTakenDownWithItsView() {
    Session session;
    auto view = std::make_unique<DifferenceView>(&session);
    view->show();
    auto* prompt = view->findChild<QLineEdit*>(QStringLiteral("differencePrompt"));
    prompt->setEnabled(true);
    QApplication::setActiveWindow(view.get());
    prompt->setFocus();
    QTRY_VERIFY(prompt->hasFocus());
    prompt->setText(QStringLiteral("The mat is on"));
    bool ended = false;
    connect(prompt, &QLineEdit::editingFinished, &session, [&ended] { ended = true; });
    view.reset();
    QVERIFY2(ended, "taking the field down has to end its editing, or this proves nothing");
  }

  void stepsGoForwardsAndBackwardsByKeys() {
    Session session;
    StepsView view(&session);
    view.resize(460, 520);
    view.show();
    session.setPrompt(QStringLiteral("The cat is on the mat"));
    session.openModel(QString::fromStdString(m_model.string()));
    QVERIFY(QTest::qWaitFor([&] { return session.isIdle() && view.currentFigure(); }, 20000));
    const auto stage = [&] { return view.currentFigure()->get<StepsFigure>().stage; };
    auto* canvas = view.findChild<FigureCanvas*>(QStringLiteral("stepsCanvas"));
    QCOMPARE(stage(), StepsFigure::Stage::QueryAndKeys);
    QVERIFY(!hasText(canvas, QStringLiteral("q · k")));
    for (int i = 0; i < 9; ++i) QTest::keyClick(canvas, Qt::Key_N);
    QCOMPARE(stage(), StepsFigure::Stage::Added);
    QVERIFY(hasText(canvas, QStringLiteral("stream after")));
    QTest::keyClick(canvas, Qt::Key_P);
    QTest::keyClick(canvas, Qt::Key_P);
    QCOMPARE(stage(), StepsFigure::Stage::Softmax);
    QVERIFY(!hasText(canvas, QStringLiteral("z =")));
    click(canvas, FigureHit::Kind::Column, 2, -1);
    QCOMPARE(session.selection().keyPosition, Index{2});
    const auto figure = view.currentFigure()->get<StepsFigure>();
    QVERIFY(hasText(canvas, formatNumber(figure.weights[2])));
    Selection selection = session.selection();
    selection.head = Selection::kMeanOfHeads;
    session.setSelection(selection);
    QVERIFY2(!view.currentFigure(), "a mean of heads has no steps");
    QVERIFY(!canvas->emptyText().isEmpty());
  }
};

QTEST_MAIN(AttentionBesideTest)
#include "attention_beside_test.moc"
