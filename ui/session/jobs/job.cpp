#include "session/jobs/job.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <list>
#include <mutex>
#include <new>
#include <thread>

#ifdef __linux__
#include <sys/resource.h>
#endif

#include <QCoreApplication>
#include <QPointer>

namespace headlight {
namespace {

/// On Linux a thread has a niceness of its own, and the threads that it starts inherit it.
void giveWay() {
#ifdef __linux__
  constexpr int kNiceness = 10;
  setpriority(PRIO_PROCESS, 0, kNiceness);
#endif
}

/// One core is left to the window.
int threadsBeside() {
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()) - 1);
}

/// The threads of queues that are gone, until they end. They are joined while the application object is destroyed,
/// before anything that their works use.
class LeftThreads {
 public:
  static LeftThreads& instance() {
    static LeftThreads all;
    return all;
  }
  LeftThreads() = default;
  ~LeftThreads() { join(); }
  LeftThreads(const LeftThreads&) = delete;
  LeftThreads& operator=(const LeftThreads&) = delete;
  void add(std::thread thread, std::shared_ptr<std::atomic<bool>> isOver) {
    for (auto left = m_threads.begin(); left != m_threads.end();) {
      if (left->isOver->load()) left->thread.join();
      left = left->thread.joinable() ? std::next(left) : m_threads.erase(left);
    }
    if (m_threads.empty()) qAddPostRoutine([] { instance().join(); });
    m_threads.push_back({std::move(thread), std::move(isOver)});
  }

 private:
  struct Left {
    std::thread thread;
    std::shared_ptr<std::atomic<bool>> isOver;
  };
  void join() {
    for (Left& left : m_threads) left.thread.join();
    m_threads.clear();
  }
  std::list<Left> m_threads;  // of the GUI thread
};

}  // namespace

Message currentFailure() {
  try {
    throw;
  } catch (const Error& error) {
    return error.message();
  } catch (const std::bad_alloc&) {
    return {"internal.failure", {{"what", "out of memory"}}};
  } catch (const std::exception& error) {
    return {"internal.failure", {{"what", error.what()}}};
  } catch (...) {
    return {"internal.failure", {{"what", "an unknown exception"}}};
  }
}

/// What the two threads share of a job.
struct JobState {
  std::unique_ptr<JobBody> body;
  std::function<void(double)> progressed;  // of the GUI thread
  std::stop_source stop;

  std::mutex mutex;
  std::condition_variable_any wake;
  // guarded
  JobQueue* owner = nullptr;  // null: it was dropped
  bool isHeld = false;
  bool isOver = false;
  bool isAnnounced = false;  // a call of collect() is on its way
  std::optional<double> share;
  double lastShare = -1;
  std::function<void()> news;

  struct Report {
    std::optional<double> share;
    std::function<void()> news;
    bool isOver = false;
  };
  /// What came since the last call.
  [[nodiscard]] Report takeReport() {
    const std::lock_guard lock(mutex);
    isAnnounced = false;
    return {std::exchange(share, std::nullopt), std::exchange(news, nullptr), isOver};
  }

  /// With the lock.
  void announce() {
    if (owner == nullptr || isAnnounced) return;
    QMetaObject::invokeMethod(
        owner, [queue = owner] { queue->collect(); }, Qt::QueuedConnection);
    isAnnounced = true;
  }

  [[nodiscard]] bool isDropped() {
    const std::lock_guard lock(mutex);
    return owner == nullptr;
  }

  static void perform(const std::shared_ptr<JobState>& job) {
    if (job->isDropped()) return;
    {
      JobControl control(job);
      try {
        job->body->work(control);
      } catch (...) {
        job->fail();
      }
    }
    job->end();
  }

  /// In a catch block. Where there is not even memory for the sentence, the body has one.
  void fail() noexcept {
    try {
      body->fail(currentFailure());
    } catch (...) {  // NOLINT(bugprone-empty-catch)
    }
  }

  /// The window has to be told, if it takes until there is memory for it.
  void end() {
    constexpr auto kPause = std::chrono::milliseconds(10);
    std::unique_lock lock(mutex);
    isOver = true;
    wake.notify_all();
    while (owner != nullptr && !isAnnounced) {
      try {
        announce();
      } catch (const std::exception&) {
        lock.unlock();
        std::this_thread::sleep_for(kPause);
        lock.lock();
      }
    }
  }

  void drop() {
    stop.request_stop();
    const std::lock_guard lock(mutex);
    owner = nullptr;
    news = nullptr;
  }
};

/// What a queue and its thread share.
struct JobQueue::Line {
  explicit Line(Priority asked) : priority(asked) {}

  Priority priority;
  std::shared_ptr<std::atomic<bool>> isOver = std::make_shared<std::atomic<bool>>(false);
  std::thread thread;  // of the GUI thread; begins with the first job

