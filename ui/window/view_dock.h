#pragma once
// A view in its dock, with the title bar that carries its badge and its save button.

#include <optional>
#include <vector>

#include <QDockWidget>

#include "figures/badge.h"
#include "figures/figure_data.h"

namespace headlight {

class DockTitleBar;
class Session;
class SnapshotView;
struct PanelRow;

class ViewDock : public QDockWidget {
  Q_OBJECT

 public:
  /// Makes the row's view; `row` has to live as long. The dock's object name is the row's name and "Dock".
  ViewDock(const PanelRow& row, Session* session, QWidget* parent);

  [[nodiscard]] const PanelRow& row() const { return m_row; }
  [[nodiscard]] SnapshotView* view() const { return m_view; }
  /// Nothing where the view has none, or where it throws (SnapshotView::failure() then says what).
  [[nodiscard]] std::optional<FigureData> currentFigure() const;
  /// With the sheet of all heads, or the other page, where the view has one.
  [[nodiscard]] std::vector<FigureData> allFigures() const;
  [[nodiscard]] DockTitleBar* titleBar() const { return m_title; }
  void showBadge(const headlight::Badge& badge);

 signals:
  void menuRequested(headlight::ViewDock* dock, QPoint at);  ///< a right click or the menu key in the panel
  void saveRequested(headlight::ViewDock* dock);
  void checkRequested();
  void enlargeRequested(headlight::ViewDock* dock);

 protected:
  void changeEvent(QEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

 private:
  const PanelRow& m_row;
  SnapshotView* m_view;
  DockTitleBar* m_title = nullptr;
  std::optional<Badge> m_badge;
};

}  // namespace headlight
