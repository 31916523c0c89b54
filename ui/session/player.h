#pragma once
// Plays a run: a step, a pause, a step, until the text ends, the context is full, or somebody stops it.

#include <QObject>
#include <QTimer>

namespace headlight {

class Session;

class Player : public QObject {
  Q_OBJECT

 public:
  static constexpr int kMillisecondsAtNormalSpeed = 1000;

  explicit Player(Session* session, QObject* parent = nullptr);

  [[nodiscard]] bool isPlaying() const { return m_timer.isActive(); }
  [[nodiscard]] double speed() const { return m_speed; }
  /// 1 is a step a second.
  void setSpeed(double speed);

 public slots:
  void play();
  void pause();
  void toggle();

 signals:
  void playingChanged(bool playing);

 private:
  void tick();

  Session* m_session;
  QTimer m_timer;
  double m_speed = 1.0;
};

}  // namespace headlight
