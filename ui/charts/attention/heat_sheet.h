#pragma once
// Heatmaps of many heads on one page, with their tokens once at the left and the top and one colour bar. Used by the
// builders alone.

#include "charts/look/heatmap.h"
#include "figures/attention/attention_terms.h"

namespace headlight {

struct HeatSheet {
  struct Tile {
    HeadPlace place;
    QString name;  ///< "L0 H3"
    QString note;  ///< under the name, or empty
    const Matrix<float>* values = nullptr;
  };
  std::vector<Tile> tiles;
  int columns = 0;                      ///< of tiles; 0: about as wide as high
  QStringList rowLabels, columnLabels;  ///< as they are written (shownLabels, shortened)
  bool causal = true;
  std::vector<bool> rowsMarked{}, columnsMarked{};  ///< labels that are always written; empty: none
  std::vector<bool> rowsInBoth, columnsInBoth;      ///< of two prompts; empty: nothing is missing
  bool firstColumnLeftOut = false;
  ColorScale scale;
  bool roomy = false;  ///< larger cells: few heads are to be read one by one
};

/// The content of a figure (frame not included) for the given area.
[[nodiscard]] Figure heatSheet(const HeatSheet& sheet, const FigureStyle& style, QSizeF area);

}  // namespace headlight
