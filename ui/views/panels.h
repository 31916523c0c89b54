#pragma once
// The table of panels, in the order of menus and tabs. A new panel is a function beside its view and its name in
// panels.cpp (docs/dev/extending.md).

#include <span>

#include "views/panel_row.h"

namespace headlight {

/// All panels; the rows live as long as the program. Any thread.
[[nodiscard]] std::span<const PanelRow> panels();

}  // namespace headlight
