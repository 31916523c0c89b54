// All heads on one page, with their tokens: for a worksheet or a paper.

#include <algorithm>

#include "analysis/attention/rest_shares.h"
#include "charts/attention/attention_builders.h"
#include "charts/attention/head_grid.h"
#include "charts/attention/heat_sheet.h"
#include "charts/texts/attention_texts.h"
#include "figures/attention/heads_figure.h"
#include "figures/badge.h"

namespace headlight {

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
    tile.name = headName(tile.place, style.language);
    if (place < data.labels.size()) tile.note = labelText(data.labels[place], LabelForm::Full, style.language);
    sheet.tiles.push_back(std::move(tile));
  }
  sheet.columns = data.order.empty() ? data.heads : 0;
  sheet.rowLabels = shownLabels(data.queryLabels);
  sheet.columnLabels = shownLabels(data.keyLabels);
  sheet.causal = data.causal;
  sheet.firstColumnLeftOut = data.sinkHidden;
  sheet.scale = attentionScale(data.measure, data.sinkHidden, data.limits, largest, style);
  const FrameTexts texts{
      attentionTexts(style.language).sheet.arg(attentionName(attentionTexts(style.language), data.side)),
      attentionTexts(style.language).describeSheet.arg(sheet.tiles.size()), data};
  return framed(heatSheet(sheet, style, contentArea(style, texts)), style, texts);
}

}  // namespace headlight
