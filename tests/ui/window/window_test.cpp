// The real main window, driven by keys, clicks and object names: type, step, back, fork, edit, undo, bad input.

#include <QAbstractItemModel>
#include <QAbstractItemView>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>

#include "ui/due_events.h"
#include "ui/window/window_probe.h"
#include "window/appearance.h"

using namespace headlight;

class WindowTest : public QObject {
  Q_OBJECT

 private slots:
  void init() { m_probe = std::make_unique<testing::WindowProbe>(); }
  void cleanup() { m_probe.reset(); }

  void opensWithModelPromptAndFourPanels() {
    QCOMPARE(p().text(), QStringLiteral("The cat is on the"));
    for (const char* dock : {"tokensDock", "embeddingDock", "attentionDock", "predictionDock"}) {
      QVERIFY2(p().find<QDockWidget>(dock)->isVisible(), dock);
    }
    QVERIFY(p().find<QLabel>("statusFacts")->text().contains(QStringLiteral("5 of 16 positions")));
    QVERIFY(p().window->windowTitle().contains(QStringLiteral("tiny")));
  }

  void typingRunsAtOnce() {
    p().type(QStringLiteral("The ship"));
    QCOMPARE(p().text(), QStringLiteral("The ship"));
    QCOMPARE(p().find<TokenStrip>("tokenStrip")->chips().size(), std::size_t{3});  // two tokens and the ghost
  }

  void arrowsStepUnlessThePromptHasTheFocus() {
    p().find<TokenStrip>("tokenStrip")->setFocus();
    key(Qt::Key_Right);
    key(Qt::Key_Right);
    QCOMPARE(p().session().snapshot()->length(), Index{7});
    key(Qt::Key_Left);
    QCOMPARE(p().session().snapshot()->length(), Index{6});
    key(Qt::Key_Home);
    QCOMPARE(p().session().snapshot()->length(), Index{5});

    p().find<PromptField>("promptField")->setFocus();
    key(Qt::Key_Right);
    key(Qt::Key_Home);
    QCOMPARE(p().session().snapshot()->length(), Index{5});
    key(Qt::Key_PageDown);  // a clicker's keys step always
    QCOMPARE(p().session().snapshot()->length(), Index{6});
    key(Qt::Key_PageUp);
    QCOMPARE(p().session().snapshot()->length(), Index{5});
    key(Qt::Key_Return);
    QVERIFY(p().find<TokenStrip>("tokenStrip")->hasFocus());
  }

  void spacePlaysAndPauses() {
    p().find<TokenStrip>("tokenStrip")->setFocus();
    key(Qt::Key_Space);
    QVERIFY(p().find<QAction>("playAction")->isChecked());
    QTRY_VERIFY(p().session().snapshot()->length() > 5);
    key(Qt::Key_Space);
    QVERIFY(!p().find<QAction>("playAction")->isChecked());
  }

  void jumpGoesToALengthOfTheBranch() {
    for (int i = 0; i < 3; ++i) p().trigger("stepAction");
    auto* jump = p().find<QSpinBox>("jumpBox");
    QCOMPARE(jump->maximum(), 8);
    jump->setValue(6);
    p().settle();
    QCOMPARE(p().session().snapshot()->length(), Index{6});
    QCOMPARE(jump->maximum(), 8);
  }

  void clickingChipsSelectsAndStepsOnTheGhost() {
    auto* strip = p().find<TokenStrip>("tokenStrip");
    QTest::mouseClick(strip, Qt::LeftButton, {}, strip->chipRect(1).center());
    QCOMPARE(p().session().selection().position, Index{1});
    QTest::keyClick(strip, Qt::Key_Right, Qt::ControlModifier);
    QCOMPARE(p().session().selection().position, Index{2});
    QTest::keyClick(strip, Qt::Key_Escape);
    QCOMPARE(p().session().selection().position, Index{-1});
    QTest::mouseClick(strip, Qt::LeftButton, {}, strip->nextChipRect().center());
    p().settle();
    QCOMPARE(p().session().snapshot()->length(), Index{6});
  }

  void anotherTokenCanBePutAnywhere() {
    auto* strip = p().find<TokenStrip>("tokenStrip");
    QTest::mouseClick(strip, Qt::LeftButton, {}, strip->chipRect(1).center());
    QTest::keyClick(strip, Qt::Key_Return);
    auto* chooser = p().find<QDialog>("tokenChooser");
    auto* list = chooser->findChild<QAbstractItemView*>(QStringLiteral("tokenList"));
    for (int row = 0; row < list->model()->rowCount(); ++row) {
      QVERIFY(!list->model()->index(row, 0).data().toString().contains(QStringLiteral("[UNK]")));
    }
    QTest::keyClicks(chooser->findChild<QLineEdit*>(QStringLiteral("tokenSearch")), QStringLiteral("dog"));
    QTest::keyClick(chooser, Qt::Key_Return);
    p().settle();
    QCOMPARE(p().text(), QStringLiteral("The dog is on the"));
    QCOMPARE(p().find<PromptField>("promptField")->text(), QStringLiteral("The dog is on the"));
  }

  void undoBringsTheOldRunBack() {
    p().trigger("stepAction");
    const QString before = p().text();
    p().type(QStringLiteral("The ship"));
    QTest::keyClick(p().find<PromptField>("promptField"), Qt::Key_Z, Qt::ControlModifier);
    p().settle();
    QCOMPARE(p().text(), before);
    QCOMPARE(p().find<PromptField>("promptField")->text(), QStringLiteral("The cat is on the"));
    p().trigger("redoAction");
    QCOMPARE(p().text(), QStringLiteral("The ship"));
  }

