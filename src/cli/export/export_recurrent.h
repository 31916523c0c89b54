#pragma once
// What `headlight export` makes of recurrent cells: a layer over time, or one cell step by step.

#include <optional>
#include <vector>

#include "cli/export/export_attention.h"
#include "figures/recurrent/recurrent_figure.h"

namespace headlight {

struct RecurrentExport {
  std::optional<int> unit;      ///< of steps; 0 unless told
  std::optional<int> position;  ///< of steps; the last token's unless told
  RecurrentFigure::Order order = RecurrentFigure::Order::Model;

  void addTo(CLI::App& command);
};

/// Records the cells' values.
[[nodiscard]] ActivationCache::Filter keepCells();

/// The layers that `shared` (--layers, --style, --colors) asks for, one figure each. Appends to `figures`. Throws Error
/// "figure.no_cells" (unless `everything`: what the model lacks is left out), "cli.bad_value", "figure.no_such_unit",
/// "figure.no_such_position".
void addRecurrentFigures(TextRun& run, const RecurrentExport& options, const AttentionExport& shared, bool everything,
                         const FigureSource& source, std::vector<FigureData>& figures);

}  // namespace headlight
