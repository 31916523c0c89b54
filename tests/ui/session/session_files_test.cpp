// Sessions as files, without a window: what was saved comes back, with and without its model, also after a crash.

#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include <QProcess>
#include <QSignalSpy>
#include <QtTest>

#include "figures/attention/attention_figure.h"
#include "formats/archive/session_file.h"
#include "generate/recorded_model.h"
#include "session/player.h"
#include "session/session.h"
#include "session/settings.h"
#include "support/temporary_folder.h"
#include "ui/tiny_model.h"

using namespace headlight;

namespace {

struct Probe {
  Probe() {
    QObject::connect(&session, &Session::messageRaised, &session,
                     [this](const Message& m) { codes.push_back(m.code); });
    QObject::connect(&session, &Session::modelMissing, &session,
                     [this](const MissingModel& m) { missing.append(m.name); });
  }
  void begin(const std::filesystem::path& model, const char* prompt = "The cat is on the") {
    session.setPrompt(QString::fromLatin1(prompt));
    session.openModel(QString::fromStdString(model.string()));
    settle();
  }
  bool settle() {
    return QTest::qWaitFor([this] { return session.isIdle(); }, 20000);
  }
  void open(const QString& file) {
    session.openSession(file);
    settle();
  }
  void save(const QString& file, bool activations = false) {
    session.saveAs(file, activations);
    settle();
  }
  /// A fork at the prefill and some steps.
  void walk() {
    session.step();
    session.step();
    session.goToStart();
    session.takeToken(*session.model()->tokenizer->find("sofa"));
    session.step();
    session.step();
    session.stepBack();
    settle();
  }
  bool said(const char* code) const { return std::find(codes.begin(), codes.end(), code) != codes.end(); }
  std::vector<TokenId> ids() const {
    std::vector<TokenId> ids;
    for (const Token& token : session.snapshot()->tokens) ids.push_back(token.id);
    return ids;
  }

  Session session;
  std::vector<std::string> codes;
  QStringList missing;
};

/// The part of this program that a test kills: opens, steps, writes its recovery file, says so, and waits.
int crashingProgram(const char* model) {
  Probe p;
  p.begin(model);
  p.walk();
  p.session.flushRecovery();
  std::puts("ready");
  std::fflush(stdout);
  for (;;) ::pause();
}

}  // namespace

class SessionFilesTest : public QObject {
  Q_OBJECT

 private:
  testing::TemporaryFolder m_folder;
  std::filesystem::path m_model;
  QString path(const char* name) const { return QString::fromStdString((m_folder.path() / name).string()); }

 private slots:
  void initTestCase() {
    qputenv("HEADLIGHT_SETTINGS_DIR", (m_folder.path() / "settings").c_str());
    m_model = testing::writeTinyModel(m_folder.path(), "tiny");
  }

