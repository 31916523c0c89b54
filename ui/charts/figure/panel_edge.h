#pragma once
// The edge of a panel: what is thrown while its parts are painted, clicked or asked ends there, not in Qt's event loop,
// which would end the program. GUI thread.

#include <exception>
#include <functional>
#include <type_traits>
#include <utility>

#include <QWidget>

namespace headlight {

class PanelEdge {
 public:
  virtual ~PanelEdge() = default;
  /// Something was thrown inside the panel, which says so. Also called while something is painted. GUI thread.
  virtual void failedWith(const std::exception_ptr& thrown) noexcept = 0;
};

/// Does `work`; what it throws goes to the nearest PanelEdge that is `widget` or around it. Throws it on where there is
/// none.
void guardedByPanel(QWidget* widget, const std::function<void()>& work);

/// A widget of class `Base` whose events, watched events and slots are inside the edge of the panel that it is in.
/// Every part of a panel that has code of its own derives from it; a part of a foreign class is made as
/// InPanel<QTableView>.
template <class Base>
class InPanel : public Base {
 public:
  using Base::Base;

 protected:
  /// As eventFilter(), inside the edge.
  virtual bool watchedEvent(QObject* watched, QEvent* event) { return Base::eventFilter(watched, event); }

  /// connect(sender, signal, this, work), inside the edge. `work` may take fewer arguments than the signal has.
  template <class Sender, class Owner, class... Arguments, class Work>
  void connectGuarded(const Sender* sender, void (Owner::*signal)(Arguments...), Work work) {
    QObject::connect(sender, signal, this, GuardedCall<Work>{this, std::move(work)});
  }
  template <class Sender, class Owner, class... Arguments, class Part, class... Taken>
  void connectGuarded(const Sender* sender, void (Owner::*signal)(Arguments...), void (Part::*slot)(Taken...)) {
    connectGuarded(sender, signal,
                   [part = static_cast<Part*>(this), slot](Taken... taken) { (part->*slot)(taken...); });
  }

  bool event(QEvent* event) override {
    return isHandled([&] { return Base::event(event); });
  }
  bool eventFilter(QObject* watched, QEvent* event) final {
    return isHandled([&] { return watchedEvent(watched, event); });
  }

  /// What threw is not handed on to anybody else.
  template <class Handle>
  bool isHandled(Handle handle) {
    bool handled = true;
    guardedByPanel(this, [&] { handled = handle(); });
    return handled;
  }

 private:
  /// Callable with what `Work` is callable with, which is how Qt finds out how many arguments it takes.
  template <class Work>
  struct GuardedCall {
    QWidget* part;
    Work work;
    template <class... Arguments>
    requires std::is_invocable_v<Work&, Arguments...>
    void operator()(Arguments&&... arguments) {
      guardedByPanel(part, [&] { work(std::forward<Arguments>(arguments)...); });
    }
  };
};

}  // namespace headlight
