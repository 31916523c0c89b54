#pragma once
// What views of a run have in common: they follow the session, and do no work while they are hidden or
// behind another tab.

#include <QWidget>

#include "charts/figure/figure_builders.h"
#include "figures/figure_data.h"
#include "session/session.h"

namespace headlight {

class SnapshotView : public QWidget {
  Q_OBJECT

 public:
  SnapshotView(Session* session, QWidget* parent);

  /// A dock whose tab is behind another is not hidden to Qt, it only lies elsewhere: whoever holds the view says when
  /// it is seen. True at first.
  virtual void setInFront(bool inFront);

 signals:
  void badgeChanged(const headlight::Badge& badge);

 protected:
  [[nodiscard]] Session* session() const { return m_session; }
  /// Model, prompt and interventions of the present run.
  [[nodiscard]] FigureSource figureSource() const;
  /// For the screen: the widget's theme, font size and language; title and caption stand in the dock and the header.
  [[nodiscard]] FigureStyle screenStyle() const;
  /// What an empty panel says: what is missing, or how to fill it.
  [[nodiscard]] QString emptyText() const;

  [[nodiscard]] bool isSeen() const { return m_isInFront && isVisible(); }

  /// Brings the widgets up to date with what changed since the last call. Only called while it is seen.
  virtual void refresh(Session::Changes changes) = 0;
  /// All texts again, after a change of language and once before the first refresh.
  virtual void retranslate() = 0;

  void showEvent(QShowEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void follow(Session::Changes changes);

  Session* m_session;
  Session::Changes m_pending;
  bool m_isInFront = true;
};

}  // namespace headlight
