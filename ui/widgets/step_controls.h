#pragma once
// Start, back, step, play with its speed, and the length of the text to jump to. The buttons show actions that the
// window owns, so that keys, menus and buttons are one thing.

#include <QWidget>

class QAction;
class QComboBox;
class QSpinBox;
class QToolButton;

namespace headlight {

class Player;
class Session;

struct StepActions {
  QAction* start = nullptr;
  QAction* back = nullptr;
  QAction* step = nullptr;
  QAction* play = nullptr;
};

class StepControls : public QWidget {
  Q_OBJECT

 public:
  StepControls(Session* session, Player* player, const StepActions& actions, QWidget* parent = nullptr);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void retranslate();
  void refresh();
  void sizeIcons();
  void holdPlace();  ///< with the text, for the last row
  QToolButton* addButton(QAction* action, const QString& name);

  Session* m_session;
  Player* m_player;
  QComboBox* m_speed;
  QSpinBox* m_jump;
};

}  // namespace headlight
