#include "charts/figure/panel_edge.h"

#include <QWidget>

namespace headlight {

void guardedByPanel(QWidget* widget, const std::function<void()>& work) {
  try {
    work();
  } catch (...) {
    for (QWidget* around = widget; around != nullptr; around = around->parentWidget()) {
      if (auto* edge = dynamic_cast<PanelEdge*>(around)) return edge->failedWith(std::current_exception());
    }
    throw;
  }
}

}  // namespace headlight
