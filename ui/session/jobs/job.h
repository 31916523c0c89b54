#pragma once
// Work beside the window: the one way in which anything that may take longer than a frame leaves the GUI thread.
//
// A JobQueue has one thread and does its jobs in the order in which they were given. What a job found, or why it found
// nothing, comes back as a call on the thread that the queue lives on. Whatever a job throws becomes a Message; a
// thread that cannot be started is a failure of the job like any other.
//
//   JobQueue m_digests;
//   m_digests.replace([files](JobControl& job) { return filesDigest(files, job.progress()); },
//                     [this](JobOutcome<std::string> outcome) { ... });

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <type_traits>
#include <utility>
#include <variant>

#include <QObject>

#include "formats/files/read_progress.h"
#include "tensor/error.h"
#include "tensor/thread_pool.h"

namespace headlight {

class JobQueue;
struct JobState;

/// The exception that is being handled, as a sentence. To be called in a catch block alone.
[[nodiscard]] Message currentFailure();

/// What a job found; without a value, why it found none ("cancelled" where its work stopped because it was asked to).
template <class Value>
struct JobOutcome {
  std::optional<Value> value;
  Message failure;
};

/// What the work sees of its job. For the thread that works.
class JobControl {
 public:
  explicit JobControl(std::shared_ptr<JobState> job);
  ~JobControl();
  JobControl(const JobControl&) = delete;
  JobControl& operator=(const JobControl&) = delete;

  /// False once the job was cancelled or replaced, or its queue is gone: the work ends as soon as it can.
  [[nodiscard]] bool isWanted() const;
  [[nodiscard]] std::stop_token stopToken() const;
  /// Throws Error "cancelled" where the job is not wanted any more.
  void throwIfCancelled() const;
  /// Waits while the job is held. As isWanted().
  [[nodiscard]] bool goOn();
  /// Reports the share done, and answers as isWanted(). May outlive this.
  [[nodiscard]] Progress progress() const;
  /// As many threads as the machine has cores, but one, which is left to the window. Made by the first call; throws
  /// what its constructor throws.
  [[nodiscard]] ThreadPool& pool();
  /// `news` is called on the queue's own thread, unless a later one comes before its turn, or the job is not wanted any
  /// more by then.
  void show(std::function<void()> news) const;

 private:
  std::shared_ptr<JobState> m_job;
  std::unique_ptr<ThreadPool> m_pool;
};

/// The ticket of one job. For the thread that its queue lives on.
class Job {
 public:
  Job() = default;  ///< none
  explicit Job(std::shared_ptr<JobState> job) : m_job(std::move(job)) {}

  /// Asks the work to stop. The job ends all the same, mostly with the failure "cancelled"; no other job is affected.
  void cancel();
  /// Holds a work that calls JobControl::goOn(), or lets it go on.
  void setHeld(bool held);

 private:
  std::shared_ptr<JobState> m_job;
};

/// A job's work and what follows, without their types.
class JobBody {
 public:
  JobBody() = default;
  virtual ~JobBody() = default;
  JobBody(const JobBody&) = delete;
  JobBody& operator=(const JobBody&) = delete;

  virtual void work(JobControl& control) = 0;  ///< on the queue's worker thread
  virtual void fail(Message why) = 0;          ///< there, or where the job was given
  virtual void end() = 0;                      ///< where the job was given
};

class JobQueue : public QObject {
 public:
  enum class Priority {
    Normal,
    Low  ///< gives way to everything else, its pool too: for what takes minutes
  };
  explicit JobQueue(Priority priority = Priority::Normal);
  /// Drops its jobs and waits for none: the work that is under way ends by itself, at the latest with the program.
  ~JobQueue() override;

  /// After the jobs that were given before. `work(JobControl&)` returns a copyable or movable value, or nothing;
  /// `ended(JobOutcome<Value>)` follows, the value of a work that returns nothing is a std::monostate. Neither `ended`
  /// nor `progressed` is called once the job was dropped. They may drop jobs, give new ones and destroy the queue.
  template <class Work, class Ended>
  Job add(Work work, Ended ended, std::function<void(double)> progressed = {});
  /// Drops the jobs that were given before, and as add(). It begins when a work that is under way has ended.
  template <class Work, class Ended>
  Job replace(Work work, Ended ended, std::function<void(double)> progressed = {}) {
    drop();
    return add(std::move(work), std::move(ended), std::move(progressed));
  }

  /// Job::cancel() of all.
  void cancel();
  /// Nobody wants the jobs any more: those that wait are not begun, the one under way is asked to stop, nothing comes
  /// of them.
  void drop();
  /// A job has been given that neither ended nor was dropped.
  [[nodiscard]] bool isBusy() const { return !m_jobs.empty(); }
  /// Until all have ended; what follows them is called. Not while one is held.
  void wait();
  /// Drops all, and waits for the work that is under way.
  void finish();

 private:
  friend struct JobState;
  struct Line;
  Job post(std::unique_ptr<JobBody> body, std::function<void(double)> progressed);
  void collect();

  std::shared_ptr<Line> m_line;
  std::deque<std::shared_ptr<JobState>> m_jobs;  // neither ended nor dropped
};

namespace job_detail {

template <class Work, class Ended>
class Body : public JobBody {
 public:
  using Result = std::invoke_result_t<Work&, JobControl&>;
  using Value = std::conditional_t<std::is_void_v<Result>, std::monostate, Result>;

  Body(Work work, Ended ended) : m_work(std::move(work)), m_ended(std::move(ended)) {
    m_outcome.failure = {"internal.failure", {{"what", "out of memory"}}};  // made while there is memory
  }
  void work(JobControl& control) override {
    const Work work = std::exchange(m_work, std::nullopt).value();  // what it holds is freed on this thread
    if constexpr (std::is_void_v<Result>) {
      work(control);
      m_outcome.value.emplace();
    } else {
      m_outcome.value.emplace(work(control));
    }
  }
  void fail(Message why) override { m_outcome.failure = std::move(why); }
  void end() override { m_ended(std::move(m_outcome)); }

 private:
  std::optional<Work> m_work;
  Ended m_ended;
  JobOutcome<Value> m_outcome;
};

}  // namespace job_detail

template <class Work, class Ended>
Job JobQueue::add(Work work, Ended ended, std::function<void(double)> progressed) {
  return post(std::make_unique<job_detail::Body<Work, Ended>>(std::move(work), std::move(ended)),
              std::move(progressed));
}

}  // namespace headlight
