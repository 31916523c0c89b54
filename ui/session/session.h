#pragma once
// The one object that owns what is open: model, prompt, run, selection, sampling. Lives on the GUI thread; all work is
// a job beside it (jobs/job.h). Requests return at once; results arrive as signals, which state facts in the past. What
// changes the model or its run is done in the order of the requests; nothing else stands in front of a step. A newer
// prompt replaces one that still waits.

#include <functional>
#include <memory>
#include <optional>

#include <QObject>
#include <QString>
#include <QStringList>

#include "figures/attention/head_labels.h"
#include "session/comparison.h"
#include "session/found_head.h"
#include "session/recovery.h"
#include "session/selection.h"
#include "session/session_file_facts.h"
#include "session/snapshot.h"
#include "tensor/error.h"

namespace headlight {

/// How a prompt came about: a whole text (or the first letter of an edit) is an undo step of its own, the further
/// letters of an edit belong to the first.
enum class PromptEdit { Whole, Typing };

class Session : public QObject {
  Q_OBJECT

 public:
  enum Change {
    ModelChanged = 1,
    RunChanged = 2,  ///< a new snapshot: another prompt, a step, a fork
    SelectionChanged = 4,
    SamplingChanged = 8,  ///< a new snapshot whose distribution follows new settings; tokens are the same
    BusyChanged = 16,
    HistoryChanged = 32,  ///< undo and redo of prompts
    FileChanged = 64,     ///< file(), isModified(), isRecorded()
    HeadsMeasured = 128,  ///< probes() is there
    SecondPromptChanged = 256,
    ComparisonChanged = 512,  ///< comparison(), comparedModels(), isComparisonForced()
    FurtherRunsChanged = 1024,
    StartHeadFound = 2048,  ///< startHead() is there
  };
  Q_DECLARE_FLAGS(Changes, Change)

  static constexpr int kMostThreads = 256;

  explicit Session(QObject* parent = nullptr);
  ~Session() override;

  /// Null until the first run has finished, and after opening a model that cannot run the present prompt.
  [[nodiscard]] std::shared_ptr<const Snapshot> snapshot() const;
  /// Why the present prompt has no run; nothing where it has one, and where none was asked for.
  [[nodiscard]] const std::optional<Message>& refusal() const;
  /// Null until a model is open.
  [[nodiscard]] std::shared_ptr<const OpenedModel> model() const;
  [[nodiscard]] const Selection& selection() const;
  /// Another prompt beside the present run, as runOther() asked for it; null until then, and after another model was
  /// opened. May be of an earlier run than snapshot(): see SecondPrompt::of.
  [[nodiscard]] std::shared_ptr<const SecondPrompt> other() const;
  /// The models that are compared, in step with the present run; null while nobody watches or none was asked for.
  [[nodiscard]] std::shared_ptr<const Comparison> comparison() const;
  /// As asked for, names or paths.
  [[nodiscard]] QStringList comparedModels() const;
  [[nodiscard]] bool isComparisonForced() const;
  /// Further prompts, as runFurther() asked for them; null until then, and after another model was opened. May be of an
  /// earlier run than snapshot(): see FurtherPrompts::of.
  [[nodiscard]] std::shared_ptr<const FurtherPrompts> further() const;
  /// What the heads of the open model do on the probe set; null until measureHeads() has finished.
  [[nodiscard]] std::shared_ptr<const ProbeMeasures> probes() const;
  /// The head that the open model's first text is about, with what other heads do for it; null until it has been found.
  [[nodiscard]] std::shared_ptr<const FoundHead> startHead() const;
  /// The selected position, or where none is chosen the last token's (of an encoder that of the [MASK] asked for); -1
  /// without a run.
  [[nodiscard]] Index effectivePosition() const;
  [[nodiscard]] QString promptText() const;
  [[nodiscard]] QStringList ablations() const;
  /// Work takes longer than 0.3 s: time to show progress and a cancel button.
  [[nodiscard]] bool isBusy() const;
  /// Nothing that was requested is still under way.
  [[nodiscard]] bool isIdle() const;
  /// Something that changes the model or its run is under way, or compared models have not caught up with it.
  [[nodiscard]] bool isChangingRun() const;
  [[nodiscard]] bool canUndo() const;  ///< an edited prompt keeps the old run
  [[nodiscard]] bool canRedo() const;

