#pragma once
// Chooses which vectors the embedding view shows, and how far along the layers they are looked at.

#include <QWidget>

#include "charts/figure/panel_edge.h"
#include "session/session.h"
#include "views/embedding/embedding_space.h"

class QComboBox;
class QHBoxLayout;
class QLabel;
class QSlider;
class QSpinBox;
class QTimer;
class QToolButton;

namespace headlight {

class SpaceControls : public InPanel<QWidget> {
  Q_OBJECT

 public:
  explicit SpaceControls(Session* session, QWidget* parent = nullptr);
  /// Puts a control of the panel behind the choice of the space, in its row.
  void addBeside(QWidget* widget);

  /// Of the session's present run.
  [[nodiscard]] SpaceRequest request() const;
  /// A table of this file from now on.
  void openTable(const QString& file);
  /// Asks for the file.
  void chooseTable();
  /// The choices of the open model; a choice that it lacks becomes the vocabulary.
  void followModel();
  /// Shows or hides the slider.
  void setStations(int stations, bool areHiddenStates);
  /// Where the slider stands, from 0 to stations - 1; between two layers while it moves.
  [[nodiscard]] double station() const;
  void stopPlaying();
 signals:
  void requestChanged();
  void tableAskedAgain();  ///< the one that is chosen already
  void promptsAsked();     ///< further ones are to be typed
  void stationChanged();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  struct Choice {
    SpaceRequest::Kind kind;
    QString file{};  ///< of a table; empty: to be asked for
  };
  void createSpaceRow();
  void createHookRow();
  void createLayerRow();
  void layOut();
  void retranslate();
  void fillChoices();
  void showRows();
  void choose(int index);
  void followHook();
  void showStation();
  void advance();

  Session* m_session;
  QComboBox* m_space;
  QHBoxLayout* m_spaces;
  QWidget* m_hookRow;
  QComboBox* m_hook;
  QSpinBox* m_head;
  QWidget* m_layerRow;
  QLabel* m_layer;
  QSlider* m_slider;
  QToolButton* m_play;
  QToolButton* m_prompts;
  QTimer* m_timer;
  std::vector<Choice> m_choices;
  int m_chosen = 0;
  int m_stations = 1;
  bool m_areHiddenStates = false;
  QString m_table;  // that a person opened
  std::shared_ptr<const OpenedModel> m_model;
};

}  // namespace headlight
