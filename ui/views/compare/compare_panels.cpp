#include <QCoreApplication>

#include "views/compare/compare_view.h"
#include "views/panel_row.h"

namespace headlight {

PanelRow comparePanel() {
  return {.name = "compare",
          .place = PanelRow::Place::Comparing,
          .title = QT_TRANSLATE_NOOP("Panels", "Compare"),
          .help = "compare.md",
          .command = {.words = "--what compare"},
          .make = [](Session* session, QWidget* parent) -> SnapshotView* { return new CompareView(session, parent); }};
}

}  // namespace headlight
