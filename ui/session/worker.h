#pragma once
// The one door to the worker thread: jobs go down, results come up as plain values. Lives on the worker thread.

#include <atomic>
#include <functional>
#include <optional>
#include <vector>

#include <QObject>

#include "session/run_history.h"
#include "session/session.h"

namespace headlight {

/// What a job left behind; also a failed one, with everything as it was before.
struct JobResult {
  Session::Changes changes;
  std::shared_ptr<const OpenedModel> model;
  std::shared_ptr<const Snapshot> snapshot;
  std::vector<std::string> ablations;
  std::vector<Message> messages;
  std::optional<RunCheck> check;
  bool canUndo = false;
  bool canRedo = false;
  /// Undo, redo, slide, fork: the prompt's text follows the run, unless another was typed after that request.
  std::optional<quint64> restoresPromptOf;
};

/// Read and written from both threads.
struct JobControl {
  std::atomic<quint64> newestPrompt{0};
  std::atomic<bool> cancelled{false};
};

class Worker : public QObject {
  Q_OBJECT

 public:
  using Job = std::function<void(Worker&, JobResult&)>;

  explicit Worker(std::shared_ptr<JobControl> control) : m_control(std::move(control)) {}

  /// Called on the worker thread. What the job throws becomes a message; then jobFinished() follows in any case.
  void perform(const Job& job);

  // Jobs' parts that need more than the runs themselves.
  void openModel(const std::string& nameOrPath, const std::string& promptText, JobResult& result);
  void setPrompt(quint64 ticket, const std::string& text, PromptEdit edit, JobResult& result);
  void step(JobResult& result);
  /// Why nothing can follow: full context, end of text.
  void notifyStop(JobResult& result) const;

  RunHistory runs;

 signals:
  void jobFinished(const headlight::JobResult& result);
  void progressed(double share);

 private:
  void notifyCut(JobResult& result) const;

  std::shared_ptr<JobControl> m_control;
  std::shared_ptr<const Snapshot> m_snapshot;
  bool m_skippedWhole = false;  // a whole prompt was replaced while it waited: its successor is an undo step
};

}  // namespace headlight
