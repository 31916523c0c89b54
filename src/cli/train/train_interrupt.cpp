#include "cli/train/train_interrupt.h"

#include <pthread.h>

#include <ctime>
#include <system_error>

namespace headlight {

InterruptWatch::InterruptWatch() {
  sigemptyset(&m_signals);
  sigaddset(&m_signals, SIGINT);
  sigaddset(&m_signals, SIGTERM);
  struct sigaction hangUp = {};
  const bool outlivesItsTerminal = sigaction(SIGHUP, nullptr, &hangUp) == 0 && hangUp.sa_handler == SIG_IGN;  // nohup
  if (!outlivesItsTerminal) sigaddset(&m_signals, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &m_signals, &m_before);
  try {
    m_thread = std::jthread([this](const std::stop_token& end) { watch(end); });
  } catch (const std::system_error&) {  // nobody listens: the signals end the program as they do elsewhere
    pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
  }
}

InterruptWatch::~InterruptWatch() {
  if (!m_thread.joinable()) return;
  m_thread.request_stop();
  m_thread.join();
  // What came while nobody listened any more is not to kill the process after its work was saved.
  const timespec none{0, 0};
  while (sigtimedwait(&m_signals, nullptr, &none) > 0) continue;
  pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
}

void InterruptWatch::watch(const std::stop_token& end) {
  const timespec aMoment{0, 50'000'000};
  while (!end.stop_requested())
    if (sigtimedwait(&m_signals, nullptr, &aMoment) > 0) m_stop.request_stop();
}

}  // namespace headlight
