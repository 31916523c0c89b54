#pragma once
// From the docks of a main window to the fields of a layout (window_layout.h), and back with Qt's own calls. The window
// has no central widget: the docks fill it.

#include <vector>

#include "window/window_layout.h"

class QDockWidget;
class QMainWindow;

namespace headlight {

/// Where the docks stand now. What cannot be seen (a hidden panel that shares its place with no other, a window that is
/// not shown) stands where `known`, an earlier layout of this window, has it. GUI thread.
[[nodiscard]] WindowLayout readLayout(const QMainWindow& window, const std::vector<QDockWidget*>& docks,
                                      const WindowLayout& known);

/// Puts every dock where `layout` has it; one that it does not name stands as a tab behind `other`, hidden if it is in
/// `layout.hidden`. Floating panels come onto a screen that there is. GUI thread.
void buildLayout(QMainWindow& window, const std::vector<QDockWidget*>& docks, QDockWidget* other,
                 const WindowLayout& layout);

/// The sizes, and which tabs are in front: once more when the window has its size.
void applySizes(QMainWindow& window, const WindowLayout& layout);

}  // namespace headlight
