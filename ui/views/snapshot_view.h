#pragma once
// What a view is: it follows the session (a snapshot in), can be exported (a figure out), has a badge, and does no work
// while it is hidden or behind another tab. What is thrown inside it (Error or any other exception, while it follows
// the session, is painted, clicked or exported) ends here and becomes a sentence that covers the view, until a later
// change of the session can be shown. GUI thread.
// Object name of the sentence: viewFailure.

#include <functional>
#include <optional>

#include <QWidget>

#include "charts/figure/figure_style.h"
#include "charts/figure/panel_edge.h"
#include "figures/badge.h"
#include "figures/figure_data.h"
#include "session/session.h"

class QLabel;

namespace headlight {

/// The signals of the view's own widgets come through connectGuarded() (InPanel) alone.
class SnapshotView : public InPanel<QWidget>, public PanelEdge {
  Q_OBJECT

 public:
  using ModelAnswer = std::function<void(const QString& nameOrPath)>;

  SnapshotView(Session* session, QWidget* parent);

  /// What is shown, for export; nothing where there is nothing. Made on demand, hidden or not.
  [[nodiscard]] virtual std::optional<FigureData> currentFigure() const = 0;
  /// The view's other page, or all of what currentFigure() is a part of; nothing where the view has none.
  [[nodiscard]] virtual std::optional<FigureData> secondFigure() const { return std::nullopt; }
  /// What the command of the panel's row needs besides to make currentFigure() again: " --layers 1 --heads 2".
  [[nodiscard]] virtual QString commandArguments() const { return {}; }
  /// Of a view with pages the one that is shown; the window keeps it under PanelRow::keptPage.
  [[nodiscard]] virtual int pageNumber() const { return 0; }
  /// A number that is no page's shows the first one.
  virtual void setPageNumber(int) {}

  /// Reads what changed while it was not seen: before it is exported.
  void catchUp();

  /// What the panel folds away for want of room comes out.
  virtual void showControls() {}

  /// A dock whose tab is behind another is not hidden to Qt, it only lies elsewhere: whoever holds the view says when
  /// it is seen. True at first.
  virtual void setInFront(bool inFront);

  /// Does `work`; what it throws is said in the view.
  void guarded(const std::function<void()>& work);
  void failedWith(const std::exception_ptr& thrown) noexcept override;
  /// What the view says instead of showing anything.
  [[nodiscard]] const std::optional<Message>& failure() const { return m_failure; }

 signals:
  void badgeChanged(const headlight::Badge& badge);
  void pageChanged();
  /// Something is to be read at length: in a window of its own, of this object name.
  void textOffered(const QString& name, const QString& title, const QString& text);
  /// A model from elsewhere is wanted, a file or a folder; `answer` is called with what was chosen, if anything.
  void modelWanted(bool isFile, const headlight::SnapshotView::ModelAnswer& answer);

 protected:
  [[nodiscard]] Session* session() const { return m_session; }
  /// Model, prompt and interventions of the present run.
  [[nodiscard]] FigureSource figureSource() const;
  /// For the screen: the widget's theme, font size and language; title and caption stand in the dock and the header.
  [[nodiscard]] FigureStyle screenStyle() const;
  /// What an empty panel says: what is missing, or how to fill it.
  [[nodiscard]] QString emptyText() const;

  /// Says how true the shown figure is: what its kind and its source say.
  template <FigureType Kind>
  void emitBadge(const Kind& figure) {
    emit badgeChanged(withSource(badgeOf(figure), figure.source));
  }

  [[nodiscard]] bool isSeen() const { return m_isInFront && isVisible(); }

  /// Brings the widgets up to date with what changed since the last call. Called while it is seen, and by catchUp().
  virtual void refresh(Session::Changes changes) = 0;
  /// All texts again, after a change of language and once before the first refresh.
  virtual void retranslate() = 0;
  /// At every change of the session, seen or not, before refresh().
  virtual void noticed(Session::Changes) {}
  /// After a failure: what was read from the run may be half of it, and is to be read again at the next refresh().
  virtual void forget() {}
  /// Another model is open and the view is not seen: what it read from the run before is let go, so that its memory is
  /// free. The next refresh() is of everything, as the first one.
  virtual void letGo() { forget(); }

  bool event(QEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void follow(Session::Changes changes);
  void showFailure();

  Session* m_session;
  Session::Changes m_pending;
  bool m_isInFront = true;
  std::optional<Message> m_failure;
  QLabel* m_failureText = nullptr;
};

}  // namespace headlight