  std::mutex mutex;
  std::condition_variable wake;
  std::deque<std::shared_ptr<JobState>> waiting;  // guarded
  bool isEnding = false;                          // guarded

  /// Null at the end.
  [[nodiscard]] std::shared_ptr<JobState> next() {
    std::unique_lock lock(mutex);
    wake.wait(lock, [this] { return isEnding || !waiting.empty(); });
    if (isEnding) return nullptr;
    auto job = std::move(waiting.front());
    waiting.pop_front();
    return job;
  }

  static void serve(const std::shared_ptr<Line>& line) {
    if (line->priority == Priority::Low) giveWay();
    while (const auto job = line->next()) JobState::perform(job);
    *line->isOver = true;
  }

  void end() {
    {
      const std::lock_guard lock(mutex);
      isEnding = true;
      waiting.clear();
    }
    wake.notify_all();
  }
};

JobControl::JobControl(std::shared_ptr<JobState> job) : m_job(std::move(job)) {}

JobControl::~JobControl() = default;

bool JobControl::isWanted() const {
  return !m_job->stop.stop_requested();
}

std::stop_token JobControl::stopToken() const {
  return m_job->stop.get_token();
}

void JobControl::throwIfCancelled() const {
  if (!isWanted()) throw Error("cancelled");
}

bool JobControl::goOn() {
  std::unique_lock lock(m_job->mutex);
  return m_job->wake.wait(lock, stopToken(), [this] { return !m_job->isHeld; }) && isWanted();
}

Progress JobControl::progress() const {
  constexpr double kSmallest = 0.001;
  return [job = m_job](double share) {
    const std::lock_guard lock(job->mutex);
    if (job->progressed && (share >= job->lastShare + kSmallest || share >= 1)) {
      job->share = job->lastShare = share;
      job->announce();
    }
    return !job->stop.stop_requested();
  };
}

ThreadPool& JobControl::pool() {
  if (!m_pool) m_pool = std::make_unique<ThreadPool>(threadsBeside());
  return *m_pool;
}

void JobControl::show(std::function<void()> news) const {
  const std::lock_guard lock(m_job->mutex);
  if (m_job->owner == nullptr) return;
  std::swap(m_job->news, news);
  m_job->announce();
}

void Job::cancel() {
  if (m_job) m_job->stop.request_stop();
}

void Job::setHeld(bool held) {
  if (!m_job) return;
  {
    const std::lock_guard lock(m_job->mutex);
    m_job->isHeld = held;
  }
  m_job->wake.notify_all();
}

JobQueue::JobQueue(Priority priority) : m_line(std::make_shared<Line>(priority)) {}

JobQueue::~JobQueue() {
  drop();
  m_line->end();
  if (m_line->thread.joinable()) LeftThreads::instance().add(std::move(m_line->thread), m_line->isOver);
}

Job JobQueue::post(std::unique_ptr<JobBody> body, std::function<void(double)> progressed) {
  auto job = std::make_shared<JobState>();
  job->body = std::move(body);
  job->progressed = std::move(progressed);
  job->owner = this;
  m_jobs.push_back(job);
  try {
    if (!m_line->thread.joinable()) m_line->thread = std::thread([line = m_line] { Line::serve(line); });
    const std::lock_guard lock(m_line->mutex);
    m_line->waiting.push_back(job);
  } catch (...) {  // the system has no thread left
    job->fail();
    job->end();
  }
  m_line->wake.notify_one();
  return Job(job);
}

void JobQueue::cancel() {
  for (const auto& job : m_jobs) Job(job).cancel();
}

void JobQueue::drop() {
  for (const auto& job : m_jobs) job->drop();
  m_jobs.clear();
}

void JobQueue::wait() {
  const QPointer<JobQueue> alive(this);
  while (alive && !m_jobs.empty()) {
    {
      const auto job = m_jobs.front();
      std::unique_lock lock(job->mutex);
      job->wake.wait(lock, [&] { return job->isOver; });
    }
    collect();
  }
}

void JobQueue::finish() {
  drop();
  m_line->end();
  if (m_line->thread.joinable()) m_line->thread.join();
  m_line = std::make_shared<Line>(m_line->priority);
}

void JobQueue::collect() {
  const QPointer<JobQueue> alive(this);
  while (alive && !m_jobs.empty()) {
    const auto job = m_jobs.front();
    const auto [share, news, isOver] = job->takeReport();
    const auto isStillFirst = [&] { return alive && !m_jobs.empty() && m_jobs.front() == job; };
    if (share) job->progressed(*share);
    if (news && isStillFirst()) news();
    if (!isStillFirst()) continue;
    if (!isOver) return;
    m_jobs.pop_front();
    const std::unique_ptr<JobBody> body = std::move(job->body);  // the thread has no more use for it
    body->end();
  }
}

}  // namespace headlight
