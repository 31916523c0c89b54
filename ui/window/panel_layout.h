#pragma once
// Where the window's panels stand: the usual arrangement, and one panel (or those for comparing) that fills the window
// for a while. What is stored is always the usual arrangement, never the filled window. In a window of few lines of
// text (a projector, at the size of a presentation) the tokens stand as a tab behind the embedding, as there is no room
// below.

#include <vector>

#include <QByteArray>
#include <QObject>
#include <QTimer>

#include "views/panel_row.h"
#include "window/window_layout.h"

class QMainWindow;

namespace headlight {

class ViewDock;

class PanelLayout : public QObject {
  Q_OBJECT

 public:
  /// `docks`: where each stands says its row. One at each place of the usual arrangement; tabs stand in this order.
  PanelLayout(QMainWindow* window, std::vector<ViewDock*> docks);

  /// The arrangement that a new user sees.
  void reset();
  /// A stored arrangement (window_layout.h); false, and nothing happens, with an empty or foreign one. Docks that it
  /// does not know stand as tabs behind attention.
  bool restore(const QByteArray& layout);
  /// What is stored: without the tab that want of room has made.
  [[nodiscard]] QByteArray toKeep() const;

  /// This panel fills the window; nullptr: every panel is where it was.
  void setEnlarged(ViewDock* dock);
  /// The panel that fills the window; nullptr: none.
  [[nodiscard]] ViewDock* enlarged() const { return m_enlarged; }
  /// The comparison large, the other panels for comparing behind it, and nothing else; or everything where it was.
  void setComparing(bool on);
  [[nodiscard]] bool isComparing() const { return !m_before.isEmpty() && !m_enlarged; }

  /// The window or its font has another size.
  void followRoom();

 signals:
  /// Another panel fills the window, or none does.
  void changed();
  /// This panel was brought to the front and has the focus.
  void broughtToFront(headlight::ViewDock* dock);

 private:
  [[nodiscard]] ViewDock* at(PanelRow::Place place) const;
  void fillWith(const std::vector<ViewDock*>& docks, ViewDock* front);
  void build(WindowLayout layout);
  void apply(const QByteArray& state);
  [[nodiscard]] const WindowLayout& present() const;
  [[nodiscard]] WindowLayout usual() const;
  void giveBack();
  void forgetBefore();
  void markEnlarged(ViewDock* dock);
  void makeRoom();
  void liftFloating();
  [[nodiscard]] bool areTabbed() const;
  void spreadOut(const QByteArray& layout);
  [[nodiscard]] std::vector<bool> hidden() const;
  [[nodiscard]] std::vector<ViewDock*> raised() const;

  QMainWindow* m_window;
  std::vector<ViewDock*> m_docks;
  mutable WindowLayout m_known;  ///< the arrangement as it was built or seen last
  bool m_sizesAreDue = false;    ///< it was built before the window had its size
  // Qt's own bytes serve to go back within one run of the program; they are never stored.
  QByteArray m_before;      ///< the arrangement to go back to, while the window is filled; else empty
  QByteArray m_keptBefore;  ///< what was to be stored then
  std::vector<ViewDock*> m_raisedBefore;
  ViewDock* m_enlarged = nullptr;
  QByteArray m_spread;      ///< the arrangement before the tokens became a tab for want of room; else empty
  QByteArray m_keptSpread;  ///< what was to be stored then
  std::vector<bool> m_hiddenWhenTabbed;  ///< of m_docks, then
  QTimer m_roomTimer;                    ///< when the panels have their sizes
};

}  // namespace headlight
