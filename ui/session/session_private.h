#pragma once
// What a Session has inside, for its sources alone.

#include <QThread>
#include <QTimer>

#include "session/jobs/session_writer.h"
#include "session/jobs/worker.h"
#include "session/session.h"

namespace headlight {

struct Session::Private {
  explicit Private(Session* owner) : q(owner) {}

  void start();
  void request(Worker::Job job);
  void finish(const JobResult& result);
  bool clampSelection();  ///< true if that changed it
  void clampToModel(const ModelConfig& config);
  void setBusy(bool now);
  void requestComparison();

  Session* q;
  QThread thread;
  std::shared_ptr<JobControl> control = std::make_shared<JobControl>();
  Worker* worker = nullptr;  // deleted by its thread
  QTimer busyTimer;

  std::shared_ptr<const Snapshot> snapshot;
  std::shared_ptr<const OpenedModel> model;
  Selection selection;
  std::shared_ptr<const ProbeMeasures> probes;
  std::shared_ptr<const SecondPrompt> other;
  std::shared_ptr<const FurtherPrompts> further;
  bool asksForProbes = false;
  AttentionSide lastSide = AttentionSide::Cross;  ///< that was looked at in a model with three attentions
  QString promptText;
  quint64 promptTicket = 0;  // of the newest request that set promptText
  QStringList ablations;
  int pending = 0;
  bool busy = false;
  bool canUndo = false;
  bool canRedo = false;

  // --- comparison (session_comparison.cpp)
  std::shared_ptr<const Comparison> comparison;
  QStringList comparedModels;
  bool comparisonForced = false;
  std::vector<const QObject*> comparisonViewers;

  // --- session files (session_files.cpp)
  void startFiles();
  void adoptOpened(const OpenedSession& opened, const JobResult& result);
  void requestSave(const QString& name, bool includeActivations);
  /// Whether this result changed what a file would say; counts it.
  void countChange(const JobResult& result, bool hadRun);
  void scheduleRecovery();
  void writeRecovery();
  void requestOpen(const QString& name, bool recovered);
  [[nodiscard]] SessionSurroundings surroundings() const;

  SessionWriter writer;
  RecoveryClaim claim;
  RecoveryClaim taken;  ///< of the recovery file that is being opened
  QTimer recoveryTimer;
  std::function<SessionWindowState()> windowState;
  std::shared_ptr<const SessionRun> run;
  std::shared_ptr<const SessionModel> reference;
  std::shared_future<std::string> digest;
  SessionWindowState openedWindow;  ///< of the session that was opened last
  QString file;
  bool recorded = false;
  bool includesActivations = false;
  bool recoveryFailed = false;
  bool recoveryInFlight = false;
  quint64 state = 0;       ///< counts changes
  quint64 savedState = 0;  ///< equal: nothing to save
};

}  // namespace headlight
