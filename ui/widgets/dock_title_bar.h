#pragma once
// A dock's title: its name, the badge that says how its numbers relate to the model's, and its buttons.

#include <QWidget>

#include "widgets/icons.h"

class QDockWidget;
class QLabel;
class QToolButton;

namespace headlight {

class DockTitleBar : public QWidget {
  Q_OBJECT

 public:
  explicit DockTitleBar(QDockWidget* dock);

  void setBadge(const QString& text, const QString& toolTip);
  /// Whether the dock fills the window: it then can be neither detached nor hidden, only shrunk.
  void setEnlarged(bool on);

 signals:
  void badgeClicked();
  void saveRequested();
  /// Or to be shrunk, when it is enlarged: the button, or a double click on the title.
  void enlargeRequested();

 protected:
  void changeEvent(QEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;

 private:
  void retranslate();
  void sizeIcons();
  QToolButton* addButton(IconShape icon, const QString& name);

  QDockWidget* m_dock;
  QLabel* m_title;
  QToolButton* m_badge;
  QToolButton* m_save = nullptr;
  QToolButton* m_enlarge = nullptr;
  QToolButton* m_float = nullptr;
  QToolButton* m_close = nullptr;
  bool m_enlarged = false;
};

}  // namespace headlight
