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

 signals:
  void badgeClicked();
  void saveRequested();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void retranslate();
  void sizeIcons();
  QToolButton* addButton(IconShape icon, const QString& name);

  QDockWidget* m_dock;
  QLabel* m_title;
  QToolButton* m_badge;
  QToolButton* m_save = nullptr;
  QToolButton* m_float = nullptr;
  QToolButton* m_close = nullptr;
};

}  // namespace headlight
