#pragma once
// The one door to the worker thread: jobs go down, results come up as plain values. Lives on the worker thread.

#include <atomic>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include <QObject>

#include "session/compared_runs.h"
#include "session/jobs/model_digest.h"
#include "session/run_history.h"
#include "session/session.h"

namespace headlight {

/// What the window gives to a session file, as it is when saving is asked for.
struct SessionSurroundings {
  std::string promptText;
  SessionSelection selection;
  std::string layout;
  std::map<std::string, std::string> viewState;
};

/// A session that was opened (or begun anew: all empty).
struct OpenedSession {
  QString file;
  bool recovered = false;
  bool recorded = false;
  bool includesActivations = false;
  SessionSurroundings surroundings;
  std::string expectedDigest;  ///< empty: nothing to compare
};

/// What a job left behind; also a failed one, with everything as it was before.
struct JobResult {
  Session::Changes changes;
  std::shared_ptr<const OpenedModel> model;
  std::shared_ptr<const Snapshot> snapshot;
  std::vector<std::string> ablations;
  std::vector<Message> messages;
  std::optional<RunCheck> check;
  std::shared_ptr<const ProbeMeasures> probes;  ///< of `model`
  std::shared_ptr<const SecondPrompt> other;
  std::shared_ptr<const Comparison> comparison;  ///< null: nobody compares
  std::shared_ptr<const FurtherPrompts> further;
  std::shared_ptr<const SessionRun> run;          ///< the present run as plain data
  std::shared_ptr<const SessionModel> reference;  ///< of the model; null without one
  std::shared_future<std::string> digest;         ///< of the model; invalid without one
  std::optional<OpenedSession> opened;
  std::optional<MissingModel> missing;
  std::optional<QString> saved;  ///< the file
  bool canUndo = false;
  bool canRedo = false;
  /// Undo, redo, slide, fork: the prompt's text follows the run, unless another was typed after that request.
  std::optional<quint64> restoresPromptOf;
};

/// Read and written from both threads.
struct JobControl {
  std::atomic<quint64> newestPrompt{0};
  std::atomic<quint64> newestFurther{0};
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
  void openSession(const std::string& file, bool recovered, JobResult& result);
  /// The session that waits for its model, or the recorded one that is open. Empty: forget the one that waits.
  void supplyModel(const std::string& nameOrPath, const SessionSurroundings& present, JobResult& result);
  void saveSession(const std::string& file, bool includeActivations, SessionSurroundings surroundings,
                   JobResult& result);
  void newSession(JobResult& result);
  /// Why nothing can follow: full context, end of text.
  void notifyStop(JobResult& result) const;

  RunHistory runs;
  ComparedRuns compared;

  /// Opens and frees models so that these are compared; what cannot be opened is said in its column.
  void compare(const std::vector<std::string>& namesOrPaths, bool forced, JobResult& result);

 signals:
  void jobFinished(const headlight::JobResult& result);
  void progressed(double share);

 private:
  struct ReadSession {
    SessionData data;
    std::string file;
    bool recovered = false;
  };
  [[nodiscard]] Progress progress();
  void adoptModel(JobResult& result);
  void restore(ReadSession session, std::shared_ptr<const OpenedModel> model, JobResult& result);
  void restoreRecorded(ReadSession session, JobResult& result);
  void announce(const ReadSession& session, JobResult& result) const;
  void notifyCut(JobResult& result) const;

  std::shared_ptr<JobControl> m_control;
  std::shared_ptr<const Snapshot> m_snapshot;
  std::shared_ptr<const SessionRun> m_run;
  std::shared_ptr<const SessionModel> m_reference;
  ModelDigest m_digest;
  std::optional<ReadSession> m_waiting;
  std::string m_file;           // of the session that is open
  bool m_skippedWhole = false;  // a whole prompt was replaced while it waited: its successor is an undo step
};

}  // namespace headlight
