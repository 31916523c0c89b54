#include "cli/compare/compare_gradients.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/compare/experiment_support.h"
#include "cli/text_table.h"
#include "cli/train/train_interrupt.h"
#include "experiments/classroom_sentences.h"
#include "experiments/gradient_time.h"

namespace headlight {

namespace {

using nlohmann::ordered_json;

constexpr int kMostLayers = 1000;
constexpr std::size_t kTableStep = 5;

ordered_json curveJson(const GradientTimeFigure::Curve& curve) {
  ordered_json layers = ordered_json::array();
  for (const auto& points : curve.layers) {
    ordered_json means = ordered_json::array(), errors = ordered_json::array(), sentences = ordered_json::array();
    for (const GradientTimeFigure::Point& point : points) {
      means.push_back(point.mean);
      errors.push_back(point.standardError);
      sentences.push_back(point.sentences);
    }
    layers.push_back({{"mean_norm", means}, {"standard_error", errors}, {"sentences", sentences}});
  }
  return {{"model", curve.model},
          {"kind", curve.kind},
          {"weights", curve.trained ? "trained" : "initial"},
          {"layers", std::move(layers)}};
}

void printTable(const GradientTimeFigure& figure, std::ostream& out) {
  out << "Mean length of the gradient of the right word's loss with respect to what layer " << figure.layer
      << " handed on,\nover " << figure.sentences << " held-out sentences; rows: tokens before the last one\n\n";
  std::vector<std::string> heading{"distance"};
  for (const GradientTimeFigure::Curve& curve : figure.curves) {
    heading.push_back(curve.model + (curve.trained ? "" : " (initial)"));
  }
  TextTable table(heading);
  const auto layer = static_cast<std::size_t>(figure.layer);
  for (std::size_t distance = 0; distance < figure.distances(); ++distance) {
    if (distance > kTableStep && distance % kTableStep != 0) continue;
    std::vector<std::string> row{std::to_string(distance)};
    for (const GradientTimeFigure::Curve& curve : figure.curves) {
      const bool isThere = layer < curve.layers.size() && distance < curve.layers[layer].size();
      row.push_back(isThere ? scientific(curve.layers[layer][distance].mean) : "–");
    }
    table.add(std::move(row));
  }
  table.print(out);
}

void checkLayer(int layer, const std::vector<ExperimentModel>& models) {
  Index most = 0;
  for (const ExperimentModel& model : models) most = std::max(most, model.model->config().nLayers);
  if (layer < most) return;
  throw Error("figure.no_such_layer", {{"layer", std::to_string(layer)}, {"layers", std::to_string(most)}});
}

}  // namespace

void GradientTimeOptions::addTo(CLI::App& command) {
  command
      .add_option("--layer", layer,
                  "For gradients: the layer of the table and the figure; JSON and CSV have all layers")
      ->check(CLI::Range(0, kMostLayers))
      ->default_str("0");
}

void runGradientTimeExperiment(const CompareOptions& options, CommandContext& context) {
  const InterruptWatch interrupt;
  const auto grammar = openClassroomGrammar();
  const ExperimentModels models(options.models, context);
  checkLayer(options.gradients.layer, models.all());
  ThreadPool pool(options.threads);
  if (!options.files.out.empty()) prepareFolder(options.files.out);
  GradientTimeSettings settings;
  settings.sentences = options.distance.sentences;
  GradientTimeExperiment experiment(settings, models.all(), classroomSentences(grammar), &pool, interrupt.token());
  finish(experiment, interrupt.token(), context.err);
  GradientTimeFigure figure = experiment.figure();
  figure.layer = options.gradients.layer;
  if (!options.files.out.empty()) writeFiles(figureFiles({figure}, options.files, context), options.files);
  if (options.json) {
    ordered_json curves = ordered_json::array();
    for (const GradientTimeFigure::Curve& curve : figure.curves) curves.push_back(curveJson(curve));
    context.out << ordered_json{{"experiment", "gradients"},     {"corpus", grammar->grammar().name},
                                {"sentences", figure.sentences}, {"words_between", settings.between},
                                {"initial_seed", settings.seed}, {"curves", std::move(curves)}}
                       .dump(2)
                << '\n';
  } else {
    printTable(figure, context.out);
  }
}

}  // namespace headlight
