#pragma once
// What the points of a space can be coloured by. Names and groups are raw (English); ui/charts words them.

#include <stop_token>
#include <string_view>
#include <vector>

#include "analysis/text/lexicon.h"
#include "figures/embedding/embedding_figure.h"
#include "figures/embedding/point_space.h"

namespace headlight {

struct ColorBy {
  using Kind = EmbeddingFigure::Coloring::Kind;
  Kind kind = Kind::Nothing;
  int column = 0;    ///< of Column, into PointSpace::columns
  int clusters = 7;  ///< of Cluster
  bool operator==(const ColorBy&) const = default;
};

/// What this space knows about its points. `lexicon` may be null.
[[nodiscard]] std::vector<ColorBy> colorChoices(const PointSpace& space, const Lexicon* lexicon);

/// Of all points; groups are ordered by size (prompts by place), so that the largest have colours of their own. Nothing
/// for what the space does not know. K-means of 4,000 × 128 vectors takes some tens of milliseconds. Throws Error
/// "cancelled" soon after `stop` was asked for. Any thread; pure.
[[nodiscard]] EmbeddingFigure::Coloring pointColoring(const ColorBy& choice, const PointSpace& space,
                                                      const Lexicon* lexicon, const std::stop_token& stop = {});

}  // namespace headlight
