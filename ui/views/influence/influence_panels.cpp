#include <QCoreApplication>

#include "views/influence/influence_view.h"
#include "views/panel_row.h"

namespace headlight {

PanelRow influencePanel() {
  return {
      .name = "influence",
      .place = PanelRow::Place::Comparing,
      .title = QT_TRANSLATE_NOOP("Panels", "What it remembers"),
      .help = "what_it_remembers.md",
      .command = {PanelCommand::Of::Text, "compare --experiment memory"},
      .make = [](Session* session, QWidget* parent) -> SnapshotView* { return new InfluenceView(session, parent); }};
}

}  // namespace headlight
