#include "cli/export/export_recurrent.h"

#include <CLI/CLI.hpp>

#include "cli/options/word_option.h"
#include "figures/recurrent/cell_steps_figure.h"

namespace headlight {

void RecurrentExport::addTo(CLI::App& command) {
  command.add_option("--unit", unit, "For recurrent --style steps: the unit whose cell is shown; without it, 0")
      ->check(CLI::NonNegativeNumber);
  command
      .add_option("--position", position,
                  "For recurrent --style steps: position of the token, counted from 0; without it, the last")
      ->check(CLI::NonNegativeNumber);
  addWordOption<RecurrentFigure::Order>(
      command, "--units", order,
      "For recurrent heatmaps: the rows in the model's order, or the units that change most first",
      {{"model", RecurrentFigure::Order::Model}, {"changing", RecurrentFigure::Order::MostChanging}})
      ->default_str("model");
}

ActivationCache::Filter keepCells() {
  return [](const HookPoint& point) { return point.name.starts_with("cells."); };
}

void addRecurrentFigures(TextRun& run, const RecurrentExport& options, const AttentionExport& shared, bool everything,
                         const FigureSource& source, std::vector<FigureData>& figures) {
  const int layers = recurrentLayers(run.model().config());
  if (layers == 0 && everything) return;
  if (layers == 0) throw Error("figure.no_cells");
  const bool steps = shared.style == "steps";
  if (!steps && shared.style != "heatmap" && !everything) {
    throw Error(
        "cli.bad_value",
        {{"option", "--style"}, {"value", shared.style}, {"expected", "heatmap or steps, with --what recurrent"}});
  }
  const FigureRun path{run.model(), run.generation().path(), run.generation().tokens(), {}};
  const Index last = static_cast<Index>(path.tokens.size()) - 1;
  for (const int layer : parseLayers(shared.layers, layers)) {
    if (steps) {
      figures.emplace_back(
          cellStepsFigure(path, {layer, options.unit.value_or(0), options.position.value_or(last)}, source));
      continue;
    }
    RecurrentFigure figure = recurrentFigure(path, layer, source);
    orderUnits(figure, options.order);
    figure.isFitted = shared.limits == ColorLimits::Fitted;
    figures.emplace_back(std::move(figure));
  }
}

}  // namespace headlight
