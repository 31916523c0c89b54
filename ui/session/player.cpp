#include "session/player.h"

#include <algorithm>

#include "session/session.h"

namespace headlight {

Player::Player(Session* session, QObject* parent) : QObject(parent), m_session(session) {
  setSpeed(1.0);
  connect(&m_timer, &QTimer::timeout, this, &Player::tick);
  connect(session, &Session::messageRaised, this, [this](const Message& message) {
    if (message.code == "session.needs_model") pause();  // it would be said again with every tick
  });
}

void Player::setSpeed(double speed) {
  m_speed = std::clamp(speed, 0.1, 20.0);
  m_timer.setInterval(static_cast<int>(kMillisecondsAtNormalSpeed / m_speed));
}

void Player::play() {
  if (isPlaying()) return;
  m_timer.start();
  emit playingChanged(true);
  m_session->step();
}

void Player::pause() {
  if (!isPlaying()) return;
  m_timer.stop();
  emit playingChanged(false);
}

void Player::toggle() {
  if (isPlaying()) {
    pause();
  } else {
    play();
  }
}

void Player::tick() {
  const auto snapshot = m_session->snapshot();
  if (m_session->isChangingRun()) return;  // a slow model is not flooded
  if (!snapshot || snapshot->stopped != StopReason::None) {
    pause();
    m_session->step();  // says why it stopped
    return;
  }
  m_session->step();
}

}  // namespace headlight
