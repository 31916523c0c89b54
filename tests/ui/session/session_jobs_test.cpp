// What a session does beside the window: what is cancelled stays cancelled, nothing long stands in front of a step, and
// a run that cannot be shown is none.

#include <filesystem>
#include <fstream>
#include <limits>

#include <QSignalSpy>
#include <QtTest>

#include "session/run_history.h"
#include "session/session.h"
#include "support/temporary_folder.h"
#include "ui/tiny_model.h"

using namespace headlight;

namespace {

struct Probe {
  explicit Probe(const std::filesystem::path& model) {
    QObject::connect(&session, &Session::messageRaised, &session,
                     [this](const Message& m) { codes.push_back(m.code); });
    QObject::connect(&session, &Session::changed, &session, [this](Session::Changes now) { changes.push_back(now); });
    session.setPrompt(QStringLiteral("The cat is on the"));
    session.openModel(QString::fromStdString(model.string()));
    settle();
  }
  bool settle() {
    return QTest::qWaitFor([this] { return session.isIdle(); }, 20000);
  }
  [[nodiscard]] bool said(const std::string& code) const {
    return std::find(codes.begin(), codes.end(), code) != codes.end();
  }
  /// The first place in the order of changes; their number where there is none.
  [[nodiscard]] std::size_t firstOf(Session::Change change) const {
    const auto found =
        std::find_if(changes.begin(), changes.end(), [&](Session::Changes now) { return now.testFlag(change); });
    return static_cast<std::size_t>(found - changes.begin());
  }

  Session session;
  std::vector<std::string> codes;
  std::vector<Session::Changes> changes;
};

/// Every weight of the model becomes NaN.
void breakWeights(const std::filesystem::path& model) {
  const std::filesystem::path file = model / "model.safetensors";
  std::uint64_t header = 0;
  std::fstream weights(file, std::ios::in | std::ios::out | std::ios::binary);
  weights.read(reinterpret_cast<char*>(&header), sizeof header);
  const std::uint64_t begin = sizeof header + header;
  const std::vector<float> broken((std::filesystem::file_size(file) - begin) / sizeof(float),
                                  std::numeric_limits<float>::quiet_NaN());
  weights.seekp(static_cast<std::streamoff>(begin));
  weights.write(reinterpret_cast<const char*>(broken.data()),
                static_cast<std::streamsize>(broken.size() * sizeof(float)));
}

}  // namespace

class SessionJobsTest : public QObject {
  Q_OBJECT

 private:
  testing::TemporaryFolder m_folder;
  std::filesystem::path m_model;

 private slots:
  void initTestCase() {
    qputenv("HEADLIGHT_SETTINGS_DIR", (m_folder.path() / "settings").c_str());
    m_model = testing::writeTinyModel(m_folder.path(), "tiny");
  }

  void anotherSessionWhoseRunThrowsShowsNoRunAndSaysWhy() {
    const auto turning = testing::writeTinyModel(m_folder.path(), "turning");
    const QString file = QString::fromStdString((m_folder.path() / "turning.headlight").string());
    {
      Probe p(turning);
      p.session.step();
      p.session.saveAs(file, false);
      QVERIFY(p.settle());
    }
    breakWeights(turning);
    Probe p(m_model);
    QVERIFY(p.session.snapshot());
    p.session.openSession(file);
    QVERIFY(p.settle());
    QVERIFY2(p.said("sampler.not_finite"), "nothing says why");
    // either nothing of it is open, or all of it: never the old run beside the new model
    if (p.session.snapshot()) {
      QCOMPARE(p.session.snapshot()->model, p.session.model());
      QCOMPARE(p.session.model()->name, std::string("tiny"));
    } else {
      QCOMPARE(p.session.model()->name, std::string("turning"));
    }
    p.codes.clear();
    p.session.openModel(QString::fromStdString(turning.string()));
    QVERIFY(p.settle());
    QCOMPARE(p.session.model()->name, std::string("turning"));
    QVERIFY(!p.session.snapshot());
    QVERIFY2(p.said("sampler.not_finite"), "nothing says why");
    p.session.step();  // there is nothing to step
    QVERIFY(p.settle());
    QVERIFY(!p.session.snapshot());
    p.session.openModel(QString::fromStdString(m_model.string()));
    QVERIFY(p.settle());
    QVERIFY(p.session.snapshot() && p.session.snapshot()->model == p.session.model());
  }

