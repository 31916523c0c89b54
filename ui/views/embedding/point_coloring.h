#pragma once
// What the points of a space can be coloured by. No widgets.

#include <vector>

#include <QString>

#include "analysis/figure_data.h"
#include "views/embedding/embedding_space.h"

namespace headlight {

struct ColorBy {
  enum class Kind { Nothing, Cluster, WordClass, Frequency, Surprise, Station, Column } kind = Kind::Nothing;
  int column = 0;    ///< of Column, into VectorTable::columns
  int clusters = 8;  ///< of Cluster
  bool operator==(const ColorBy&) const = default;
};

/// What this space knows about its points. Reads the lexicon of the model's folder.
[[nodiscard]] std::vector<ColorBy> colorChoices(const EmbeddingSpace& space);

/// As it stands in a menu, in the language of the interface.
[[nodiscard]] QString colorName(const ColorBy& choice, const EmbeddingSpace& space);

/// Of all points; groups are ordered by size, so that the largest have colours of their own. Nothing for what the space
/// does not know. K-means of 4,000 × 128 vectors takes some tens of milliseconds.
[[nodiscard]] EmbeddingFigure::Coloring coloringOf(const ColorBy& choice, const EmbeddingSpace& space);

}  // namespace headlight
