#include <QCoreApplication>

#include "views/embedding/embedding_view.h"
#include "views/panel_row.h"

namespace headlight {

PanelRow embeddingPanel() {
  return {
      .name = "embedding",
      .place = PanelRow::Place::Left,
      .title = QT_TRANSLATE_NOOP("Panels", "Embedding"),
      .help = "embedding.md",
      .command = {.words = "--what embedding"},
      .make = [](Session* session, QWidget* parent) -> SnapshotView* { return new EmbeddingView(session, parent); }};
}

}  // namespace headlight
