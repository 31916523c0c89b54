#pragma once
// The open model and its runs, without threads or signals: what the session's worker does, one call at a time.
//
// Every function either does the whole of what it says or throws an Error and leaves everything as it was.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "formats/archive/session_file.h"
#include "session/snapshot.h"
#include "tensor/thread_pool.h"

namespace headlight {

/// Holds every recorded value of the run against the double-precision reference (generate/run_check.h). A pure
/// function. Throws "session.check_ablated" (a Notice) where values were switched off: the reference has no such
/// switch.
[[nodiscard]] RunCheck checkRun(const Snapshot& snapshot);

/// Runs another prompt beside `run`; `goesOn` is asked before each step. Throws "session.needs_model" of a recorded
/// run, "prompt.empty", "cancelled", and the model's.
[[nodiscard]] std::shared_ptr<const SecondPrompt> runSecondPrompt(std::shared_ptr<const Snapshot> run,
                                                                  const std::string& prompt,
                                                                  const std::function<bool()>& goesOn);

/// What a run is at this moment. `branchNext`: the token that comes next on the branch that was taken before; -1: the
/// one that the settings choose. Throws what computing dropped values again may throw.
[[nodiscard]] std::shared_ptr<const Snapshot> snapshotOf(const Generation& generation,
                                                         std::shared_ptr<const OpenedModel> model,
                                                         std::vector<std::string> ablations, TokenId branchNext = -1);
/// How long a run is at its prefill (Step::length()).
[[nodiscard]] Index firstMomentOf(const Generation& generation);
/// Several, and what `hooks` name is recorded. What a prompt throws becomes FurtherPrompts::failure.
[[nodiscard]] std::shared_ptr<const FurtherPrompts> runFurtherPrompts(std::shared_ptr<const Snapshot> run,
                                                                      const std::vector<std::string>& prompts,
                                                                      const std::vector<std::string>& hooks,
                                                                      const std::function<bool()>& goesOn);

class RunHistory {
 public:
  /// Runs kept for undo; their activations are dropped (and recomputed on return), their texts and forks are not.
  static constexpr std::size_t kKeptRuns = 50;

  RunHistory();
  ~RunHistory();

  [[nodiscard]] std::shared_ptr<const OpenedModel> model() const { return m_model; }
  /// Null without a run.
  [[nodiscard]] std::shared_ptr<const Snapshot> snapshot() const;
  /// Null without a run.
  [[nodiscard]] const Prompt* prompt() const;
  [[nodiscard]] const std::vector<std::string>& ablations() const { return m_ablations; }
  /// The threads of runs that are made now.
  [[nodiscard]] const std::shared_ptr<ThreadPool>& pool() const { return m_pool; }
  [[nodiscard]] bool canUndo() const { return !m_past.empty(); }
  [[nodiscard]] bool canRedo() const { return !m_future.empty(); }

  /// The model becomes the open one and its history starts anew, without a run.
  void setModel(std::shared_ptr<const OpenedModel> model);
  /// A new run. `typing`, a further letter of an edit: the present run, if it has no steps, is not kept for undo.
  /// Throws "prompt.empty" and the model's; then there is no run, so that nothing of another text is shown, and undo()
  /// goes back to the one before. Throws "session.needs_model" for a recorded model, and its run stays.
  void setPrompt(const std::string& text, bool typing);

  /// Along the branch that was taken here last; the token that the settings choose where there is none, or where they
  /// were changed here. False where there is nothing to step to: stopped() of the snapshot says why.
  bool step();
  void back();
  void jump(Index length);
  bool take(TokenId token);
  bool forkAt(Index position, TokenId token);
  void slideWindow(Index keep);
  void setSampling(const SamplerSettings& settings);
  void setAblations(std::vector<std::string> specs);
  /// Back to what was before the last change of the prompt, of what is switched off, of the sampling, or of a token
  /// that was taken by hand; several changes of the sampling at one place are one. Steps are not changes: back() takes
  /// them back.
  void undo();
  void redo();
  void setThreads(int threads);

  // --- sessions
  // -------------------------------------------------------------------------------------------------------
  /// The model is a recorded one.
  [[nodiscard]] bool isRecorded() const;
  /// The present run as plain data; without tokens if there is none.
  [[nodiscard]] SessionRun sessionRun() const;
  /// Everything of the present run for a session that opens without the model. Throws "session.nothing_to_save" (a
  /// Notice), "cancelled", and the model's.
  [[nodiscard]] SessionRecording record(const Progress& progress);
  /// Opens a session with its model: the run is computed again along its steps, its forks when they are entered.
  /// What the model cannot do is left out and said in `notices`.
  void restore(std::shared_ptr<const OpenedModel> model, const SessionRun& run, std::vector<Message>& notices);
  /// Opens a session with its recording instead of its model.
  void restoreRecorded(SessionData session);
  /// No run and nothing to undo; the model stays, unless it is a recorded one.
  void clear();

 private:
  struct Run;
  [[nodiscard]] std::unique_ptr<Run> makeRun(Prompt prompt, const std::vector<std::string>& ablations) const;
  [[nodiscard]] std::unique_ptr<Run> makeRun(std::shared_ptr<const OpenedModel> model, Prompt prompt,
                                             const std::vector<std::string>& ablations,
                                             const SamplerSettings& settings) const;
  [[nodiscard]] std::unique_ptr<Run> restoredRun(const std::shared_ptr<const OpenedModel>& model,
                                                 const SessionRun& stored, std::vector<Message>& notices) const;
  [[nodiscard]] std::unique_ptr<Run> presentWith(const std::vector<std::string>& ablations) const;
  void adopt(std::unique_ptr<Run> run, bool keepPresent);
  [[nodiscard]] TokenId branchNext() const;

  enum class Change { Run, Token, Sampling };
  /// What undo() and redo() go back to.
  struct Past {
    Change change = Change::Run;
    std::unique_ptr<Run> run;  ///< of a change of the run; else the present one, along `tree`
    RunTree tree;
    SamplerSettings settings;
  };
  void remember(Change change, RunTree tree);
  static void goAlong(Generation& generation, const RunTree& tree);
  void exchange(std::vector<Past>& from, std::vector<Past>& to);

  std::shared_ptr<const OpenedModel> m_model;
  SamplerSettings m_settings;
  std::vector<std::string> m_ablations;
  std::shared_ptr<ThreadPool> m_pool;  // each run holds the one that it was made with
  std::unique_ptr<Run> m_present;
  std::vector<Past> m_past;
  std::vector<Past> m_future;
  bool m_choosesAnew = false;  ///< the settings were changed since the present place was reached
};

}  // namespace headlight
