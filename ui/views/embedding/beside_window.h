#pragma once
// A value that is worked out on a thread of Qt's pool while the window goes on. No widgets.

#include <functional>
#include <stop_token>

#include <QFutureWatcher>
#include <QObject>
#include <QPromise>
#include <QThreadPool>

namespace headlight {

template <class Value>
class BesideWindow {
 public:
  /// Must not throw. The token says when nobody wants the value any more.
  using Work = std::function<Value(const std::stop_token&)>;

  /// `done` is called on this object's thread with what start() or wait() brought.
  explicit BesideWindow(std::function<void(Value)> done) : m_done(std::move(done)) {
    QObject::connect(&m_watcher, &QFutureWatcher<Value>::finished, &m_watcher, [this] {
      if (m_isBusy) take();  // else wait() was quicker, or it was stopped
    });
  }
  ~BesideWindow() { stop(); }
  BesideWindow(const BesideWindow&) = delete;
  BesideWindow& operator=(const BesideWindow&) = delete;

  [[nodiscard]] bool isBusy() const { return m_isBusy; }

  void start(Work work) {
    stop();
    m_isBusy = true;
    m_stop = std::stop_source();
    auto promise = std::make_shared<QPromise<Value>>();
    m_watcher.setFuture(promise->future());
    promise->start();
    QThreadPool::globalInstance()->start([promise, work = std::move(work), token = m_stop.get_token()] {
      promise->addResult(work(token));
      promise->finish();
    });
  }

  /// What is under way is not wanted; nothing is waited for.
  void stop() {
    m_stop.request_stop();
    m_isBusy = false;
  }

  void wait() {
    if (!m_isBusy) return;
    m_watcher.waitForFinished();
    take();
  }

 private:
  void take() {
    m_isBusy = false;
    m_done(m_watcher.result());
  }

  std::function<void(Value)> m_done;
  bool m_isBusy = false;
  std::stop_source m_stop;
  QFutureWatcher<Value> m_watcher;
};

}  // namespace headlight
