#include "cli/compare/compare_speed.h"

#include <CLI/CLI.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/compare/experiment_support.h"
#include "cli/text_table.h"
#include "cli/train/train_interrupt.h"
#include "experiments/speed_experiment.h"

namespace headlight {

namespace {

using nlohmann::ordered_json;

constexpr int kLongest = 100'000;
constexpr int kMostRepetitions = 10'000;

using Times = std::vector<double> SpeedFigure::Model::*;

void printMultiplications(const SpeedFigure& figure, std::ostream& out) {
  out << "Multiplications for one token\n";
  TextTable table({"model", "in the layers", "for each earlier token", "for the scores of all words"});
  for (const SpeedFigure::Model& model : figure.models) {
    const SpeedFigure::Multiplications& count = model.multiplications;
    table.add(
        {model.name, std::to_string(count.layers), std::to_string(count.attention), std::to_string(count.scores)});
  }
  table.print(out);
}

void printTimes(const SpeedFigure& figure, Times times, const std::string& what, std::ostream& out) {
  out << what << ", ms (* beyond the model's own context)\n";
  std::vector<std::string> heading{"tokens"};
  for (const SpeedFigure::Model& model : figure.models) heading.push_back(model.name);
  TextTable table(heading);
  for (std::size_t at = 0; at < figure.lengths.size(); ++at) {
    std::vector<std::string> row{std::to_string(figure.lengths[at])};
    for (const SpeedFigure::Model& model : figure.models) {
      const double time = (model.*times)[at];
      const bool isBeyond = figure.lengths[at] > model.context;
      row.push_back(std::isnan(time) ? std::string("–") : fixed(time, 3) + (isBeyond ? " *" : ""));
    }
    table.add(std::move(row));
  }
  table.print(out);
  out << '\n';
}

ordered_json timesJson(const std::vector<double>& times) {
  ordered_json list = ordered_json::array();
  for (const double time : times) list.push_back(std::isnan(time) ? ordered_json(nullptr) : ordered_json(time));
  return list;
}

ordered_json figureJson(const SpeedFigure& figure) {
  ordered_json models = ordered_json::array();
  for (const SpeedFigure::Model& model : figure.models) {
    models.push_back({{"model", model.name},
                      {"context", model.context},
                      {"stretched", model.isStretched},
                      {"step_ms", timesJson(model.step)},
                      {"prompt_in_one_call_ms", timesJson(model.prompt)},
                      {"prompt_token_by_token_ms", timesJson(model.oneByOne)},
                      {"prompt_in_one_call_more_threads_ms", timesJson(model.promptMoreThreads)},
                      {"multiplications",
                       {{"layers", model.multiplications.layers},
                        {"attention_per_earlier_token", model.multiplications.attention},
                        {"scores", model.multiplications.scores}}}});
  }
  return {{"experiment", "speed"},     {"repetitions", figure.repetitions},
          {"threads", figure.threads}, {"more_threads", figure.moreThreads},
          {"lengths", figure.lengths}, {"models", std::move(models)}};
}

}  // namespace

void SpeedOptions::addTo(CLI::App& command) {
  command
      .add_option("--lengths", lengths,
                  "For speed: lengths in tokens, a list; decoders are measured beyond their context with a repeated "
                  "table of positions")
      ->delimiter(',')
      ->default_str("16,32,64,96,128,256,512,768,1024");
  command.add_option("--repetitions", repetitions, "For speed: number of measurements; the median is shown")
      ->check(CLI::Range(1, kMostRepetitions))
      ->default_str("9");
}

void runSpeedExperiment(const CompareOptions& options, CommandContext& context) {
  const InterruptWatch interrupt;
  SpeedSettings settings;
  if (!options.speed.lengths.empty()) {
    settings.lengths.clear();
    for (const int length : checkedNumbers(options.speed.lengths, 1, kLongest, "--lengths"))
      settings.lengths.push_back(length);
  }
  settings.repetitions = options.speed.repetitions;
  settings.moreThreads = 0;  // all cores
  const ExperimentModels models(options.models, context);
  ThreadPool pool(std::max(1, options.threads));
  if (!options.files.out.empty()) prepareFolder(options.files.out);
  SpeedExperiment experiment(settings, models.all(), &pool, interrupt.token());
  finish(experiment, interrupt.token(), context.err);
  const SpeedFigure& figure = experiment.figure();
  if (!options.files.out.empty()) writeFiles(figureFiles({figure}, options.files, context), options.files);
  if (options.json) {
    context.out << figureJson(figure).dump(2) << '\n';
  } else {
    context.out << "Medians of " << figure.repetitions << " repetitions on this machine, threads: " << figure.threads
                << "\n\n";
    printTimes(figure, &SpeedFigure::Model::step, "One more token", context.out);
    printTimes(figure, &SpeedFigure::Model::prompt, "A prompt in one call", context.out);
    printTimes(figure, &SpeedFigure::Model::oneByOne, "A prompt, one token at a time", context.out);
    if (figure.moreThreads > 0)
      printTimes(figure, &SpeedFigure::Model::promptMoreThreads,
                 "A prompt in one call, threads: " + std::to_string(figure.moreThreads), context.out);
    printMultiplications(figure, context.out);
  }
}

}  // namespace headlight
