// All heads on one page, with their tokens: for a worksheet or a paper.

#include <algorithm>

#include "analysis/attention/rest_shares.h"
#include "charts/attention/head_grid.h"
#include "charts/attention/heat_sheet.h"

namespace headlight {
namespace {

QStringList visible(const std::vector<std::string>& labels) {
  QStringList shown;
  for (const std::string& label : labels) shown << visibleToken(label);
  return shown;
}

}  // namespace

Figure buildSheet(const SheetFigure& data, const FigureStyle& style) {
  HeatSheet sheet;
  std::vector<Matrix<float>> shares;
  if (data.sinkHidden) {
    for (const Matrix<float>& pattern : data.patterns) shares.push_back(sharesOfRest(pattern));
  }
  const std::vector<Matrix<float>>& values = data.sinkHidden ? shares : data.patterns;
  double largest = 0;
  for (const int index : shownHeads(data)) {
    const auto place = static_cast<std::size_t>(index);
    largest = std::max(largest, largestShown(values[place], data.causal));
    HeatSheet::Tile tile{{index / data.heads, index % data.heads}, {}, {}, &values[place]};
    tile.name = headName(tile.place, style.texts);
    if (place < data.labels.size()) tile.note = labelText(data.labels[place], LabelForm::Full, style.texts);
    sheet.tiles.push_back(std::move(tile));
  }
  sheet.columns = data.order.empty() ? data.heads : 0;
  sheet.rowLabels = visible(data.queryLabels);
  sheet.columnLabels = visible(data.keyLabels);
  sheet.causal = data.causal;
  sheet.firstColumnLeftOut = data.sinkHidden;
  sheet.scale = attentionScale(data.measure, data.sinkHidden, data.limits, largest, style);
  Badge badge;
  badge.measure = data.measure;
  const FrameTexts texts{style.texts.sheet.arg(attentionName(style.texts, data.side)),
                         style.texts.describeSheet.arg(sheet.tiles.size()), &badge, &data.source};
  return framed(heatSheet(sheet, style, contentArea(style, texts)), style, texts);
}

}  // namespace headlight
