#pragma once
// From numbers (figures/figure_data.h) to a figure. Pure but for the fonts: the same data and style give the same
// figure on the screen and in an export. GUI thread, needs a QGuiApplication.

#include <span>
#include <typeindex>

#include "charts/figure/figure.h"
#include "charts/figure/figure_style.h"
#include "figures/export/figure_writer.h"
#include "figures/figure_data.h"

namespace headlight {

/// What draws one kind of figure: a row each, as in figures/export/figure_table.cpp.
struct FigureBuilder {
  std::type_index type;
  Figure (*build)(const FigureData& data, const FigureStyle& style);
};
[[nodiscard]] std::span<const FigureBuilder> figureBuilders();

[[nodiscard]] FigureStyle figureStyle(const FigureOptions& options);

/// Throws Error "internal.failure" for a kind without a row.
[[nodiscard]] Figure buildFigure(const FigureData& data, const FigureStyle& style);

}  // namespace headlight
