// The session without a window: requests go down, snapshots come up, failure changes nothing.

#include <filesystem>
#include <fstream>

#include <QSignalSpy>
#include <QtTest>

#include "session/player.h"
#include "session/readable_text.h"
#include "session/session.h"
#include "session/settings.h"
#include "support/temporary_folder.h"
#include "ui/session/session_probe.h"
#include "ui/tiny_model.h"

using namespace headlight;
using headlight::testing::Probe;

class SessionTest : public QObject {
  Q_OBJECT

 private:
  testing::TemporaryFolder m_folder;
  std::filesystem::path m_model = testing::writeTinyModel(m_folder.path(), "tiny");

 private slots:
  void openingAModelRunsThePrompt() {
    Probe p(m_model);
    QVERIFY(p.session.snapshot());
    QCOMPARE(p.session.snapshot()->length(), Index{5});
    QCOMPARE(p.session.effectivePosition(), Index{4});
    QVERIFY(p.session.snapshot()->nextChoice >= 0);
    QVERIFY(p.codes.empty());
  }

  void stepsForwardsAndBackAreTheSameTokens() {
    Probe p(m_model);
    for (int i = 0; i < 4; ++i) p.session.step();
    p.settle();
    const std::string forwards = p.text();
    QCOMPARE(p.session.snapshot()->length(), Index{9});
    for (int i = 0; i < 4; ++i) p.session.stepBack();
    p.settle();
    QCOMPARE(p.session.snapshot()->length(), Index{5});
    p.session.jumpTo(9);
    p.settle();
    QCOMPARE(p.text(), forwards);
    p.session.goToStart();
    p.settle();
    QCOMPARE(p.session.snapshot()->length(), Index{5});
  }

  void theNewestPromptReplacesOneThatWaits() {
    Probe p(m_model);
    QSignalSpy changed(&p.session, &Session::changed);
    for (int i = 0; i < 200; ++i) p.session.setPrompt(QStringLiteral("The ") + QStringLiteral("cat ").repeated(i % 9));
    p.session.setPrompt(QStringLiteral("The ship"));
    p.settle();
    QCOMPARE(p.text(), std::string("The ship"));
    QVERIFY(changed.count() < 150);
  }

  void failureChangesNothingThatIsOpen() {
    Probe p(m_model);
    const auto before = p.session.snapshot();
    p.session.openModel(QStringLiteral("/nowhere/at/all"));
    p.session.setAblations({QStringLiteral("L99H1")});
    SamplerSettings wrong;
    wrong.greedy = false;
    wrong.temperature = -1;
    p.session.setSampling(wrong);
    p.settle();
    QCOMPARE(p.codes.size(), std::size_t{3});
    QCOMPARE(p.session.snapshot(), before);
    QVERIFY(p.session.model());
  }

  void aBrokenModelFolderIsASentence() {
    Probe p(m_model);
    const auto broken = m_folder.path() / "broken";
    std::filesystem::create_directory(broken);
    for (const auto& file : std::filesystem::directory_iterator(m_model)) {
      std::filesystem::copy(file, broken / file.path().filename());
    }
    std::filesystem::resize_file(broken / "model.safetensors", 1000);
    p.session.openModel(QString::fromStdString(broken.string()));
    p.settle();
    QCOMPARE(p.codes.size(), std::size_t{1});
    QCOMPARE(p.session.model()->name, std::string("tiny"));
  }

  void aTextOfUnknownWordsIsReadAndSaysSo() {
    Probe p(m_model);
    p.session.setPrompt(QStringLiteral("猫坐在垫子上"));
    p.settle();
    QCOMPARE(p.codes.size(), std::size_t{1});
    QVERIFY2(p.codes.front().starts_with("session.unknown_words"), p.codes.front().c_str());
    QCOMPARE(p.session.snapshot()->prompt.text, std::string("猫坐在垫子上"));
    QCOMPARE(p.session.snapshot()->tokens.front().source, std::string("猫坐在垫子上"));
    p.codes.clear();
    p.session.setPrompt(QStringLiteral("The zebra is on the mat"));
    p.settle();
    QVERIFY(p.codes.empty());
  }

