#pragma once
// Figures of vectors as points. One file each; GUI thread, needs a QGuiApplication.

#include "charts/figure/figure.h"
#include "charts/figure/figure_style.h"

namespace headlight {

struct EmbeddingFigure;

[[nodiscard]] Figure buildEmbedding(const EmbeddingFigure& data, const FigureStyle& style);

}  // namespace headlight
