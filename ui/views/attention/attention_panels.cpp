#include <QCoreApplication>

#include "views/attention/arcs_view.h"
#include "views/attention/attention_view.h"
#include "views/attention/difference_view.h"
#include "views/attention/steps_view.h"
#include "views/panel_row.h"

namespace headlight {

PanelRow attentionPanel() {
  return {
      .name = "attention",
      .place = PanelRow::Place::Middle,
      .title = QT_TRANSLATE_NOOP("Panels", "Attention"),
      .help = "attention.md",
      .command = {.words = "--what attention"},
      .make = [](Session* session, QWidget* parent) -> SnapshotView* { return new AttentionView(session, parent); }};
}

PanelRow stepsPanel() {
  return {.name = "steps",
          .place = PanelRow::Place::BehindMiddle,
          .title = QT_TRANSLATE_NOOP("Panels", "Step by step"),
          .help = "attention.md",
          .command = {.words = "--what attention --style steps"},
          .make = [](Session* session, QWidget* parent) -> SnapshotView* { return new StepsView(session, parent); }};
}

PanelRow arcsPanel() {
  return {.name = "arcs",
          .place = PanelRow::Place::BehindMiddle,
          .title = QT_TRANSLATE_NOOP("Panels", "Arcs"),
          .help = "attention.md",
          .command = {.words = "--what attention --style arcs"},
          .make = [](Session* session, QWidget* parent) -> SnapshotView* { return new ArcsView(session, parent); }};
}

PanelRow differencePanel() {
  return {
      .name = "difference",
      .place = PanelRow::Place::BehindMiddle,
      .title = QT_TRANSLATE_NOOP("Panels", "Difference"),
      .help = "attention.md",
      .command = {.words = "--what attention"},
      .make = [](Session* session, QWidget* parent) -> SnapshotView* { return new DifferenceView(session, parent); }};
}

}  // namespace headlight
