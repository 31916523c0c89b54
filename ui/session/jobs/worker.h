#pragma once
// What is done to the open model and its run, one request after the other. All of it happens on the thread of the
// session's queue of runs; what a request left behind goes up as plain values.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "session/file_mark.h"
#include "session/jobs/job.h"
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
  std::optional<FileMark> mark;  ///< of the file as it was read; empty: it was not read
  bool recovered = false;
  bool recorded = false;
  bool includesActivations = false;
  SessionSurroundings surroundings;
  std::string expectedDigest;  ///< empty: nothing to compare
};

/// What a request left behind; also a failed one, with everything as it was before.
struct RunResult {
  Session::Changes changes;
  std::shared_ptr<const OpenedModel> model;
  std::shared_ptr<const Snapshot> snapshot;  ///< null without a run, and where the run cannot be shown
  std::optional<Message> refusal;            ///< why the prompt has no run; nothing where it has one, or there is none
  std::shared_ptr<ThreadPool> pool;          ///< of runs that are made now
  std::vector<std::string> ablations;
  std::vector<Message> messages;
  std::shared_ptr<const SessionRun> run;          ///< the present run as plain data
  std::shared_ptr<const SessionModel> reference;  ///< of the model; null without one
  std::optional<OpenedSession> opened;
  std::optional<MissingModel> missing;
  std::shared_ptr<SessionData> collected;  ///< to be written by whoever asked for it, with the model's digest
  bool canUndo = false;
  bool canRedo = false;
  /// Undo, redo, slide, fork, a prompt that a recording cannot run: the prompt's text follows the run, unless another
  /// was typed after that request.
  std::optional<quint64> restoresPromptOf;
};

class Worker {
 public:
  using Request = std::function<void(Worker&, RunResult&)>;

  /// What the request throws becomes a message, and so does what keeps the run from being shown.
  [[nodiscard]] RunResult perform(const Request& request, JobControl& job);

  // Parts of requests that need more than the runs themselves.
  void openModel(const std::string& nameOrPath, const std::string& promptText, RunResult& result);
  /// Nothing where another prompt was typed meanwhile. `ticket` as in RunResult::restoresPromptOf.
  void setPrompt(const std::string& text, PromptEdit edit, quint64 ticket, RunResult& result);
  void step(RunResult& result);
  void openSession(const std::string& file, bool recovered, RunResult& result);
  /// The session that waits for its model, or the recorded one of `presentFile` that is open. Empty: forget the one
  /// that waits.
  void supplyModel(const std::string& nameOrPath, const SessionSurroundings& present, const QString& presentFile,
                   RunResult& result);
  /// What a session file of that name will hold.
  void collectSession(const std::string& file, bool includeActivations, SessionSurroundings surroundings,
                      RunResult& result);
  void newSession(RunResult& result);
  /// Why nothing can follow: full context, end of text.
  void notifyStop(RunResult& result) const;

  RunHistory runs;

 private:
  struct ReadSession {
    SessionData data;
    std::string file;
    bool recovered = false;
    std::optional<FileMark> mark;
  };
  [[nodiscard]] Progress progress() const { return m_job->progress(); }
  static void refuse(RunResult& result);
  void takeUpRun(RunResult& result);
  void adoptModel(RunResult& result);
  void restore(ReadSession session, std::shared_ptr<const OpenedModel> model, RunResult& result);
  void restoreRecorded(ReadSession session, RunResult& result);
  void announce(const ReadSession& session, RunResult& result) const;
  void notifyCut(RunResult& result) const;
  void notifyUnreadable(RunResult& result) const;

  JobControl* m_job = nullptr;  // while one is performed
  std::shared_ptr<const Snapshot> m_snapshot;
  std::optional<Message> m_refusal;
  std::shared_ptr<const SessionRun> m_run;
  std::shared_ptr<const SessionModel> m_reference;
  std::optional<ReadSession> m_waiting;
  bool m_skippedWhole = false;  // a whole prompt was replaced while it waited: its successor is an undo step
};

}  // namespace headlight
