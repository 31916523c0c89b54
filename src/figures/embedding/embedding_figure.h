#pragma once
// Vectors as points in space. Made by spaceFigure() (figures/embedding/point_space.h).

#include <array>
#include <string>
#include <vector>

#include "analysis/projection/projected_points.h"
#include "figures/badge.h"
#include "figures/figure_files.h"

namespace headlight {

/// Points in space: the vocabulary's embeddings (or others) and how they came to three dimensions.
struct EmbeddingFigure {
  /// Which vectors the points are: what the title says.
  struct Space {
    /// Layers: the residual stream from layer to layer. Hidden: of a recurrent net.
    enum class Kind { Vocabulary, Input, Layers, EncoderLayers, DecoderLayers, Hidden, Hook, Table };
    /// Of Kind::Input: what was added up to what enters the first layer. With segments (BERT) the sum is normalized.
    enum class Sum { TokenAndPosition, Token, TokenPositionAndSegment };
    Kind kind = Kind::Vocabulary;
    std::string name{};  ///< of a hook point or a table
    int head = -1;       ///< of a hook point with heads
    Sum sum = Sum::TokenAndPosition;
    bool operator==(const Space&) const = default;
  };
  /// What the colours of the points say: a group each, or a number each. Neither: nothing.
  struct Coloring {
    enum class Kind { Nothing, Cluster, WordClass, Frequency, Surprise, Station, Column, Prompt };
    Kind kind = Kind::Nothing;
    std::string name;                 ///< heading of the numbers: "class", or the column's own
    std::vector<std::string> groups;  ///< in the order of their colours
    std::vector<int> group;           ///< [n], into groups; -1: none of them
    std::vector<double> values;       ///< [n]; NaN: none
  };
  FigureSource source;
  Badge badge;
  Space space;
  std::string method;     ///< "PCA", "t-SNE", "UMAP", "dimensions", "words"
  UsedNeighbours used{};  ///< said in the title
  std::array<std::string, 3>
      axes;  ///< names of chosen axes: "7" (a dimension), "man → woman"; empty: method and number
  std::array<double, 3> variance{};  ///< share of variance on each axis; of PCA and of chosen axes
  std::vector<std::string> labels;
  std::vector<TokenId> ids;               ///< -1 where a point is no token
  Matrix<float> coordinates;              ///< [n, 3]
  std::vector<int> highlighted;           ///< indices of the prompt's tokens
  std::vector<std::vector<int>> paths{};  ///< points that a line joins, each in order: a token's way through the layers
  Coloring coloring{};
  /// Names of the stations of that way ("input", "0", "1"), each with as many points, one station after the other;
  /// empty: there is one.
  std::vector<std::string> stations{};
  std::vector<std::string> prompts{};  ///< whose tokens the points are, where there are several
  std::vector<int> promptOf{};         ///< [n], into prompts; empty: one prompt or none
  bool isFlat = false;                 ///< the first two axes only, seen from the front
  /// Where the viewer stands, in degrees: about the upright axis from the third one, and above the floor.
  double azimuth = 32;
  double elevation = 20;
};

// What every kind of figure can say of itself (figures/export/figure_table.h).
[[nodiscard]] std::string fileNameOf(const EmbeddingFigure& figure);
[[nodiscard]] std::string csvOf(const EmbeddingFigure& figure);
[[nodiscard]] NamedFiles npyFiles(const EmbeddingFigure& figure, const std::string& name);
[[nodiscard]] std::vector<FigureToken> tokensOf(const EmbeddingFigure& figure);
[[nodiscard]] Badge badgeOf(const EmbeddingFigure& figure);

}  // namespace headlight
