#pragma once
// How far back in time a gradient reaches.

#include <cstdint>
#include <string>
#include <vector>

#include "figures/figure_files.h"

namespace headlight {

/// How the gradient of a word's loss fades (or grows) on its way back through time: mean length of the gradient with
/// respect to what a layer handed on so many positions earlier.
struct GradientTimeFigure {
  struct Point {
    double mean = 0;
    double standardError = 0;  ///< of the mean; 0 for fewer than two sentences
    Index sentences = 0;       ///< that are long enough
  };
  /// A model as it is, or as it was before it learned anything.
  struct Curve {
    std::string model;
    std::string kind;  ///< modelKindName()
    bool trained = true;
    std::vector<std::vector<Point>> layers;  ///< [layers] of [distances]
  };
  FigureSource source;
  /// The layer that is drawn: hidden states of a recurrent net, the residual stream behind a Transformer's block.
  int layer = 0;
  Index sentences = 0;        ///< measured so far
  Index wanted = 0;           ///< when it is done
  std::uint64_t seed = 1;     ///< of the weights at the beginning
  std::vector<Curve> curves;  ///< of each model its beginning, then as it is

  /// Distances 0 … reach: of the curve with the most points.
  [[nodiscard]] std::size_t distances() const {
    std::size_t most = 0;
    for (const Curve& curve : curves) {
      if (!curve.layers.empty() && curve.layers.front().size() > most) most = curve.layers.front().size();
    }
    return most;
  }
};

// What every kind of figure can say of itself (figures/export/figure_table.h).
[[nodiscard]] std::string fileNameOf(const GradientTimeFigure& figure);
[[nodiscard]] std::string csvOf(const GradientTimeFigure& figure);
[[nodiscard]] NamedFiles npyFiles(const GradientTimeFigure& figure, const std::string& name);
[[nodiscard]] std::vector<FigureToken> tokensOf(const GradientTimeFigure& figure);
[[nodiscard]] Badge badgeOf(const GradientTimeFigure& figure);

}  // namespace headlight
