#pragma once
// Several charts of lines on one page with one legend: side by side where they fit, else under each other.

#include <QStringList>

#include "charts/figure/line_panel.h"
#include "figures/badge.h"
#include "figures/figure_source.h"

namespace headlight {

struct PanelPage {
  QString title, description;
  const FigureSource* source = nullptr;
  Badge badge;
  std::vector<QString> names;  ///< of the looks 0, 1, …
  std::vector<LinePanel> panels;
  QStringList notes;  ///< under the charts
};

[[nodiscard]] Figure buildPanelPage(const PanelPage& page, const FigureStyle& style);

}  // namespace headlight
