#pragma once
// The edge of a panel: what is thrown while its parts are painted, clicked or asked ends there, not in Qt's event loop,
// which would end the program.

#include <exception>
#include <functional>

class QWidget;

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

}  // namespace headlight
