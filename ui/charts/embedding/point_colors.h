#pragma once
// What points in space are called and coloured by: one answer for the 3D view and for exported figures.

#include <array>
#include <string>
#include <vector>

#include <QColor>
#include <QString>

#include "charts/look/theme.h"
#include "charts/texts/figure_language.h"
#include "figures/embedding/embedding_figure.h"

namespace headlight {

/// "PCA", "t-SNE", "UMAP", or the interface's words for chosen axes.
[[nodiscard]] QString projectionName(const std::string& method, FigureLanguage language);

/// "PC 1 · 8.1 %", "t-SNE 1", "dimension 7 · 0.9 %", "man → woman · 2.1 %"; empty for an axis that was not chosen. Only
/// principal components and chosen axes have a share of the variance.
[[nodiscard]] QString embeddingAxisName(const std::string& method, const std::array<std::string, 3>& axes,
                                        const std::array<double, 3>& variance, std::size_t axis,
                                        FigureLanguage language);

/// "Through the layers", "blocks.0.attn.hook_z, head 1", a table's name; empty for the vocabulary.
[[nodiscard]] QString spaceName(const EmbeddingFigure::Space& space, FigureLanguage language);

/// "part of the grammar"; `column` is a table's own name for Column.
[[nodiscard]] QString coloringName(EmbeddingFigure::Coloring::Kind kind, const std::string& column,
                                   FigureLanguage language);

/// Of several prompts the number of one, below the line, for the labels of its tokens: "₂".
[[nodiscard]] QString promptMark(int prompt);

/// How many groups have a colour of their own; the others share a quiet one.
inline constexpr int kColoredGroups = 7;

/// One a point; empty where `coloring` says nothing. Groups in Okabe and Ito's colours; values from the smallest to the
/// largest along the sequential map.
[[nodiscard]] std::vector<QColor> pointColors(const EmbeddingFigure::Coloring& coloring, std::size_t points,
                                              const Theme& theme);

struct LegendEntry {
  QColor color;
  QString name;
};
/// Groups, or the smallest, middle and largest value.
[[nodiscard]] std::vector<LegendEntry> legendOf(const EmbeddingFigure::Coloring& coloring, const Theme& theme,
                                                FigureLanguage language);

}  // namespace headlight