  // Requests. Ranges are clamped; what cannot be done reports through messageRaised and changes nothing.
  void openModel(const QString& nameOrPath);
  /// The old run is kept as an undo, steps and forks and all; only while typing goes on and no step was taken, it is
  /// not.
  void setPrompt(const QString& text, PromptEdit edit = PromptEdit::Whole);
  void step();
  void stepBack();
  void goToStart();
  void jumpTo(Index length);
  /// Takes `token` as the next one instead of the likeliest: a fork.
  void takeToken(TokenId token);
  /// Puts another token at a position of the branch.
  void forkAt(Index position, TokenId token);
  /// Full context: keep the last `keep` tokens as a new prompt and recompute (an explicit action).
  void slideWindow(Index keep);
  void setSampling(const SamplerSettings& settings);
  /// As the command line's --ablate; the text stays, everything computed from it follows.
  void setAblations(const QStringList& specs);
  void setSelection(const Selection& selection);
  void undo();
  void redo();
  /// Stops what was requested until now, as far as it can be stopped ("cancelled" is raised), and forgets a prompt that
  /// still waits. What is requested later is not affected.
  void cancel();
  /// 0: as many as the machine has cores; at most kMostThreads. The bits do not depend on it.
  void setThreads(int threads);
  /// Recomputes the run, as it is when earlier requests are done, with the double-precision reference; checkFinished()
  /// or messageRaised() follows, and neither where the run becomes another meanwhile.
  void check();
  /// Runs another prompt as the present one was; changed(SecondPromptChanged) follows, or messageRaised(). A newer
  /// request replaces one that is under way. An empty text forgets the other run.
  void runOther(const QString& prompt);
  /// Runs these prompts as the present one was and records `hooks`; changed(FurtherRunsChanged) follows, also where one
  /// fails. A newer request ends one that is under way. No prompts: what was there is forgotten.
  void runFurther(const QStringList& prompts, const std::vector<std::string>& hooks);
  /// Runs the open model on the probe set, once; changed(HeadsMeasured) follows. Nothing happens where there is no
  /// model to run.
  void measureHeads();
  /// Whether a model that is opened from now on begins with the head that startHead() finds for its first text, where
  /// nobody has chosen a head before it is found. Not at first. changed(SelectionChanged | StartHeadFound) follows.
  void setFindsStartHead(bool finds);

  /// Opens models beside the present one, names or paths, at most four; those that are compared already stay as they
  /// are, the others are freed. Empty: none. changed(ComparisonChanged) follows at once and when they have caught up.
  void setComparedModels(const QStringList& namesOrPaths);
  /// All along the present run's text, or each with its own.
  void setComparisonForced(bool forced);
  /// While nobody watches, nothing is computed and the models are freed; a viewer that is shown says so, and again when
  /// it is hidden (or deleted).
  void watchComparison(const QObject* viewer, bool watches);

  // --- session files (.headlight). What fails raises a message and leaves everything that is open as it was.
  // ----------
  /// Empty for a session that was never saved.
  [[nodiscard]] QString file() const;
  /// file() exists, and it is not the file that this session read or wrote last: another window or program wrote it, or
  /// the session is one that was recovered. Ask before save().
  [[nodiscard]] bool isFileChanged() const;
  /// Changed since it was opened or saved. Selection and layout are saved too but do not count; nor does the first
  /// prompt of a session without a file, which the program may have put there.
  [[nodiscard]] bool isModified() const;
  /// The session was opened without its model and shows what was recorded: stepping along recorded steps, forks, heads,
  /// embeddings, predictions and sampling work; what needs the model raises "session.needs_model".
  [[nodiscard]] bool isRecorded() const;
  /// The file holds, or will hold, the activations; always so of a recorded session.
  [[nodiscard]] bool includesActivations() const;
  /// Asked on the GUI thread whenever a session or recovery file is written; the answer comes back with
  /// sessionOpened(). Set it before the first change.
  void setWindowState(std::function<SessionWindowState()> source);

  /// An empty prompt and no file; the model stays open. Unsaved changes are the caller's to ask about.
  void newSession();
  /// sessionOpened() follows, or modelMissing(), or a message.
  void openSession(const QString& file);
  /// As openSession(), of a file of recoverableSessions(). It is removed once this session has its own.
  void recoverSession(const QString& recoveryFile);
  /// The answer to modelMissing(): a model folder, file or name; the session opens with it. In a recorded session (also
  /// later, from a menu): its steps go on with that model. A null string: the session is not opened.
  void supplyModel(const QString& nameOrPath);
  /// To file(); false, and nothing happens, if there is none (ask for a name and use saveAs()). sessionSaved() follows,
  /// or "session.file_changed" where the file became another one after this call.
  bool save();
  /// ".headlight" is added where the name has no suffix. Replaces what stands there: the caller has asked.
  void saveAs(const QString& file, bool includeActivations);
  /// Writes the recovery file now and not in a moment (before a risky thing; tests). Waits until it is on the disk.
  void flushRecovery();

 signals:
  void changed(headlight::Session::Changes changes);
  void messageRaised(const headlight::Message& message);  ///< an error or notice, to be worded by messageText()
  void progressed(double share);                          ///< 0 to 1 while a model opens
  void checkFinished(const headlight::RunCheck& report);
  /// The session is open; what setWindowState()'s function gave when it was saved.
  void sessionOpened(const headlight::SessionWindowState& window);
  void sessionSaved(const QString& file);
  /// The session was read but not opened yet, since its model was not found: ask for it, then supplyModel(). Of a file
  /// with a recording this is not asked: it opens at once, with the notice "session.model_not_found".
  void modelMissing(const headlight::MissingModel& missing);

 private:
  struct Private;
  std::unique_ptr<Private> d;
};

/// A message in the interface's language (translations of src/tensor/messages.h, context "messages").
[[nodiscard]] QString messageText(const Message& message);

}  // namespace headlight

Q_DECLARE_OPERATORS_FOR_FLAGS(headlight::Session::Changes)
