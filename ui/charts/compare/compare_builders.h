#pragma once
// Figures of models side by side. One file each; GUI thread, needs a QGuiApplication.

#include "charts/figure/figure.h"
#include "charts/figure/figure_style.h"

namespace headlight {

struct CompareFigure;

[[nodiscard]] Figure buildCompare(const CompareFigure& data, const FigureStyle& style);

}  // namespace headlight