  void whatWasCancelledIsNotRevivedByTheNextRequest() {
    const auto second = testing::writeTinyModel(m_folder.path(), "second");
    const auto third = testing::writeTinyModel(m_folder.path(), "third");
    Probe p(m_model);
    p.session.openModel(QString::fromStdString(m_model.string()));
    p.session.openModel(QString::fromStdString(second.string()));  // waits for the first
    p.session.cancel();
    p.session.openModel(QString::fromStdString(third.string()));
    QVERIFY(p.settle());
    QVERIFY(p.said("cancelled"));
    QCOMPARE(std::count(p.codes.begin(), p.codes.end(), "cancelled"), static_cast<std::ptrdiff_t>(p.codes.size()));
    QCOMPARE(p.session.model()->name, std::string("third"));
    QVERIFY(p.session.snapshot() && p.session.snapshot()->model == p.session.model());
  }

  /// Either may end first, since they run side by side. A step that waits for the measure never does.
  void headsAreMeasuredBesideTheSteps() {
    bool stepCameFirst = false;
    for (int round = 0; round < 30 && !stepCameFirst; ++round) {
      Probe p(m_model);
      p.changes.clear();
      p.session.measureHeads();
      QVERIFY(!p.session.isChangingRun());
      p.session.step();
      QVERIFY(QTest::qWaitFor([&] { return p.session.snapshot()->length() == 6; }, 20000));
      QVERIFY(p.settle());
      QVERIFY(p.session.probes());
      stepCameFirst = p.firstOf(Session::RunChanged) < p.firstOf(Session::HeadsMeasured);
    }
    QVERIFY2(stepCameFirst, "the step had to wait");
  }

  void measuringIsCancelledAndAskedForAgain() {
    Probe p(m_model);
    p.session.measureHeads();
    p.session.cancel();
    QVERIFY(p.settle());
    QVERIFY(!p.session.probes());
    QCOMPARE(p.codes, std::vector<std::string>{"cancelled"});
    p.session.measureHeads();
    QVERIFY(p.settle());
    QVERIFY(p.session.probes());
  }

  void anotherModelLeavesWhatWasAskedOfTheOneBefore() {
    const auto second = testing::writeTinyModel(m_folder.path(), "second");
    Probe p(m_model);
    p.session.openModel(QString::fromStdString(second.string()));
    p.session.measureHeads();  // of the model that is still open
    p.session.runOther(QStringLiteral("The dog"));
    QVERIFY(p.settle());
    QCOMPARE(p.session.model()->name, std::string("second"));
    QVERIFY(!p.session.other() || p.session.other()->of->model == p.session.model());
    p.session.measureHeads();
    QVERIFY(p.settle());
    QVERIFY(p.session.probes());
  }

  void theNewestOtherPromptCounts() {
    Probe p(m_model);
    for (const char* text : {"The dog", "The bird is", "The ship is in the"})
      p.session.runOther(QString::fromLatin1(text));
    QVERIFY(p.settle());
    QCOMPARE(p.session.other()->prompt, std::string("The ship is in the"));
    p.session.runOther(QStringLiteral("The dog"));
    p.session.runOther(QString());
    QVERIFY(p.settle());
    QVERIFY(!p.session.other());
    QVERIFY(p.codes.empty());
  }

  void theCheckIsOfTheRunAfterTheRequestsBeforeIt() {
    Probe p(m_model);
    QSignalSpy checked(&p.session, &Session::checkFinished);
    p.session.step();
    p.session.step();
    p.session.check();
    QVERIFY(p.settle());
    QCOMPARE(checked.count(), 1);
    const auto six = checked.front().front().value<RunCheck>().values;
    p.session.stepBack();
    p.session.check();
    QVERIFY(p.settle());
    QCOMPARE(checked.count(), 2);
    QVERIFY(checked.back().front().value<RunCheck>().values < six);
  }

  void threadsOfBeforeAreFreedWithTheRunsThatUsedThem() {
    RunHistory runs;
    runs.setModel(openModel(m_model.string()));
    runs.setPrompt("The cat", false);
    const std::weak_ptr<ThreadPool> first = runs.pool();
    runs.setThreads(2);
    QVERIFY2(first.expired(), "nothing uses them any more");
    runs.setPrompt("The dog", false);
    const std::weak_ptr<ThreadPool> second = runs.pool();
    for (int i = 0; i < 5; ++i) runs.setThreads(2);
    QVERIFY(!second.expired());  // the run that is kept for undo goes on with them
    runs.undo();
    QVERIFY(runs.step());
    QCOMPARE(runs.snapshot()->length(), Index{3});
    runs.setModel(openModel(m_model.string()));
    QVERIFY(second.expired());
  }
};

QTEST_GUILESS_MAIN(SessionJobsTest)
#include "session_jobs_test.moc"
