#include <QCoreApplication>

#include "views/panel_row.h"
#include "views/recurrent/recurrent_view.h"

namespace headlight {

PanelRow recurrentPanel() {
  return {
      .name = "recurrent",
      .place = PanelRow::Place::BehindMiddle,
      .title = QT_TRANSLATE_NOOP("Panels", "Recurrent"),
      .help = "recurrent.md",
      .command = {.words = "--what recurrent"},
      .make = [](Session* session, QWidget* parent) -> SnapshotView* { return new RecurrentView(session, parent); }};
}

}  // namespace headlight
