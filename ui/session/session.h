#pragma once
// The one object that owns what is open: model, prompt, run, selection, sampling. Lives on the GUI thread; all work
// happens on its worker thread (the only owner of threads on the Qt side). Requests return at once; results arrive as
// signals, which state facts in the past. A newer prompt replaces one that still waits.

#include <memory>

#include <QObject>
#include <QString>

#include "session/selection.h"
#include "session/snapshot.h"
#include "tensor/error.h"

namespace headlight {

class Session : public QObject {
  Q_OBJECT

 public:
  enum Change {
    ModelChanged = 1,
    RunChanged = 2,        ///< a new snapshot: another prompt, a step, a fork
    SelectionChanged = 4,
    SamplingChanged = 8,   ///< a new snapshot whose distribution follows new settings; tokens are the same
    BusyChanged = 16,
    HistoryChanged = 32,   ///< undo and redo of prompts
  };
  Q_DECLARE_FLAGS(Changes, Change)

  explicit Session(QObject* parent = nullptr);
  ~Session() override;

  /// Null until the first run has finished.
  [[nodiscard]] std::shared_ptr<const Snapshot> snapshot() const;
  [[nodiscard]] const Selection& selection() const;
  /// The selected position, or the last token's where none is chosen; -1 without a run.
  [[nodiscard]] Index effectivePosition() const;
  [[nodiscard]] QString promptText() const;
  [[nodiscard]] bool isBusy() const;
  [[nodiscard]] bool canUndo() const;  ///< an edited prompt keeps the old run
  [[nodiscard]] bool canRedo() const;

  // Requests. Ranges are clamped; what cannot be done reports through messageRaised.
  void openModel(const QString& nameOrPath);
  void setPrompt(const QString& text);
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
  void setAblations(const QStringList& specs);
  void setSelection(const Selection& selection);
  void undo();
  void redo();
  void cancel();
  void setThreads(int threads);

 signals:
  void changed(headlight::Session::Changes changes);
  void messageRaised(const headlight::Message& message);  ///< an error or notice, to be worded by messageText()
  void progressed(double share);                           ///< 0 to 1 while a model opens

 private:
  struct Private;
  std::unique_ptr<Private> d;
};

/// A message in the interface's language (translations of src/tensor/messages.h, context "messages").
[[nodiscard]] QString messageText(const Message& message);

}  // namespace headlight

Q_DECLARE_OPERATORS_FOR_FLAGS(headlight::Session::Changes)
