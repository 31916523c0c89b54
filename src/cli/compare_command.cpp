#include <CLI/CLI.hpp>
#include <ostream>

#include "cli/compare_experiments.h"
#include "cli/run_json.h"
#include "cli/text_table.h"
#include "generate/lock_step.h"

namespace headlight {

namespace {

using nlohmann::ordered_json;

void checkOptions(const CompareOptions& options) {
  const std::size_t least = options.experiment.empty() ? 2 : 1;
  if (options.models.size() < least || options.models.size() > CompareOptions::kMostModels) {
    throw Error("compare.count", {{"least", std::to_string(least)},
                                  {"most", std::to_string(CompareOptions::kMostModels)},
                                  {"count", std::to_string(options.models.size())}});
  }
  if (options.experiment.empty() && options.prompt.empty()) throw Error("prompt.empty");
}

void compareCommand(const CompareOptions& options, CommandContext& context) {
  checkOptions(options);
  if (!options.experiment.empty()) {
    compareExperiment(options.experiment).run(options, context);
    return;
  }
  throw Error("cli.not_yet", {{"what", "compare"}, {"instead", "soon"}});
}

}  // namespace

void addCompareCommand(CLI::App& app, CommandContext& context) {
  CLI::App* command = app.add_subcommand("compare", "The same prompt through several models, in step");
  auto options = std::make_shared<CompareOptions>();
  command
      ->add_option("--model,-m", options->models,
                   "A model as `headlight run` takes it; once for each, two to four of them (the same may be there twice)")
      ->required()
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command->add_option("--prompt,-p", options->prompt, "The text to go on from; - reads standard input");
  options->stepsOption = command->add_option("--steps,-n", options->steps, "Tokens to generate")
                             ->check(CLI::Range(0, 1'000'000))
                             ->default_str("1");
  command->add_flag("--forced", options->forced,
                    "All along the text that the first model writes; else each goes on with its own");
  command->add_option("--top", options->top, "Likeliest tokens to list of each step")
      ->check(CLI::Range(1, 1'000'000))
      ->default_str("10");
  addSamplingOptions(*command, options->sampling);
  addThreadsOption(*command, options->threads);
  command->add_option("--experiment", options->experiment, "Instead of a run, one of: " + compareExperimentNames());
  options->files.addTo(*command, false);
  addJsonOption(*command, options->json);
  command->callback([&context, options] { compareCommand(*options, context); });
}

}  // namespace headlight
