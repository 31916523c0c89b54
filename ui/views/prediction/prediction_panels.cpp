#include <QCoreApplication>

#include "views/panel_row.h"
#include "views/prediction/prediction_view.h"

namespace headlight {

PanelRow predictionPanel() {
  return {
      .name = "prediction",
      .place = PanelRow::Place::Right,
      .title = QT_TRANSLATE_NOOP("Panels", "Next token"),
      .titleOfFilled = QT_TRANSLATE_NOOP("Panels", "Missing word"),
      .help = "first_steps.md",
      .command = {.words = "--what prediction"},
      .make = [](Session* session, QWidget* parent) -> SnapshotView* { return new PredictionView(session, parent); }};
}

}  // namespace headlight
