#pragma once
// How a figure is drawn: theme, language, room, what is selected.

#include <vector>

#include <QImage>
#include <QRect>
#include <QSizeF>

#include "charts/look/color_map.h"
#include "charts/look/theme.h"
#include "charts/texts/figure_language.h"
#include "figures/attention/attention_terms.h"
#include "tensor/matrix.h"

namespace headlight {

struct FigureOptions;

struct FigureStyle {
  const Theme* theme = &Theme::light();
  FigureLanguage language = FigureLanguage::English;
  bool title = true;
  bool caption = true;
  bool colorBar = true;       ///< with the legend under it
  bool cellsAsImage = false;  ///< vector files take heatmaps as images
  bool badge = true;          ///< on the screen the dock's title bar has it
  QSizeF area;                ///< to be filled as well as square cells allow; an empty extent: what the figure needs
  double fontSize = 13;       ///< pixels, of labels; the rest follows
  bool fittedColors = false;  ///< colour bars end at the largest value, whatever the figure's `limits` say
  SequentialMap colorMap = SequentialMap::Cividis;

  /// A part of a heatmap: x and y are the first key and query, width and height how many; null: all cells. The colour
  /// scale stays that of all.
  QRect cells;

  // What is selected, drawn in the accent colour; -1: nothing.
  Index selectedQuery = -1;
  Index selectedKey = -1;
  int selectedLayer = -1;
  int selectedHead = -1;                 ///< Selection::kMeanOfHeads frames the layer's whole row
  std::vector<HeadPlace> chosenHeads{};  ///< looked at together; framed more thinly
  Index selectedToken = -1;
  Index selectedUnit = -1;  ///< of a recurrent layer
  int selectedBar = -1;
  int selectedPoint = -1;  ///< of a chart of an experiment, as its hot areas count

  /// Thumbnails made before (headImages), layer · heads + head; null: made while building.
  const std::vector<QImage>* headImages = nullptr;
  double headsLargest = 0;  ///< largestOfHeads() of those; 0: computed where it is needed
};

[[nodiscard]] FigureStyle figureStyle(const FigureOptions& options);

}  // namespace headlight