  void theAdvisedModelsReadTheText() {
    for (const char* text : {"猫坐在垫子上", "The cat is on the", "zyx wvu", "👍🏽"}) {
      for (const std::string& name : sampleModelsThatRead(text)) {
        Session session;
        session.setPrompt(QString::fromUtf8(text));
        session.openModel(QString::fromStdString(name));
        QVERIFY(QTest::qWaitFor([&] { return session.isIdle(); }, 20000));
        const auto snapshot = session.snapshot();
        QVERIFY(snapshot);
        const bool translates = !snapshot->source().empty();
        QCOMPARE(readShare(translates ? snapshot->source() : snapshot->tokens).unknown, std::size_t{0});
      }
    }
    const auto readers = sampleModelsThatRead("猫坐在垫子上");
    QVERIFY(std::find(readers.begin(), readers.end(), "classroom-en") == readers.end());
    const bool hasStories =
        std::ranges::any_of(listSampleModels(), [](const auto& f) { return f.filename() == "stories-en"; });
    if (hasStories) QVERIFY(std::find(readers.begin(), readers.end(), "stories-en") != readers.end());
  }

  void aModelBeginsWithTheHeadThatItsTextIsAbout() {
    Session session;
    const auto settle = [&] { return QTest::qWaitFor([&] { return session.isIdle(); }, 20000); };
    session.setFindsStartHead(true);
    session.setPrompt(QStringLiteral("The cat is on the"));
    session.openModel(QString::fromStdString(m_model.string()));
    QVERIFY(settle());
    const auto found = session.startHead();
    QVERIFY(found);
    QVERIFY(found->isOf(*session.snapshot()));
    const auto run = session.snapshot()->attentionRun();
    const auto losses = headLosses(run, session.snapshot()->place, session.snapshot()->distribution.likeliest().id);
    QVERIFY(found->head.place == startHead(losses, run)->place);
    const auto selected = [&] { return HeadPlace{session.selection().layer, session.selection().head}; };
    QVERIFY(selected() == found->head.place);
    session.step();
    session.setPrompt(QStringLiteral("The dog is in the"));
    QVERIFY(settle());
    QVERIFY(selected() == found->head.place);  // it is looked for once
    QVERIFY(!found->isOf(*session.snapshot()));
    Selection other = session.selection();
    other.layer = 3 - other.layer;
    session.setSelection(other);
    session.setPrompt(QStringLiteral("The cat is on the"));
    QVERIFY(settle());
    QCOMPARE(session.selection().layer, other.layer);
  }

  void aChosenHeadIsNotMoved() {
    Session session;
    const auto settle = [&] { return QTest::qWaitFor([&] { return session.isIdle(); }, 20000); };
    session.setFindsStartHead(true);
    session.openModel(QString::fromStdString(m_model.string()));
    QVERIFY(settle());
    QVERIFY(!session.startHead());   // there is no text yet
    for (const int head : {3, 0}) {  // the second choice is what was there at first
      Selection chosen = session.selection();
      chosen.head = head;
      session.setSelection(chosen);
    }
    session.setPrompt(QStringLiteral("The cat is on the"));
    QVERIFY(settle());
    QVERIFY(!session.startHead());
    QCOMPARE(session.selection().head, 0);
    QCOMPARE(session.selection().layer, 0);
  }

  void unknownWordsKeepWhatWasTyped() {
    Probe p(m_model, "The zebra is");
    QCOMPARE(p.session.snapshot()->tokens[1].source, std::string("zebra"));
    QCOMPARE(p.session.snapshot()->tokens[1].piece, std::string("[UNK]"));
    QVERIFY(!p.session.snapshot()->distribution.find(p.session.snapshot()->tokens[1].id)->isDrawn);
  }

  void aLongPromptIsCutAndSaysSo() {
    Probe p(m_model);
    p.session.setPrompt(QStringLiteral("cat ").repeated(10000));
    p.settle();
    QCOMPARE(p.codes, std::vector<std::string>{"session.prompt_cut"});
    QCOMPARE(p.session.snapshot()->prompt.dropped, Index{9984});
    QCOMPARE(p.session.snapshot()->stopped, StopReason::Context);
  }

