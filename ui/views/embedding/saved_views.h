#pragma once
// Points of view of the 3D picture that somebody gave a name: a menu to save, take up again and remove them. They are
// remembered between starts.

#include <QMenu>

#include "charts/figure/panel_edge.h"

namespace headlight {

namespace scatter3d {
class ScatterWidget;
}

class SavedViews : public InPanel<QMenu> {
  Q_OBJECT

 public:
  explicit SavedViews(scatter3d::ScatterWidget* scatter, QWidget* parent = nullptr);

  /// The present view under this name, instead of one that had it.
  void save(const QString& name);
  /// Nothing happens where there is none.
  void takeUp(const QString& name);
  /// The first (1) to the ninth, in the order of the menu.
  void takeUp(int number);
  void remove(const QString& name);

 private:
  void fill();
  void askForName();

  scatter3d::ScatterWidget* m_scatter;
};

}  // namespace headlight
