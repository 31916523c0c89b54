#pragma once
// Figures of what may come next. One file each; GUI thread, needs a QGuiApplication.

#include "charts/figure/figure.h"
#include "charts/figure/figure_style.h"

namespace headlight {

struct PredictionFigure;

[[nodiscard]] Figure buildPrediction(const PredictionFigure& data, const FigureStyle& style);

}  // namespace headlight
