#pragma once
// What a Session has inside, for its sources alone.

#include <array>
#include <atomic>
#include <future>

#include <QTimer>

#include "session/compared_runs.h"
#include "session/file_mark.h"
#include "session/jobs/job.h"
#include "session/jobs/worker.h"
#include "session/session.h"

namespace headlight {

struct Session::Private {
  explicit Private(Session* owner) : q(owner) {}

  void start();
  /// Whether any of the queues that work for a request is busy.
  [[nodiscard]] bool isIdle();
  /// A request is about to be given to one of the queues.
  void begin();
  Job request(Worker::Request request);
  void finish(RunResult& result);
  [[nodiscard]] Changes takeModel(const RunResult& result);
  /// What was asked for beside the runs has ended; says so, and what went wrong.
  void settle(Changes changes, const Message* failure);
  void checkNow();
  bool clampSelection();  ///< true if that changed it
  void clampToModel(const ModelConfig& config);
  void setBusy(bool now);
  void requestComparison();
  void findStartHead();
  void takeStartHead(const std::shared_ptr<const FoundHead>& found);

  Session* q;
  std::shared_ptr<Worker> worker = std::make_shared<Worker>();  // used on the thread of runQueue alone
  JobQueue runQueue;    // what changes the model or its run, in the order of the requests
  JobQueue otherQueue;  // the newest of each of these counts, and none of them stands in front of a step
  JobQueue furtherQueue;
  JobQueue checkQueue;
  JobQueue probeQueue{JobQueue::Priority::Low};
  JobQueue startHeadQueue{JobQueue::Priority::Low};
  JobQueue comparisonQueue;
  JobQueue saveQueue;
  JobQueue recoveryQueue;
  JobQueue digestQueue{JobQueue::Priority::Low};  // nobody waits for it but a file that is saved
  [[nodiscard]] std::array<JobQueue*, 8> requestQueues() {
    return {&runQueue,   &otherQueue,     &furtherQueue,    &checkQueue,
            &probeQueue, &startHeadQueue, &comparisonQueue, &saveQueue};
  }
  Job newestPrompt;
  QTimer busyTimer;

  std::shared_ptr<const Snapshot> snapshot;
  std::optional<Message> refusal;
  std::shared_ptr<const OpenedModel> model;
  Selection selection;
  std::shared_ptr<const ProbeMeasures> probes;
  std::shared_ptr<const FoundHead> startHead;
  bool findsStartHead = false;
  bool headIsChosen = false;  ///< by the user, by a session file, or by startHead: it is not moved any more
  std::shared_ptr<const SecondPrompt> other;
  std::shared_ptr<const FurtherPrompts> further;
  bool asksForProbes = false;
  AttentionSide lastSide = AttentionSide::Cross;  ///< that was looked at in a model with three attentions
  QString promptText;
  quint64 promptTicket = 0;  // of the newest request that set promptText
  QStringList ablations;
  bool busy = false;
  bool canUndo = false;
  bool canRedo = false;

  // --- comparison (session_comparison.cpp)
  void followWithComparison();
  void giveComparison(std::optional<std::vector<std::string>> models);
  std::shared_ptr<ComparedRuns> comparedRuns = std::make_shared<ComparedRuns>();  // on the thread of comparisonQueue
  std::shared_ptr<std::atomic<quint64>> newestComparison = std::make_shared<std::atomic<quint64>>(0);
  std::shared_ptr<ThreadPool> pool;  // of runs that are made now
  std::shared_ptr<const Comparison> comparison;
  QStringList comparedModels;
  bool comparisonForced = false;
  std::vector<const QObject*> comparisonViewers;

  // --- session files (session_files.cpp)
  void startFiles();
  void adoptOpened(const OpenedSession& opened, const RunResult& result);
  /// What a save may replace: the file as it was when it was asked for.
  struct SaveTarget {
    QString path;
    bool includeActivations = false;
    std::optional<FileMark> seen;
  };
  void requestSave(const QString& name, bool includeActivations);
  void writeSaved(const SaveTarget& target, std::shared_ptr<SessionData> session);
  void startDigest(const std::string& expected);
  /// Whether this result changed what a file would say; counts it.
  void countChange(const RunResult& result, bool hadRun);
  void scheduleRecovery();
  void writeRecovery();
  void removeRecovery();
  void requestOpen(const QString& name, bool recovered);
  [[nodiscard]] SessionSurroundings surroundings() const;

  RecoveryClaim claim;
  RecoveryClaim taken;  ///< of the recovery file that is being opened
  QTimer recoveryTimer;
  std::function<SessionWindowState()> windowState;
  std::shared_ptr<const SessionRun> run;
  std::shared_ptr<const SessionModel> reference;
  std::shared_future<std::string> digest;  // of the open model's files; invalid where there are none
  SessionWindowState openedWindow;         ///< of the session that was opened last
  QString file;
  std::optional<FileMark> mark;  ///< of `file` as this session read or wrote it; empty: it did neither
  /// What this session wrote last; on the thread of saveQueue.
  std::shared_ptr<std::optional<FileMark>> written = std::make_shared<std::optional<FileMark>>();
  bool recorded = false;
  bool includesActivations = false;
  bool recoveryFailed = false;
  bool recoveryInFlight = false;
  quint64 state = 0;        ///< counts changes
  quint64 openedCount = 0;  ///< sessions
  quint64 savedState = 0;   ///< equal: nothing to save
};

}  // namespace headlight
