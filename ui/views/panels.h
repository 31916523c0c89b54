#pragma once
// The table of panels, in the order of menus and tabs. A new panel is one function here and one line in panels.cpp.

#include <span>

#include "views/panel_row.h"

namespace headlight {

/// All panels; the rows live as long as the program.
[[nodiscard]] std::span<const PanelRow> panels();

// Each beside its view.
[[nodiscard]] PanelRow embeddingPanel();
[[nodiscard]] PanelRow tokensPanel();
[[nodiscard]] PanelRow attentionPanel();
[[nodiscard]] PanelRow predictionPanel();
[[nodiscard]] PanelRow stepsPanel();
[[nodiscard]] PanelRow arcsPanel();
[[nodiscard]] PanelRow differencePanel();
[[nodiscard]] PanelRow comparePanel();
[[nodiscard]] PanelRow distancePanel();
[[nodiscard]] PanelRow speedPanel();
[[nodiscard]] PanelRow recurrentPanel();
[[nodiscard]] PanelRow influencePanel();

}  // namespace headlight