  void aChinesePromptIsReadAndGetsANotice() {
    auto* field = p().find<PromptField>("promptField");
    field->setText(QString());
    field->setFocus();
    QInputMethodEvent typed;  // as an input method commits it
    typed.setCommitString(QStringLiteral("猫在哪里"));
    QApplication::sendEvent(field, &typed);
    p().settle();
    QVERIFY(p().find<MessageBar>("messageBar")->isVisible());
    QVERIFY2(p().sentence().contains(QStringLiteral("does not know 1 of the 1 words")), qPrintable(p().sentence()));
    QCOMPARE(p().session().snapshot()->tokens.front().source, std::string("猫在哪里"));
    QCOMPARE(p().find<TokenStrip>("tokenStrip")->chips().front().text, QStringLiteral("猫在哪里"));
  }

  void anUnknownWordShowsWhatWasTyped() {
    p().type(QStringLiteral("The zebra"));
    const auto& chips = p().find<TokenStrip>("tokenStrip")->chips();
    QCOMPARE(chips[1].text, QStringLiteral("zebra"));
    QVERIFY(chips[1].unknown);
    QVERIFY(chips[1].caption.contains(QStringLiteral("[UNK]")));
  }

  void anEmptyPromptIsASentenceAndEmptiesThePanels() {
    auto* field = p().find<PromptField>("promptField");
    field->setFocus();
    field->selectAll();
    QTest::keyClick(field, Qt::Key_Delete);
    p().settle();
    QVERIFY(!p().sentence().isEmpty());
    QVERIFY(!p().session().snapshot());
    QVERIFY(p().find<TokenStrip>("tokenStrip")->chips().empty());
    p().type(QStringLiteral("The"));
    QCOMPARE(p().text(), QStringLiteral("The"));
    QVERIFY(!p().find<MessageBar>("messageBar")->isVisible());
  }

  void tenThousandWordsAndControlCharactersAreTaken() {
    auto* field = p().find<PromptField>("promptField");
    field->setFocus();
    field->selectAll();
    field->insert(QString());
    QGuiApplication::clipboard()->setText(QStringLiteral("cat ").repeated(9999) + QStringLiteral("dog\x01\x02\n"));
    field->selectAll();
    field->paste();
    p().settle();
    QCOMPARE(p().session().snapshot()->prompt.dropped, Index{9984});
    QCOMPARE(p().session().snapshot()->tokens.back().text, std::string("dog"));
    QCOMPARE(p().find<TokenStrip>("tokenStrip")->chips().front().kind, TokenChip::Kind::Dropped);
    QVERIFY(p().sentence().contains(QStringLiteral("9984")));
  }

  void aFullContextOffersToSlide() {
    p().type(QStringLiteral("cat ").repeated(16));
    p().trigger("stepAction");
    QVERIFY(p().sentence().contains(QStringLiteral("16 tokens")));
    auto* slide = p().find<QAbstractButton>("messageAction");
    QVERIFY(slide->isVisible());
    slide->click();
    p().settle();
    QCOMPARE(p().session().snapshot()->length(), Index{8});
  }

  void aMessageMovesNothingAndLeavesByItself() {
    const auto* panels = p().find<QDockWidget>("attentionDock");
    const QRect before = panels->geometry();
    auto* bar = p().find<MessageBar>("messageBar");
    bar->setStay({std::chrono::milliseconds(1), std::chrono::milliseconds(0)});
    bar->showMessage(QStringLiteral("A sentence."), MessageBar::Tone::Problem);
    QVERIFY(bar->isVisible());
    testing::doWhatIsDue();
    QCOMPARE(panels->geometry(), before);
    const QRect place = bar->geometry();
    QVERIFY(p().window->rect().contains(place));
    QVERIFY(place.top() >= p().find<QWidget>("headerBar")->geometry().bottom() - 8);
    QTRY_VERIFY(!bar->isVisible());
    QCOMPARE(p().sentence(), QStringLiteral("A sentence."));  // what it said can still be asked for
    bar->setStay({});
    bar->showMessage(QStringLiteral("Another."), MessageBar::Tone::Notice);
    p().find<QAbstractButton>("messageClose")->click();
    QVERIFY(!bar->isVisible());
  }

  void normalSizeLeavesThePresentation() {
    p().trigger("presentationAction");
    p().trigger("zoomInAction");
    QVERIFY(p().window->appearance()->isPresentation());
    p().trigger("zoomResetAction");
    QVERIFY(!p().window->appearance()->isPresentation());
    QCOMPARE(p().window->appearance()->zoomPercent(), 100);
    QVERIFY(!p().find<QAction>("presentationAction")->isChecked());
  }

  void aModelThatCannotBeOpenedLeavesTheOldOne() {
    ask::setNextAnswer(p().path("settings"));
    p().trigger("openAction");
    QVERIFY(!p().sentence().isEmpty());
    QCOMPARE(p().session().model()->name, std::string("tiny"));
    QCOMPARE(p().text(), QStringLiteral("The cat is on the"));
  }

 private:
  testing::WindowProbe& p() { return *m_probe; }
  void key(Qt::Key code) {
    QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : p().window.get(), code);
    p().settle();
  }

  std::unique_ptr<testing::WindowProbe> m_probe;
};

QTEST_MAIN(WindowTest)
#include "window_test.moc"
