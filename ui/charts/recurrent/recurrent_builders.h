#pragma once
// Figures of recurrent nets. One file each; GUI thread, needs a QGuiApplication.

#include "charts/figure/figure.h"
#include "charts/figure/figure_style.h"

namespace headlight {

struct CellStepsFigure;
struct RecurrentFigure;

[[nodiscard]] Figure buildRecurrent(const RecurrentFigure& data, const FigureStyle& style);
[[nodiscard]] Figure buildCellSteps(const CellStepsFigure& data, const FigureStyle& style);

}  // namespace headlight
