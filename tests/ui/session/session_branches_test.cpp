// Branches of a run, and what undo takes back: tokens taken by hand, sampling, another prompt, a prompt that is
// refused.

#include <QtTest>

#include "session/session.h"
#include "support/temporary_folder.h"
#include "ui/session/session_probe.h"
#include "ui/tiny_model.h"

using namespace headlight;
using headlight::testing::Probe;

class SessionBranchesTest : public QObject {
  Q_OBJECT

 private:
  testing::TemporaryFolder m_folder;
  std::filesystem::path m_model = testing::writeTinyModel(m_folder.path(), "tiny");

 private slots:
  void takingAnotherTokenIsAFork() {
    Probe p(m_model);
    p.session.takeToken(p.id("sofa"));
    p.settle();
    QCOMPARE(p.session.snapshot()->tokens.back().text, std::string("sofa"));
    p.session.stepBack();
    p.session.takeToken(p.id("roof"));
    p.session.stepBack();
    p.settle();
    QCOMPARE(p.session.snapshot()->branches.size(), std::size_t{2});
  }

  void aTokenPutIntoThePromptMakesAnotherPrompt() {
    Probe p(m_model);
    p.session.forkAt(1, p.id("bird"));
    p.settle();
    QCOMPARE(p.text(), std::string("The bird is on the"));
    QCOMPARE(p.session.promptText(), QStringLiteral("The bird is on the"));
    QVERIFY(p.session.canUndo());
    p.session.undo();
    p.settle();
    QCOMPARE(p.text(), std::string("The cat is on the"));
  }

  void anEditedPromptKeepsTheOldRunWithItsSteps() {
    Probe p(m_model);
    p.session.step();
    p.session.step();
    p.settle();
    const std::string before = p.text();
    p.session.setPrompt(QStringLiteral("The dog"));
    p.settle();
    QCOMPARE(p.text(), std::string("The dog"));
    p.session.undo();
    p.settle();
    QCOMPARE(p.text(), before);
    QCOMPARE(p.session.promptText(), QStringLiteral("The cat is on the"));
    QVERIFY(p.session.canRedo());
    p.session.redo();
    p.settle();
    QCOMPARE(p.text(), std::string("The dog"));
  }

  void lettersOfOneEditAreOneUndoStep() {
    Probe p(m_model);
    p.session.setPrompt(QStringLiteral("The"), PromptEdit::Whole);
    p.settle();
    for (const char* text : {"The d", "The do", "The dog"}) {
      p.session.setPrompt(QString::fromLatin1(text), PromptEdit::Typing);
      p.settle();
    }
    QCOMPARE(p.text(), std::string("The dog"));
    p.session.undo();
    p.settle();
    QCOMPARE(p.text(), std::string("The cat is on the"));
    QVERIFY(!p.session.canUndo());
  }

  void aRefusedPromptLeavesNoOtherTextsRun() {
    Probe p(m_model);
    p.session.step();
    p.session.setPrompt(QString());
    p.settle();
    QCOMPARE(p.codes, std::vector<std::string>{"prompt.empty"});
    QVERIFY(!p.session.snapshot());
    QVERIFY(p.session.refusal() && p.session.refusal()->code == "prompt.empty");
    QVERIFY(p.session.model());
    QVERIFY(p.session.canUndo());
    p.session.undo();
    p.settle();
    QCOMPARE(p.session.promptText(), QStringLiteral("The cat is on the"));
    QCOMPARE(p.session.snapshot()->length(), Index{6});
    QVERIFY(!p.session.refusal());
    QVERIFY(!p.session.canRedo());
    p.session.setPrompt(QString());
    p.session.setPrompt(QStringLiteral("The dog"));
    p.settle();
    QCOMPARE(p.text(), std::string("The dog"));
  }

  void stepGoesAlongTheBranchTakenLast() {
    Probe p(m_model);
    const TokenId likeliest = p.session.snapshot()->nextChoice;
    const TokenId other = p.id("sofa") == likeliest ? p.id("roof") : p.id("sofa");
    p.session.takeToken(other);
    p.session.step();
    p.settle();
    const std::string text = p.text();
    p.session.stepBack();
    p.session.stepBack();
    p.settle();
    QCOMPARE(p.session.snapshot()->nextChoice, other);
    p.session.step();
    p.session.step();
    p.settle();
    QCOMPARE(p.text(), text);
    p.session.goToStart();
    SamplerSettings settings;
    settings.temperature = 0.7;  // chosen anew, still greedy
    p.session.setSampling(settings);
    p.settle();
    QCOMPARE(p.session.snapshot()->nextChoice, likeliest);
    p.session.step();
    p.settle();
    QCOMPARE(p.session.snapshot()->tokens.back().id, likeliest);
  }

  void takenTokensAndSamplingAreUndone() {
    Probe p(m_model);
    p.session.step();
    p.settle();
    const std::string before = p.text();
    p.session.takeToken(p.id("sofa"));
    p.session.takeToken(p.id("roof"));
    p.session.step();
    p.settle();
    const std::string after = p.text();
    SamplerSettings drawn;
    drawn.greedy = false;
    drawn.seed = 5;
    p.session.setSampling(drawn);
    drawn.temperature = 0.5;
    p.session.setSampling(drawn);
    p.settle();
    p.session.undo();
    p.settle();
    QVERIFY(p.session.snapshot()->settings == SamplerSettings{});
    QCOMPARE(p.text(), after);
    p.session.undo();
    p.settle();
    QCOMPARE(p.text(), before + " sofa");
    p.session.undo();
    p.settle();
    QCOMPARE(p.text(), before);
    QVERIFY(!p.session.canUndo());
    p.session.redo();
    p.session.redo();
    p.settle();
    QCOMPARE(p.text(), after);
    p.session.redo();
    p.settle();
    QVERIFY(p.session.snapshot()->settings == drawn);
    QVERIFY(!p.session.canRedo());
    p.session.forkAt(5, p.id("dog"));
    p.settle();
    QCOMPARE(p.session.snapshot()->length(), Index{6});
    p.session.undo();
    p.settle();
    QCOMPARE(p.text(), after);
  }
};

QTEST_GUILESS_MAIN(SessionBranchesTest)
#include "session_branches_test.moc"
