// The one class for work beside the window: order, results, failures of every sort, and what is not wanted any more.

#include <sys/resource.h>

#include <fstream>
#include <latch>
#include <new>
#include <semaphore>
#include <stdexcept>
#include <system_error>
#include <thread>

#include <QSignalSpy>
#include <QtTest>

#include "session/jobs/job.h"
#include "ui/due_events.h"

using namespace headlight;

namespace {

/// A place where a work waits until the test lets it go on; a test that fails does not leave it waiting.
class Gate {
 public:
  ~Gate() { open(); }
  void open() { m_open.release(1000); }
  void pass() { m_open.acquire(); }

 private:
  std::counting_semaphore<> m_open{0};
};

std::uint64_t addressSpace() {
  std::uint64_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  return pages * 4096;
}

}  // namespace

class JobTest : public QObject {
  Q_OBJECT

 private slots:
  void aThreadThatTheSystemRefusesIsAFailureOfTheJob() {  // first: later there are stacks to use again
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("the sanitizer needs the address space");
#endif
    constexpr std::uint64_t kLessThanAStack = std::uint64_t{2} << 20;
    rlimit before{};
    QCOMPARE(getrlimit(RLIMIT_AS, &before), 0);
    rlimit narrow = before;
    narrow.rlim_cur = addressSpace() + kLessThanAStack;
    QCOMPARE(setrlimit(RLIMIT_AS, &narrow), 0);
    JobQueue queue;
    std::optional<JobOutcome<int>> outcome;
    queue.add([](JobControl&) { return 1; }, [&](JobOutcome<int> found) { outcome = std::move(found); });
    QCOMPARE(setrlimit(RLIMIT_AS, &before), 0);
    QVERIFY2(!outcome, "told at once, and not like every other failure");
    QTRY_VERIFY(outcome);
    QVERIFY(!outcome->value);
    QCOMPARE(outcome->failure.code, std::string("internal.failure"));
    queue.add([](JobControl&) { return 2; }, [&](JobOutcome<int> found) { outcome = std::move(found); });
    QTRY_VERIFY(outcome->value == 2);  // the system has threads again
  }

  void jobsAreDoneInOrderAndEndOnTheirOwnThread() {
    JobQueue queue;
    std::vector<int> done, ended;
    for (int i = 0; i < 20; ++i) {
      queue.add(
          [&done, i](JobControl&) {
            done.push_back(i);
            return std::this_thread::get_id();
          },
          [&ended, i](const JobOutcome<std::thread::id>& outcome) {
            QVERIFY(outcome.value && *outcome.value != std::this_thread::get_id());
            ended.push_back(i);
          });
    }
    QVERIFY(queue.isBusy());
    QTRY_VERIFY(!queue.isBusy());
    QCOMPARE(ended.size(), std::size_t{20});
    QVERIFY(std::is_sorted(ended.begin(), ended.end()));
    QVERIFY(done == ended);
  }

  void whateverIsThrownIsASentence_data() {
    QTest::addColumn<int>("what");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("Error") << 0 << QStringLiteral("Cancelled.");
    QTest::newRow("bad_alloc") << 1 << QStringLiteral("An error occurred inside Headlight: out of memory.");
    QTest::newRow("system_error") << 2 << QStringLiteral("An error occurred inside Headlight: no thread");
    QTest::newRow("runtime_error") << 3 << QStringLiteral("An error occurred inside Headlight: broken.");
    QTest::newRow("a number") << 4 << QStringLiteral("An error occurred inside Headlight: an unknown exception.");
  }
  void whateverIsThrownIsASentence() {
    QFETCH(int, what);
    QFETCH(QString, sentence);
    JobQueue queue;
    std::optional<JobOutcome<int>> outcome;
    queue.add(
        [what](JobControl&) -> int {
          if (what == 0) throw Error("cancelled");
          if (what == 1) throw std::bad_alloc();
          if (what == 2) throw std::system_error(std::make_error_code(std::errc::not_enough_memory), "no thread");
          if (what == 3) throw std::runtime_error("broken");
          throw 4;
        },
        [&](JobOutcome<int> found) { outcome = std::move(found); });
    QTRY_VERIFY(outcome);
    QVERIFY(!outcome->value);
    QVERIFY2(QString::fromStdString(outcome->failure.english()).startsWith(sentence),
             outcome->failure.english().c_str());
    bool goesOn = false;
    queue.add([](JobControl&) {}, [&](const JobOutcome<std::monostate>& next) { goesOn = next.value.has_value(); });
    QTRY_VERIFY(goesOn);  // the thread is still there
  }

  void aNewerTicketIsTheOnlyOneThatIsDelivered() {
    JobQueue queue;
    Gate gate;
    std::vector<int> ended;
    std::atomic<int> begun = 0;
    for (int i = 0; i < 3; ++i) {
      queue.replace(
          [&, i](JobControl& job) {
            ++begun;
            if (i == 0) gate.pass();
            return job.isWanted();
          },
          [&ended, i](const JobOutcome<bool>& outcome) {
            QVERIFY(outcome.value && *outcome.value);
            ended.push_back(i);
          });
      if (i == 0) QTRY_COMPARE(begun.load(), 1);
    }
    gate.open();
    QTRY_VERIFY(!queue.isBusy());
    QCOMPARE(ended, std::vector<int>{2});
    QCOMPARE(begun.load(), 2);  // the one that still waited was not begun
  }

