#include <QCoreApplication>

#include "views/panel_row.h"
#include "views/tokens/tokens_view.h"

namespace headlight {

PanelRow tokensPanel() {
  return {.name = "tokens",
          .place = PanelRow::Place::BelowLeft,
          .title = QT_TRANSLATE_NOOP("Panels", "Tokens"),
          .help = "first_steps.md",
          .command = {.words = "--what tokens"},
          .keptPage = "tokensPage",
          .make = [](Session* session, QWidget* parent) -> SnapshotView* { return new TokensView(session, parent); }};
}

}  // namespace headlight
