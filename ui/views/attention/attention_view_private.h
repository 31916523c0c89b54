#pragma once
// What an AttentionView has inside, for its sources alone.

#include "charts/figure/figure_canvas.h"
#include "views/attention/attention_controls.h"
#include "views/attention/attention_view.h"
#include "views/attention/cell_window.h"
#include "views/attention/heads_pane.h"
#include "views/attention/readout_label.h"

class QSplitter;

namespace headlight {

struct AttentionView::Private {
  AttentionControls* controls = nullptr;
  FigureCanvas* heatmap = nullptr;
  ReadoutLabel* readout = nullptr;
  HeadsPane* heads = nullptr;
  QSplitter* splitter = nullptr;  ///< heatmap and heads

  std::shared_ptr<const Snapshot> run;  ///< what the figures below were made from
  AttentionSide side = AttentionSide::Own;
  AttentionFigure head;
  HeadPlace place;                ///< that was selected when `head` was made
  std::vector<HeadPlace> chosen;  ///< heads that `head` was made from, where they are several
  CellWindow window;
  std::optional<FigureHit> hover;

  [[nodiscard]] int layers() const { return run ? attentionLayers(run->config(), side) : 0; }
  [[nodiscard]] int headsALayer() const { return layers() > 0 ? static_cast<int>(run->config().nHeads) : 0; }
  /// Which tokens the rows and the columns of the chosen attention are.
  [[nodiscard]] bool queriesAreSource() const { return side == AttentionSide::Encoder; }
  [[nodiscard]] bool keysAreSource() const { return side == AttentionSide::Cross; }
};

}  // namespace headlight
