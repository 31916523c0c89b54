#pragma once
// How the text was split, step by step and back: Down and Up (or the buttons, or the slider) take and undo one step,
// Ctrl+End and Ctrl+Home all of them. A click on a token selects it everywhere.
// Object names: splitView, splitCanvas, splitSlider, splitBack, splitStep, splitStart.

#include <memory>
#include <optional>

#include "figures/figure_data.h"
#include "figures/text/split_figure.h"
#include "text/split_trace.h"
#include "views/snapshot_view.h"

class QLabel;
class QSlider;
class QToolButton;

namespace headlight {

class FigureCanvas;

class SplitView : public SnapshotView {
  Q_OBJECT

 public:
  explicit SplitView(Session* session, QWidget* parent = nullptr);
  ~SplitView() override;

  /// Of the step that is shown; without a run, or where the text cannot be followed, nothing.
  [[nodiscard]] std::optional<FigureData> currentFigure() const override;
  [[nodiscard]] Index step() const { return m_figure.step; }
  [[nodiscard]] Index steps() const { return m_figure.steps; }
  void goTo(Index step);

 protected:
  void refresh(Session::Changes changes) override;
  void retranslate() override;
  void forget() override;
  bool watchedEvent(QObject* watched, QEvent* event) override;

 private:
  void createWidgets();
  /// The trace of the present prompt, if it is another one than before.
  void followText() const;
  void rebuild();
  void select(int box);
  [[nodiscard]] const SplitFigure::Box* boxAt(int index) const;
  [[nodiscard]] QString toolTip(int box) const;
  /// Which token of the trace is selected in the session.
  [[nodiscard]] Index selectedToken() const;

  FigureCanvas* m_canvas = nullptr;
  QSlider* m_slider = nullptr;
  QToolButton* m_start = nullptr;
  QToolButton* m_back = nullptr;
  QToolButton* m_forward = nullptr;
  QLabel* m_hint = nullptr;

  // What followText() has read; an export of a view that was never seen reads it, too.
  mutable std::shared_ptr<const Tokenizer> m_tokenizer;  ///< of the trace
  mutable std::string m_text;
  mutable std::optional<SplitTrace> m_trace;
  mutable SplitFigure m_figure;
};

}  // namespace headlight
