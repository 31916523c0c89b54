#pragma once
// A recurrent layer over time.

#include <string>
#include <vector>

#include "figures/figure_files.h"
#include "figures/recurrent/cell_values.h"

namespace headlight {

struct FigureRun;
struct ModelConfig;

/// One layer over time: a heatmap a value, units down, tokens across.
struct RecurrentFigure {
  enum class Order { Model, MostChanging };
  struct Part {
    CellValue value = CellValue::Hidden;
    Matrix<float> numbers;  ///< [T, H], units as the model has them
  };
  FigureSource source;
  CellKind kind = CellKind::Lstm;
  int layer = 0;
  std::vector<std::string> tokenLabels;  ///< [T]; white space as it is
  std::vector<Part> parts;               ///< in the order of the run; a figure may show some of them
  Order order = Order::Model;
  std::vector<Index> units;  ///< [H]: which unit each row shows, from the top
  /// Scales end at the largest value shown instead of at 1. What is not bounded by 1 always does.
  bool isFitted = false;
};

/// Layers of cells; 0 of a model that is not recurrent.
[[nodiscard]] int recurrentLayers(const ModelConfig& config);

/// Every value of one layer over the tokens so far, units in the model's order. The caches of the run's path must have
/// the layer's `cells.…` points. Throws Error "figure.no_cells" for a model without cells, "figure.no_such_layer".
[[nodiscard]] RecurrentFigure recurrentFigure(const FigureRun& run, int layer, FigureSource source);

/// Puts the rows in order. MostChanging: the unit whose h moves most from token to token first (the sum of
/// |h(t) − h(t − 1)|); units that move alike stay in the model's order. Throws Error
/// "internal.failure" without the part of h.
void orderUnits(RecurrentFigure& figure, RecurrentFigure::Order order);

// What every kind of figure can say of itself (figures/export/figure_table.h).
[[nodiscard]] std::string fileNameOf(const RecurrentFigure& figure);
[[nodiscard]] std::string csvOf(const RecurrentFigure& figure);
[[nodiscard]] NamedFiles npyFiles(const RecurrentFigure& figure, const std::string& name);
[[nodiscard]] std::vector<FigureToken> tokensOf(const RecurrentFigure& figure);
[[nodiscard]] Badge badgeOf(const RecurrentFigure& figure);

}  // namespace headlight
