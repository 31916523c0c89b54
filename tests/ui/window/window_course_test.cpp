// The course of a run in the real window: branches, buttons that stay in their place, keys without a click first, and
// the bars of a selected token.

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QToolButton>

#include "analysis/text/share_text.h"
#include "charts/figure/figure_canvas.h"
#include "figures/attention/steps_figure.h"
#include "figures/prediction/prediction_figure.h"
#include "ui/window/window_probe.h"
#include "views/attention/steps_view.h"
#include "views/prediction/prediction_view.h"
#include "window/view_dock.h"

using namespace headlight;

class WindowCourseTest : public QObject {
  Q_OBJECT

 private slots:
  void init() { m_probe = std::make_unique<testing::WindowProbe>(); }
  void cleanup() { m_probe.reset(); }

  void branchesAreShownAndFollowed() {
    const TokenId sofa = id("sofa"), roof = id("roof");
    for (const TokenId token : {sofa, roof}) {
      p().session().takeToken(token);
      p().settle();
      p().trigger("backAction");
    }
    auto* strip = p().find<TokenStrip>("tokenStrip");
    std::vector<TokenChip> next, branches;
    for (const TokenChip& chip : strip->chips()) {
      if (chip.kind == TokenChip::Kind::Next) next.push_back(chip);
      if (chip.kind == TokenChip::Kind::Branch) branches.push_back(chip);
    }
    QCOMPARE(next.size(), std::size_t{1});
    QCOMPARE(next.front().token, roof);  // taken last
    QCOMPARE(branches.size(), std::size_t{1});
    QCOMPARE(branches.front().token, sofa);
    QVERIFY(branches.front().rect.left() > next.front().rect.right());
    const QPoint shift = strip->nextChipRect().center() - next.front().rect.center().toPoint();
    QTest::mouseClick(strip, Qt::LeftButton, {}, branches.front().rect.center().toPoint() + shift);
    p().settle();
    QCOMPARE(p().session().snapshot()->tokens.back().id, sofa);
    p().trigger("backAction");
    QTest::keyClick(strip, Qt::Key_Right);
    p().settle();
    QCOMPARE(p().session().snapshot()->tokens.back().id, sofa);
  }

  void branchesAlongTheTextAreMarkedAndChosen() {
    const TokenId sofa = id("sofa"), roof = id("roof");
    p().session().takeToken(sofa);
    p().trigger("stepAction");
    const QString first = p().text();
    p().session().forkAt(5, roof);
    p().trigger("stepAction");
    const auto& forks = p().session().snapshot()->forks;
    QCOMPARE(forks.size(), std::size_t{1});
    QCOMPARE(forks.front().position, Index{5});
    QVERIFY(forks.front().others == std::vector<TokenId>{sofa});
    auto* strip = p().find<TokenStrip>("tokenStrip");
    const auto chip = std::ranges::find(strip->chips(), Index{5}, &TokenChip::position);
    QVERIFY(chip->forked && chip->toolTip.contains(QStringLiteral("sofa")));
    QCOMPARE(std::ranges::count(strip->chips(), true, &TokenChip::forked), std::ptrdiff_t{1});
    const QPoint at = strip->chipRect(5).center();
    QContextMenuEvent event(QContextMenuEvent::Mouse, at, strip->mapToGlobal(at));
    QApplication::sendEvent(strip, &event);
    p().trigger("branchAction");
    QCOMPARE(p().session().snapshot()->tokens.back().id, sofa);
    QVERIFY(p().session().snapshot()->forks.front().others == std::vector<TokenId>{roof});
    p().trigger("stepAction");  // along the branch that was kept
    QCOMPARE(p().text(), first);
    p().trigger("undoAction");
    QVERIFY(p().text().contains(QStringLiteral("roof")));
  }

  void aSecondClickHitsTheSameButton() {
    const QStringList names{QStringLiteral("startButton"), QStringLiteral("backButton"), QStringLiteral("stepButton"),
                            QStringLiteral("playButton")};
    const auto places = [&] {
      QList<QPoint> found;
      for (const QString& name : names) {
        auto* button = p().find<QToolButton>(name.toLatin1().constData());
        found.append(button->mapTo(p().window.get(), button->rect().center()));
      }
      return found;
    };
    const QWidget* controls = p().find<QToolButton>("playButton")->parentWidget();
    QTRY_COMPARE(controls->width(), controls->sizeHint().width());  // laid out for the counter of this model
    const auto before = places();
    for (int i = 0; i < 9; ++i) {  // from 5 to 14 tokens: the counter gets another digit
      p().trigger("stepAction");
      QCoreApplication::processEvents();
      QCOMPARE(places(), before);
    }
  }