  void everyKindComesBack_data() {
    QTest::addColumn<int>("kind");
    for (const ModelKind kind : {ModelKind::Decoder, ModelKind::Encoder, ModelKind::EncoderDecoder, ModelKind::Rnn,
                                 ModelKind::Lstm, ModelKind::Gru}) {
      QTest::newRow(std::string(modelKindName(kind)).c_str()) << static_cast<int>(kind);
    }
  }
  void everyKindComesBack() {
    QFETCH(int, kind);
    const auto model = static_cast<ModelKind>(kind);
    const std::string name = "kind_" + std::string(modelKindName(model));
    const auto folder = testing::writeTinyModel(m_folder.path(), name, "en", model);
    Probe p;
    p.begin(folder, model == ModelKind::Encoder ? "The [MASK] is on the [MASK]" : "The cat is on the");
    p.walk();
    Selection selection;
    selection.position = 2;
    p.session.setSelection(selection);
    p.session.setWindowState([] { return SessionWindowState{"dock", {{QStringLiteral("view"), "arcs"}}}; });
    const QString file = path((name + ".headlight").c_str());
    QVERIFY(p.session.isModified());
    p.save(file);
    QVERIFY(!p.session.isModified());
    QCOMPARE(p.session.file(), file);

    Probe again;
    QSignalSpy opened(&again.session, &Session::sessionOpened);
    again.open(file);
    QVERIFY(again.codes.empty());
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened.front().front().value<SessionWindowState>().layout, QByteArray("dock"));
    QCOMPARE(again.ids(), p.ids());
    QCOMPARE(again.session.selection(), p.session.selection());
    QCOMPARE(again.session.promptText(), p.session.promptText());
    QCOMPARE(again.session.snapshot()->path.back()->logits, p.session.snapshot()->path.back()->logits);
    QVERIFY(!again.session.isModified());
    again.session.goToStart();
    again.settle();
    QCOMPARE(again.session.snapshot()->branches.size(), std::size_t{2});
    QVERIFY(again.session.isModified());
    QVERIFY(Settings().recentSessions().contains(file));
  }

  void aMissingModelIsAskedFor() {
    const auto model = testing::writeTinyModel(m_folder.path(), "moving");
    Probe p;
    p.begin(model);
    p.walk();
    p.save(path("moving.headlight"));
    std::filesystem::rename(model, m_folder.path() / "elsewhere");
    Probe again;
    again.begin(m_model, "The dog");
    const auto before = again.session.snapshot();
    again.open(path("moving.headlight"));
    QCOMPARE(again.missing, QStringList{QStringLiteral("moving")});
    QCOMPARE(again.session.snapshot(), before);
    again.session.supplyModel(path("no such model"));
    again.settle();
    QCOMPARE(again.session.snapshot(), before);
    again.session.supplyModel(path("elsewhere"));
    again.settle();
    QCOMPARE(again.ids(), p.ids());
    QCOMPARE(again.session.file(), path("moving.headlight"));
  }

  void aModelWithAnotherDigestIsSaidAndStillOpens() {
    const auto model = testing::writeTinyModel(m_folder.path(), "changing");
    Probe p;
    p.begin(model);
    p.walk();
    p.save(path("changing.headlight"));
    {
      std::fstream weights(model / "model.safetensors", std::ios::in | std::ios::out | std::ios::binary);
      weights.seekp(-4, std::ios::end);
      const float other = 0.125F;
      weights.write(reinterpret_cast<const char*>(&other), sizeof other);
    }
    Probe again;
    again.open(path("changing.headlight"));
    QVERIFY(again.session.snapshot());
    QTRY_VERIFY(again.said("session.other_model"));
    QCOMPARE(again.ids(), p.ids());
  }

  void aRecordingOpensWithoutTheModel() {
    const auto model = testing::writeTinyModel(m_folder.path(), "leaving");
    Probe p;
    p.begin(model);
    p.walk();
    p.save(path("recorded.headlight"), true);
    std::filesystem::remove_all(model);
    Probe again;
    again.open(path("recorded.headlight"));
    QVERIFY(again.said("session.model_not_found"));
    QVERIFY(again.session.isRecorded() && again.session.includesActivations() && again.missing.isEmpty());
    QCOMPARE(again.ids(), p.ids());
    const auto mine = again.session.snapshot(), theirs = p.session.snapshot();
    QCOMPARE(mine->distribution.entropyBits, theirs->distribution.entropyBits);
    QCOMPARE(mine->nextChoice, theirs->nextChoice);
    QCOMPARE(parameterCountOf(*mine->model->model), parameterCountOf(*theirs->model->model));
    const auto a = attentionFigure(mine->attentionRun(), {}, {}), b = attentionFigure(theirs->attentionRun(), {}, {});
    QVERIFY(a.weights == b.weights);
    again.session.goToStart();
    again.session.takeToken(mine->tokens.at(5).id);
    again.settle();
    QCOMPARE(again.session.snapshot()->branches.size(), std::size_t{1});

    again.codes.clear();
    const auto before = again.session.snapshot();
    again.session.setPrompt(QStringLiteral("The dog"));
    again.session.setAblations({QStringLiteral("L0")});
    again.session.check();
    again.settle();
    QCOMPARE(again.codes, std::vector<std::string>(3, "session.needs_model"));
    QCOMPARE(again.session.snapshot(), before);
    QCOMPARE(again.session.promptText(), QStringLiteral("The cat is on the"));  // the text of what is shown

    again.save(path("copy.headlight"), false);  // stays a recording
    Probe third;
    third.open(path("copy.headlight"));
    QVERIFY(third.session.isRecorded());
    third.session.supplyModel(QString::fromStdString(testing::writeTinyModel(m_folder.path(), "leaving").string()));
    third.settle();
    QVERIFY(!third.session.isRecorded());
    third.session.step();
    third.settle();
    QVERIFY(!third.said("session.needs_model"));
  }

  /// A crafted file, or one of a newer program: nothing that this program knows was recorded.
  void aRecordingWithoutAnyKnownHookPointIsRefused() {
    const auto model = testing::writeTinyModel(m_folder.path(), "hollow");
    Probe p;
    p.begin(model);
    p.save(path("hollow.headlight"), true);
    SessionData session = readSession((m_folder.path() / "hollow.headlight").string());
    for (RecordedStep& step : session.recording->steps)
      step.cache = std::make_shared<ActivationCache>(*session.recording->hooks);
    writeSession((m_folder.path() / "hollow.headlight").string(), session);
    std::filesystem::remove_all(model);
    Probe again;
    again.begin(m_model, "The dog");
    const auto before = again.session.snapshot();
    again.open(path("hollow.headlight"));
    QVERIFY(again.said("session.empty_recording"));
    QCOMPARE(again.session.snapshot(), before);
    QVERIFY(!again.session.isRecorded());
  }

  void aFailedOpenChangesNothing() {
    Probe p;
    p.begin(m_model);
    p.walk();
    p.save(path("whole.headlight"));
    std::filesystem::copy_file(m_folder.path() / "whole.headlight", m_folder.path() / "cut.headlight");
    std::filesystem::resize_file(m_folder.path() / "cut.headlight", 300);
    const auto before = p.session.snapshot();
    p.open(path("cut.headlight"));
    p.open(path("not there.headlight"));
    QCOMPARE(p.codes, (std::vector<std::string>{"archive.truncated", "file.not_found"}));
    QCOMPARE(p.session.snapshot(), before);
    QCOMPARE(p.session.file(), path("whole.headlight"));
    p.session.saveAs(path("no folder/x.headlight"), false);
    p.settle();
    QCOMPARE(p.codes.back(), std::string("file.cannot_write"));
    QCOMPARE(p.session.file(), path("whole.headlight"));
  }

  void switchingOffKeepsTheForksAndCanBeUndone() {
    Probe p;
    p.begin(m_model);
    p.walk();
    const auto ids = p.ids();
    p.session.setAblations({QStringLiteral("L0")});
    p.session.setThreads(1);
    p.settle();
    QCOMPARE(p.ids(), ids);
    p.session.goToStart();
    p.settle();
    QCOMPARE(p.session.snapshot()->branches.size(), std::size_t{2});
    p.session.undo();
    p.settle();
    QVERIFY(p.session.ablations().isEmpty());
    QCOMPARE(p.ids(), ids);
  }

  void aCrashIsOfferedAgainAndOnlyOnce() {
    QProcess program;
    program.start(QCoreApplication::applicationFilePath(),
                  {QStringLiteral("--crash"), QString::fromStdString(m_model.string())});
    QVERIFY(program.waitForReadyRead(20000));
    QVERIFY2(recoverableSessions().empty(), "it is still running");
    ::kill(static_cast<pid_t>(program.processId()), SIGKILL);
    QVERIFY(program.waitForFinished());
    const auto left = recoverableSessions();
    QCOMPARE(left.size(), std::size_t{1});
    QCOMPARE(left.front().prompt, QStringLiteral("The cat is on the"));
    {
      Probe p, other;
      p.session.recoverSession(left.front().recoveryFile);
      p.settle();
      QVERIFY(p.said("session.recovered"));
      QVERIFY(p.session.isModified() && p.session.file().isEmpty());
      QCOMPARE(p.session.snapshot()->length(), Index{7});
      QCOMPARE(p.session.snapshot()->tokens.at(5).text, std::string("sofa"));
      other.session.recoverSession(left.front().recoveryFile);
      other.settle();
      QVERIFY(other.said("session.recovery_taken"));
      QVERIFY(recoverableSessions().empty());
      QVERIFY(!discardRecovery(left.front().recoveryFile));
      p.save(path("rescued.headlight"));
      QVERIFY(!p.session.isModified());
    }
    QVERIFY(recoverableSessions().empty());
  }

  /// Prompts and names of files are in both.
  void recoveryFilesAndSettingsAreTheirOwnersAlone() {
    namespace fs = std::filesystem;
    const mode_t before = ::umask(0);
    const fs::path settings = m_folder.path() / "settings" / "headlight.ini";
    fs::remove(settings);
    fs::create_directories(m_folder.path() / "settings/recovery");  // as an earlier version left it
    fs::permissions(m_folder.path() / "settings/recovery", fs::perms(0755));
    {
      Probe p;
      p.begin(m_model);
      p.walk();
      p.session.flushRecovery();
      const fs::path recovery = QFile::encodeName(recoveryFolder()).toStdString();
      QCOMPARE(static_cast<unsigned>(fs::status(recovery).permissions()), 0700U);
      int files = 0;
      for (const auto& entry : fs::directory_iterator(recovery)) {
        QCOMPARE(static_cast<unsigned>(entry.status().permissions()), 0600U);
        ++files;
      }
      QVERIFY(files >= 2);  // the file and its lock
    }
    const auto rights = [&settings] { return static_cast<unsigned>(fs::status(settings).permissions()); };
    Settings().setExportFolder(QStringLiteral("somewhere"));
    QCOMPARE(rights(), 0600U);
    fs::permissions(settings, fs::perms(0644));  // of an earlier version
    Settings().setExportFolder(QStringLiteral("elsewhere"));
    QCOMPARE(rights(), 0600U);

    qputenv("HEADLIGHT_SETTINGS_DIR", (m_folder.path() / "not/yet").c_str());
    Settings().setExportFolder(QStringLiteral("new"));
    QCOMPARE(static_cast<unsigned>(fs::status(m_folder.path() / "not/yet").permissions()), 0700U);
    QCOMPARE(static_cast<unsigned>(fs::status(m_folder.path() / "not/yet/headlight.ini").permissions()), 0600U);
    qputenv("HEADLIGHT_SETTINGS_DIR", (m_folder.path() / "settings").c_str());
    ::umask(before);
  }

  void aSessionThatEndsWellLeavesNothing() {
    {
      Probe p;
      p.begin(m_model);
      p.walk();
      p.session.flushRecovery();
      QVERIFY(!QDir(recoveryFolder()).entryList({QStringLiteral("*.recovery")}).isEmpty());
    }
    QVERIFY(QDir(recoveryFolder()).entryList({QStringLiteral("*.recovery")}).isEmpty());
  }
};

int main(int argc, char** argv) {
  QCoreApplication application(argc, argv);
  if (argc == 3 && std::string(argv[1]) == "--crash") return crashingProgram(argv[2]);
  SessionFilesTest test;
  return QTest::qExec(&test, argc, argv);
}
#include "session_files_test.moc"
