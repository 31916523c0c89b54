#pragma once
// The top of the window: model, prompt, step controls, sampling; under them the token strip and the message bar.

#include <QWidget>

#include "session/session.h"
#include "widgets/message_bar.h"
#include "widgets/prompt_field.h"
#include "widgets/step_controls.h"
#include "widgets/token_strip.h"

class QComboBox;
class QLabel;
class QMenu;
class QPushButton;

namespace headlight {

class Player;
class Settings;

class HeaderBar : public QWidget {
  Q_OBJECT

 public:
  HeaderBar(Session* session, Player* player, Settings* settings, const StepActions& actions,
            QWidget* parent = nullptr);

  [[nodiscard]] QMenu* examplesMenu() const { return m_examplesMenu; }
  [[nodiscard]] PromptField* promptField() const { return m_prompt; }
  [[nodiscard]] TokenStrip* tokenStrip() const { return m_strip; }
  [[nodiscard]] MessageBar* messageBar() const { return m_messages; }
  /// Sample models and those opened before, the open one chosen.
  void refreshModels();

 signals:
  void openFolderRequested();
  void samplingControlsRequested();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  QWidget* makeTopRow(Player* player, const StepActions& actions);
  void makeExamplesMenu();
  void makeSamplingMenu();
  void retranslate();
  void refreshSampling();
  /// What the prompt is to the open model: placeholder and examples.
  void refreshPrompt();
  void chooseExample(const QString& example);
  void modelActivated(int index);
  void sessionChanged(Session::Changes changes);

  Session* m_session;
  Settings* m_settings;
  QComboBox* m_models;
  PromptField* m_prompt;
  QLabel* m_modelLabel;
  QLabel* m_promptLabel;
  QLabel* m_recorded;  ///< seen while the session shows a recording
  QPushButton* m_sampling;
  QAction* m_examples;
  QMenu* m_examplesMenu = nullptr;
  TokenStrip* m_strip;
  MessageBar* m_messages;
};

}  // namespace headlight
