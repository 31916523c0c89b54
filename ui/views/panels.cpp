#include "views/panels.h"

#include <array>

#include <QCoreApplication>

#include "formats/model_folder.h"

namespace headlight {

// Each is written beside its view, in a source of views/<subject>. Only the list below asks for it.
PanelRow embeddingPanel();
PanelRow tokensPanel();
PanelRow attentionPanel();
PanelRow predictionPanel();
PanelRow stepsPanel();
PanelRow arcsPanel();
PanelRow differencePanel();
PanelRow comparePanel();
PanelRow distancePanel();
PanelRow speedPanel();
PanelRow recurrentPanel();
PanelRow influencePanel();

std::span<const PanelRow> panels() {
  static const std::array rows{
      embeddingPanel(),  tokensPanel(),  attentionPanel(), predictionPanel(), stepsPanel(),     arcsPanel(),
      differencePanel(), comparePanel(), distancePanel(),  speedPanel(),      recurrentPanel(), influencePanel(),
  };
  return rows;
}

QString panelTitle(const PanelRow& row, const OpenedModel* model) {
  const bool fills = model != nullptr && model->model->config().role() == Role::Fills;
  return QCoreApplication::translate("Panels", fills && row.titleOfFilled != nullptr ? row.titleOfFilled : row.title);
}

}  // namespace headlight
