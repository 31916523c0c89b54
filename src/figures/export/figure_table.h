#pragma once
// The kinds of figures: a row each. A new kind is its header with data, maker and the five functions below in its
// own folder, a row in figure_table.cpp and a row in ui/charts/figure/figure_builders.cpp (docs/dev/extending.md).

#include <span>
#include <string>
#include <string_view>
#include <typeindex>
#include <vector>

#include "figures/badge.h"
#include "figures/export/figure_word.h"
#include "figures/figure_data.h"
#include "figures/figure_files.h"

namespace headlight {

/// The functions take figures of this kind alone.
struct FigureKind {
  std::string_view name;  ///< of the type, "AttentionFigure"
  std::type_index type;
  std::string (*fileName)(const FigureData& figure);
  std::string (*csv)(const FigureData& figure);
  NamedFiles (*npy)(const FigureData& figure, const std::string& name);
  std::vector<FigureToken> (*tokens)(const FigureData& figure);
  Badge (*badge)(const FigureData& figure);
  FigureWord word;  ///< by which `headlight export --what` makes it
};

/// All of them. Any thread.
[[nodiscard]] std::span<const FigureKind> figureKinds();
/// Throws Error "internal.failure" for a kind without a row.
[[nodiscard]] const FigureKind& kindOf(const FigureData& figure);

}  // namespace headlight