  void theKeysOfTheStepsNeedNoClick() {
    auto* dock = p().find<QDockWidget>("stepsDock");
    dock->show();
    dock->raise();
    auto* stage = p().find<QComboBox>("stepsStage");
    QTRY_VERIFY(p().window->findChild<StepsView*>()->currentFigure());
    p().window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(p().window.get()));
    p().window->setFocus();
    const int first = stage->currentIndex();
    QTest::keyClick(p().window.get(), Qt::Key_N);
    QCOMPARE(stage->currentIndex(), first + 1);
    QTest::keyClick(p().window.get(), Qt::Key_P);
    QCOMPARE(stage->currentIndex(), first);
    p().type(QStringLiteral("The n"));
    QCOMPARE(stage->currentIndex(), first);
    QCOMPARE(p().find<PromptField>("promptField")->text(), QStringLiteral("The n"));
  }

  void theBarsFollowASelectedToken() {
    auto* view = p().window->findChild<PredictionView*>();
    const PredictionFigure last = view->currentFigure()->get<PredictionFigure>();
    QCOMPARE(last.position, Index{5});
    Selection selection = p().session().selection();
    selection.position = 1;
    p().session().setSelection(selection);
    const PredictionFigure there = view->currentFigure()->get<PredictionFigure>();
    QCOMPARE(there.position, Index{2});
    QTRY_VERIFY(p().find<QLabel>("stopText")->isVisible());
    QVERIFY(p().find<QLabel>("stopText")->text().contains(QStringLiteral("cat")));

    Session shorter;  // what is predicted after "The cat", and what came: "is"
    shorter.setPrompt(QStringLiteral("The cat"));
    shorter.openModel(QStringLiteral("tiny"));
    QVERIFY(QTest::qWaitFor([&] { return shorter.isIdle(); }, 20000));
    for (const PredictionFigure::Bar& bar : there.bars) {
      const Candidate* candidate = shorter.snapshot()->distribution.find(bar.id);
      QVERIFY(candidate != nullptr);
      QVERIFY(std::abs(candidate->probability - bar.probability) < 1e-5);
      QCOMPARE(bar.chosen, bar.id == id("is"));
    }
    QTest::keyClick(p().find<QWidget>("tokenStrip"), Qt::Key_Escape);
    QCOMPARE(view->currentFigure()->get<PredictionFigure>().position, Index{5});
    QTRY_VERIFY(!p().find<QLabel>("stopText")->isVisible());
  }

  void everyFigureHasAMenu() {
    for (const char* name : {"stepsDock", "arcsDock", "predictionDock"}) {
      auto* dock = p().find<QDockWidget>(name);
      dock->show();
      dock->raise();
      auto* canvas = dock->findChild<FigureCanvas*>();
      QTRY_VERIFY(canvas->isVisible());
      const QPoint at = canvas->rect().center();
      QContextMenuEvent event(QContextMenuEvent::Mouse, at, canvas->mapToGlobal(at));
      QApplication::sendEvent(canvas, &event);
      auto* menu = p().find<QMenu>("figureMenu");
      QCOMPARE(menu->actions().size(), 3);
      QApplication::clipboard()->setText(QStringLiteral("other"));
      menu->actions().front()->trigger();
      QVERIFY(QApplication::clipboard()->mimeData()->hasImage());
      menu->close();
      QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
  }

  void aPanelBehindAnotherTabExportsThePresentRun() {
    const auto exported = [&] {
      return dynamic_cast<ViewDock*>(p().find<QDockWidget>("stepsDock"))->currentFigure()->get<StepsFigure>();
    };
    p().find<QDockWidget>("stepsDock")->raise();
    QCOMPARE(exported().keyLabels.size(), std::size_t{5});
    p().find<QDockWidget>("attentionDock")->raise();
    QCoreApplication::processEvents();
    p().trigger("stepAction");
    QCOMPARE(exported().keyLabels.size(), std::size_t{6});
  }

  void theFirstHeadIsTheOneThatTheTextIsAbout() {
    p().findsStartHead = true;
    p().open();
    const auto found = p().session().startHead();
    QVERIFY(found);
    const Selection& selection = p().session().selection();
    QVERIFY((HeadPlace{selection.layer, selection.head} == found->head.place));
    const auto name = [](const HeadPlace& place) { return QStringLiteral("L%1 H%2").arg(place.layer).arg(place.head); };
    auto* readout = p().find<QLabel>("attentionReadout");
    const auto said = [&] { return readout->text() + readout->toolTip(); };  // whole in one of them
    const QString share = QString::fromStdString(percentText(found->head.share));
    QTRY_VERIFY2(said().contains(share), qPrintable(said()));
    const QRect lines = readout->fontMetrics().boundingRect(QRect(0, 0, readout->contentsRect().width(), 0),
                                                            Qt::TextWordWrap, readout->text());
    QTRY_VERIFY(readout->contentsRect().height() >= lines.height());  // nothing is cut
    for (const HeadLoss& other : found->head.others) QVERIFY(said().contains(name(other.place)));
    p().trigger("stepAction");  // another text: nothing is said of it
    QTRY_VERIFY(!said().contains(share));
    p().trigger("backAction");
    QTRY_VERIFY(said().contains(share));
  }

  void examplesAreInAMenuOfTheMenuBar() {
    auto* examples = p().find<QMenu>("examplesMenu");
    QVERIFY(!examples->title().isEmpty());
    const auto menus = p().window->menuBar()->findChildren<QMenu*>();
    QVERIFY(std::ranges::any_of(menus,
                                [&](const QMenu* menu) { return menu->actions().contains(examples->menuAction()); }));
    examples->actions().back()->trigger();
    p().settle();
    QCOMPARE(p().session().promptText(), examples->actions().back()->text());
  }

  void aRefusedPromptIsInNoPanel() {
    p().type(QStringLiteral(" "));
    QVERIFY(!p().session().snapshot());
    QVERIFY(p().find<TokenStrip>("tokenStrip")->chips().empty());
    QVERIFY(!p().window->findChild<PredictionView*>()->currentFigure());
    p().trigger("undoAction");
    QCOMPARE(p().find<PromptField>("promptField")->text(), QStringLiteral("The cat is on the"));
    QVERIFY(p().window->findChild<PredictionView*>()->currentFigure());
  }

 private:
  testing::WindowProbe& p() { return *m_probe; }
  TokenId id(const char* piece) { return *p().session().model()->tokenizer->find(piece); }

  std::unique_ptr<testing::WindowProbe> m_probe;
};

QTEST_MAIN(WindowCourseTest)
#include "window_course_test.moc"
