#include "cli/compare/compare_distance.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "analysis/text/share_text.h"
#include "cli/compare/experiment_support.h"
#include "cli/text_table.h"
#include "cli/train/train_interrupt.h"
#include "experiments/classroom_sentences.h"

namespace headlight {

namespace {

using nlohmann::ordered_json;
using Kind = DistanceFigure::Kind;

constexpr int kMostSentences = 1'000'000;

std::vector<Kind> kindsOf(const std::string& text) {
  std::vector<Kind> kinds;
  for (const Kind kind : {Kind::Place, Kind::Agreement, Kind::Name}) {
    if (text == "all" || text == distanceKindName(kind)) kinds.push_back(kind);
  }
  return kinds;
}

/// "47.7 % (42.1–53.3)"
std::string shownPoint(const DistanceFigure::Point& point) {
  const ShareInterval interval = point.interval();
  return percentText(point.share()) + " (" + fixed(100 * interval.low, 1) + "–" + fixed(100 * interval.high, 1) + ")";
}

/// Where a model's interval has nothing in common with the first model's.
std::string apartFromFirst(const DistanceFigure& figure, std::size_t kind, std::size_t model) {
  std::string distances;
  for (std::size_t at = 0; at < figure.distances.size(); ++at) {
    if (!areApart(figure.point(kind, at, 0).interval(), figure.point(kind, at, model).interval())) continue;
    distances += (distances.empty() ? "" : ", ") + std::to_string(figure.distances[at]);
  }
  return distances.empty() ? "none" : distances;
}

void printKind(const DistanceFigure& figure, std::size_t kind, std::ostream& out) {
  out << distanceKindName(figure.kinds[kind]) << ": right of " << figure.wanted << " sentences (95 % interval)\n";
  std::vector<std::string> heading{"words between"};
  heading.insert(heading.end(), figure.models.begin(), figure.models.end());
  TextTable table(heading);
  for (std::size_t at = 0; at < figure.distances.size(); ++at) {
    std::vector<std::string> row{std::to_string(figure.distances[at])};
    for (std::size_t model = 0; model < figure.models.size(); ++model)
      row.push_back(shownPoint(figure.point(kind, at, model)));
    table.add(std::move(row));
  }
  table.print(out);
  for (std::size_t model = 1; model < figure.models.size(); ++model) {
    out << "intervals of " << figure.models[model] << " and " << figure.models[0]
        << " do not overlap at: " << apartFromFirst(figure, kind, model) << '\n';
  }
  out << '\n';
}

ordered_json pointsJson(const DistanceFigure& figure) {
  ordered_json points = ordered_json::array();
  for (std::size_t kind = 0; kind < figure.kinds.size(); ++kind) {
    for (std::size_t at = 0; at < figure.distances.size(); ++at) {
      for (std::size_t model = 0; model < figure.models.size(); ++model) {
        const DistanceFigure::Point& point = figure.point(kind, at, model);
        points.push_back({{"kind", distanceKindName(figure.kinds[kind])},
                          {"distance", figure.distances[at]},
                          {"model", figure.models[model]},
                          {"right", point.right},
                          {"sentences", point.sentences},
                          {"share", point.share()},
                          {"low", point.interval().low},
                          {"high", point.interval().high},
                          {"mean_probability", point.probability}});
      }
    }
  }
  return points;
}

ordered_json examplesJson(const DistanceFigure& figure) {
  ordered_json examples = ordered_json::array();
  for (std::size_t i = 0; i < figure.examples.size(); ++i) {
    const DistanceFigure::Example& example = figure.examples[i];
    ordered_json shown{{"kind", distanceKindName(figure.kinds[i / figure.distances.size()])},
                       {"distance", figure.distances[i % figure.distances.size()]},
                       {"prompt", example.prompt},
                       {"right", example.right}};
    if (!example.wrong.empty()) shown["wrong"] = example.wrong;
    for (std::size_t model = 0; model < example.said.size(); ++model) {
      const DistanceFigure::Example::Said& said = example.said[model];
      shown["said"].push_back({{"model", figure.models[model]},
                               {"likeliest", said.word},
                               {"probability_of_right", said.probability},
                               {"is_right", said.isRight}});
    }
    examples.push_back(std::move(shown));
  }
  return examples;
}

}  // namespace

void DistanceOptions::addTo(CLI::App& command) {
  command.add_option("--distances", distances, "For distance: numbers of words between, a list from 0 to 40")
      ->delimiter(',')
      ->default_str("0,5,10,15,20,25,30,35,40");
  command
      .add_option("--sentences", sentences,
                  "For distance and gradients: number of held-out sentences; for distance, at each distance")
      ->check(CLI::Range(1, kMostSentences))
      ->default_str("300");
  command.add_option("--kind", kind, "For distance: the kind of sentence: place, agreement, name, or all three")
      ->check(CLI::IsMember({"all", "place", "agreement", "name"}))
      ->default_str("all");
}

void runDistanceExperiment(const CompareOptions& options, CommandContext& context) {
  const InterruptWatch interrupt;
  const auto grammar = openClassroomGrammar();
  DistanceSettings settings;
  settings.kinds = kindsOf(options.distance.kind);
  settings.distances = checkedNumbers(options.distance.distances, 0, grammar->grammar().longestDistance, "--distances");
  settings.sentences = options.distance.sentences;
  const ExperimentModels models(options.models, context);
  ThreadPool pool(options.threads);
  if (!options.files.out.empty()) prepareFolder(options.files.out);
  DistanceExperiment experiment(settings, models.all(), classroomSentences(grammar), &pool, interrupt.token());
  finish(experiment, interrupt.token(), context.err);
  const DistanceFigure& figure = experiment.figure();
  if (!options.files.out.empty()) writeFiles(figureFiles({figure}, options.files, context), options.files);
  if (options.json) {
    context.out << ordered_json{{"experiment", "distance"},
                                {"corpus", grammar->grammar().name},
                                {"sentences", figure.wanted},
                                {"points", pointsJson(figure)},
                                {"examples", examplesJson(figure)}}
                       .dump(2)
                << '\n';
  } else {
    for (std::size_t kind = 0; kind < figure.kinds.size(); ++kind) printKind(figure, kind, context.out);
  }
}

}  // namespace headlight
