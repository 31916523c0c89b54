#pragma once
// Figures of tokens, and of how a text is split. One file each; GUI thread, needs a QGuiApplication.

#include "charts/figure/figure.h"
#include "charts/figure/figure_style.h"

namespace headlight {

struct SplitFigure;
struct TokensFigure;

[[nodiscard]] Figure buildTokens(const TokensFigure& data, const FigureStyle& style);
[[nodiscard]] Figure buildSplit(const SplitFigure& data, const FigureStyle& style);

}  // namespace headlight
