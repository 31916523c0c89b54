#pragma once
// Figures of recurrent nets, made from a run by pure functions; the window and the command line both use these.

#include "figures/run_figures.h"

namespace headlight {

/// Layers of cells; 0 of a model that is not recurrent.
[[nodiscard]] int recurrentLayers(const ModelConfig& config);

/// Every value of one layer over the tokens so far, units in the model's order. The caches of the run's path must have
/// the layer's `cells.…` points. Throws Error "figure.no_cells" for a model without cells, "figure.no_such_layer".
[[nodiscard]] RecurrentFigure recurrentFigure(const FigureRun& run, int layer, FigureSource source);

/// Puts the rows in order. MostChanging: the unit whose h moves most from token to token first (the sum of
/// |h(t) − h(t − 1)|); units that move alike stay in the model's order. Throws Error
/// "internal.failure" without the part of h.
void orderUnits(RecurrentFigure& figure, RecurrentFigure::Order order);

struct CellPlace {
  int layer = 0;
  Index unit = 0;
  Index position = 0;
};

/// One cell step by step. Throws what recurrentFigure() throws, Error "figure.no_such_unit" and
/// "figure.no_such_position".
[[nodiscard]] CellStepsFigure cellStepsFigure(const FigureRun& run, const CellPlace& place, FigureSource source);

}  // namespace headlight
