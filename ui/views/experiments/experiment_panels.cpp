#include <QCoreApplication>

#include "views/experiments/distance_view.h"
#include "views/experiments/speed_view.h"
#include "views/panel_row.h"

namespace headlight {

PanelRow distancePanel() {
  return {.name = "distance",
          .place = PanelRow::Place::Comparing,
          .title = QT_TRANSLATE_NOOP("Panels", "Distance"),
          .help = "compare.md",
          .command = {PanelCommand::Of::Models, "compare --experiment distance"},
          .make = [](Session* session, QWidget* parent) -> SnapshotView* { return new DistanceView(session, parent); }};
}

PanelRow speedPanel() {
  return {.name = "speed",
          .place = PanelRow::Place::Comparing,
          .title = QT_TRANSLATE_NOOP("Panels", "Speed"),
          .help = "compare.md",
          .command = {PanelCommand::Of::Models, "compare --experiment speed"},
          .make = [](Session* session, QWidget* parent) -> SnapshotView* { return new SpeedView(session, parent); }};
}

}  // namespace headlight