  void aFullContextStopsWithASentenceAndSlides() {
    Probe p(m_model);
    for (int i = 0; i < 30; ++i) p.session.step();
    p.settle();
    const auto full = p.session.snapshot();
    if (full->stopped == StopReason::EndOfText) QSKIP("these random weights end the text early");
    QCOMPARE(full->length(), Index{16});
    QCOMPARE(p.codes.back(), std::string("session.context_full"));
    p.session.slideWindow(8);
    p.settle();
    QCOMPARE(p.session.snapshot()->length(), Index{8});
    QCOMPARE(p.session.snapshot()->prompt.dropped, Index{8});
    QCOMPARE(p.session.snapshot()->tokens.front().id, full->tokens[8].id);
    p.session.undo();
    p.settle();
    QCOMPARE(p.session.snapshot()->length(), Index{16});
  }

  void ablationKeepsTheTextAndChangesTheDistribution() {
    Probe p(m_model);
    p.session.step();
    p.settle();
    const std::string text = p.text();
    const double before = p.session.snapshot()->distribution.entropyBits;
    p.session.setAblations({QStringLiteral("L0"), QStringLiteral("mlp1")});
    p.settle();
    QCOMPARE(p.text(), text);
    QVERIFY(p.session.snapshot()->distribution.entropyBits != before);
    QCOMPARE(p.session.ablations(), (QStringList{QStringLiteral("L0"), QStringLiteral("mlp1")}));
    p.session.setAblations({});
    p.settle();
    QCOMPARE(p.session.snapshot()->distribution.entropyBits, before);
  }

  void threadsDoNotChangeTheNumbers() {
    Probe p(m_model);
    p.session.step();
    p.settle();
    const auto one = p.session.snapshot();
    p.session.setThreads(2);
    p.settle();
    QVERIFY(p.session.snapshot() != one);
    QCOMPARE(p.session.snapshot()->path.back()->logits, one->path.back()->logits);
    p.session.setThreads(-3);
    QCOMPARE(p.codes.back(), std::string("session.threads"));
  }

  void selectionIsClampedToModelAndRun() {
    Probe p(m_model);
    Selection wild;
    wild.position = 99;
    wild.keyPosition = -7;
    wild.layer = 99;
    wild.head = 99;
    wild.vocabularyId = 1 << 20;
    p.session.setSelection(wild);
    Selection clamped;
    clamped.layer = clamped.head = 3;
    QCOMPARE(p.session.selection(), clamped);
    p.session.step();
    p.settle();
    Selection last;
    last.position = 5;
    p.session.setSelection(last);
    p.session.stepBack();
    p.settle();
    QCOMPARE(p.session.selection().position, Index{-1});
  }

  void theCheckComparesEveryHookPoint() {
    Probe p(m_model);
    p.session.step();
    QSignalSpy checked(&p.session, &Session::checkFinished);
    p.session.check();
    p.settle();
    QCOMPARE(checked.count(), 1);
    const auto report = checked.front().front().value<RunCheck>();
    QVERIFY(report.passed);
    QVERIFY(report.largestError > 0 && report.largestError < 1e-4);
    QCOMPARE(report.points, static_cast<Index>(p.session.model()->model->hooks().points().size()));
    QVERIFY2(report.hasProbabilities, "of every position");
  }

  void playingStopsWhereTheTextDoes() {
    Probe p(m_model);
    Player player(&p.session);
    player.setSpeed(20);
    player.play();
    QTRY_VERIFY_WITH_TIMEOUT(!player.isPlaying(), 10000);
    p.settle();
    QVERIFY(p.session.snapshot()->stopped != StopReason::None);
  }

  void settingsComeBackAfterARestart() {
    {
      Settings settings;
      settings.setTheme(ThemeChoice::Dark);
      settings.setZoomPercent(130);
      settings.addRecentModel(QStringLiteral("a"));
      settings.addRecentModel(QStringLiteral("b"));
      settings.setLayout(QStringLiteral("last/row"), QByteArray("xyz"));
    }
    const Settings settings;
    QCOMPARE(settings.theme(), ThemeChoice::Dark);
    QCOMPARE(settings.zoomPercent(), 130);
    QCOMPARE(settings.recentModels().mid(0, 2), (QStringList{QStringLiteral("b"), QStringLiteral("a")}));
    QCOMPARE(settings.layoutNames(), QStringList{QStringLiteral("last/row")});
    QCOMPARE(settings.layout(QStringLiteral("last/row")), QByteArray("xyz"));
  }
};

QTEST_GUILESS_MAIN(SessionTest)
#include "session_test.moc"