  void cancellingStopsThatJobAndNoOther() {
    JobQueue queue;
    Gate gate;
    std::vector<std::string> ended;
    const auto work = [&gate](JobControl& job) {
      gate.pass();
      job.throwIfCancelled();
    };
    const auto end = [&ended](const JobOutcome<std::monostate>& outcome) {
      ended.push_back(outcome.value ? "done" : outcome.failure.code);
    };
    Job first = queue.add(work, end);
    first.cancel();
    queue.add(work, end);  // a job that is given later does not revive the first
    gate.open();
    QTRY_COMPARE(ended.size(), std::size_t{2});
    QCOMPARE(ended[0], std::string("cancelled"));
    QCOMPARE(ended[1], std::string("done"));
  }

  void whoIsGoneIsNotTold() {
    Gate gate;
    bool isTold = false;
    std::atomic<bool> hasBegun = false;
    auto ended = std::make_shared<std::latch>(1);
    {
      JobQueue queue;
      queue.add(
          [&gate, &hasBegun, ended](JobControl& job) {
            hasBegun = true;
            gate.pass();
            job.progress()(0.5);
            job.show([] { QFAIL("news for nobody"); });
            if (job.isWanted()) throw std::runtime_error("it was not told to stop");
            ended->count_down();
          },
          [&](const JobOutcome<std::monostate>&) { isTold = true; }, [&](double) { isTold = true; });
      QTRY_VERIFY(hasBegun.load());
    }
    gate.open();
    ended->wait();
    testing::doWhatIsDue();
    QVERIFY(!isTold);
  }

  void progressAndNewsComeBeforeTheEnd() {
    JobQueue queue;
    std::vector<double> shares;
    int news = 0;
    Gate gate;
    std::vector<std::string> order;
    queue.add(
        [&](JobControl& job) {
          const Progress progress = job.progress();
          if (!progress(0.25)) throw std::runtime_error("not wanted");
          gate.pass();
          progress(0.5);
          for (int i = 1; i <= 5; ++i) {
            job.show([&, i] {
              news = i;
              order.emplace_back("news");
            });
          }
        },
        [&](const JobOutcome<std::monostate>&) { order.emplace_back("end"); },
        [&](double share) { shares.push_back(share); });
    QTRY_COMPARE(shares, std::vector<double>{0.25});
    gate.open();
    QTRY_VERIFY(!queue.isBusy());
    QCOMPARE(shares, (std::vector<double>{0.25, 0.5}));
    QCOMPARE(news, 5);  // the newest, whichever of them came
    QCOMPARE(order.back(), std::string("end"));
  }

  void aHeldJobGoesOnOrEnds() {
    JobQueue queue;
    std::atomic<int> rounds = 0;
    bool isOver = false;
    Job job = queue.add(
        [&](JobControl& control) {
          while (control.goOn()) ++rounds;
          ++rounds;
        },
        [&](const JobOutcome<std::monostate>&) { isOver = true; });
    QTRY_VERIFY(rounds > 0);
    job.setHeld(true);
    int held = -1;
    QTRY_VERIFY(std::exchange(held, rounds.load()) == rounds.load());
    job.setHeld(false);
    QTRY_VERIFY(rounds > held);
    job.setHeld(true);
    job.cancel();
    QTRY_VERIFY(isOver);
  }

  void waitingBringsWhatFollows() {
    JobQueue queue;
    std::vector<int> ended;
    queue.add([](JobControl&) { return 1; },
              [&](const JobOutcome<int>& outcome) {
                ended.push_back(*outcome.value);
                queue.add([](JobControl&) { return 2; },
                          [&](const JobOutcome<int>& next) { ended.push_back(*next.value); });
              });
    queue.wait();
    QCOMPARE(ended, (std::vector<int>{1, 2}));
    queue.add([](JobControl&) {}, [](const JobOutcome<std::monostate>&) { QFAIL("it was dropped"); });
    queue.finish();
    QVERIFY(!queue.isBusy());
    queue.add([](JobControl&) { return 3; }, [&](const JobOutcome<int>& outcome) { ended.push_back(*outcome.value); });
    queue.wait();
    QCOMPARE(ended.back(), 3);
  }

  void aQueueMayBeDestroyedByWhatItSays() {
    auto queue = std::make_unique<JobQueue>();
    queue->add([](JobControl&) {}, [&](const JobOutcome<std::monostate>&) { queue.reset(); });
    queue->add([](JobControl&) {}, [](const JobOutcome<std::monostate>&) { QFAIL("its queue is gone"); });
    QTRY_VERIFY(!queue);
  }

  void thePoolLeavesACoreToTheWindow() {
    JobQueue queue(JobQueue::Priority::Low);
    std::optional<JobOutcome<int>> threads;
    queue.add([](JobControl& job) { return job.pool().threads(); },
              [&](JobOutcome<int> outcome) { threads = std::move(outcome); });
    QTRY_VERIFY(threads);
    QCOMPARE(threads->value, std::max(1, static_cast<int>(std::thread::hardware_concurrency()) - 1));
  }
};

QTEST_GUILESS_MAIN(JobTest)
#include "job_test.moc"
