#pragma once
// Ctrl-C, or the end of the terminal, as a stop request instead of the end of the process.

#include <csignal>
#include <stop_token>
#include <thread>

namespace headlight {

/// While it lives, SIGINT, SIGTERM and, unless the program was started to ignore it (nohup), SIGHUP request a stop.
/// Make it before any other thread (a pool): threads inherit that they do not take these signals themselves. A second
/// Ctrl-C does not interrupt the writing of a checkpoint.
class InterruptWatch {
 public:
  InterruptWatch();
  ~InterruptWatch();
  InterruptWatch(const InterruptWatch&) = delete;
  InterruptWatch& operator=(const InterruptWatch&) = delete;

  [[nodiscard]] std::stop_token token() const { return m_stop.get_token(); }

 private:
  void watch(const std::stop_token& end);

  sigset_t m_signals{};
  sigset_t m_before{};
  std::stop_source m_stop;
  std::jthread m_thread;
};

}  // namespace headlight
