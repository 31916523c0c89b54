#include <CLI/CLI.hpp>
#include <algorithm>
#include <ostream>

#include "analysis/token_label.h"
#include "cli/file_set.h"
#include "cli/run_json.h"
#include "cli/save_activations.h"
#include "cli/text_run.h"
#include "cli/text_table.h"

namespace headlight {

namespace {

using nlohmann::ordered_json;

struct RunCommandOptions {
  TextRunOptions run;
  int top = 10;
  std::string hooks;
  std::string save;
  bool json = false;
};

ordered_json documentOf(TextRun& run, ordered_json steps, StopReason stopReason) {
  ordered_json document;
  document["model"] = modelJson(run.opened());
  document["prompt"] = run.prompt().text;
  document["tokens"] = tokensJson(run.prompt().tokens);
  document["dropped"] = run.prompt().dropped;
  document["steps"] = std::move(steps);
  document["stop_reason"] = stopReasonName(stopReason);
  document["masked"] = maskedPieces(run.tokenizer());
  if (!run.interventions().empty()) document["interventions"] = run.interventionLabels();
  return document;
}

std::string runnersUp(const Distribution& distribution, TokenId chosen, int top, const Tokenizer& tokenizer) {
  std::string text;
  const auto listed = std::min(distribution.candidates.size(), static_cast<std::size_t>(top));
  for (std::size_t i = 0; i < listed; ++i) {
    const Candidate& candidate = distribution.candidates[i];
    if (candidate.id == chosen) continue;
    if (!text.empty()) text += ", ";
    text += tokenLabel(tokenOf(tokenizer, candidate.id)) + ' ' + percent(candidate.probability);
  }
  return text;
}

/// The numbers of a step as a person reads them. At most five runners-up, so that a line fits a terminal.
std::vector<std::string> tableRow(Index position, const Distribution& distribution, TokenId chosen, int top,
                                  const Tokenizer& tokenizer) {
  constexpr int kMostRunnersUp = 5;
  const Candidate& candidate = *distribution.find(chosen);
  return {std::to_string(position), tokenLabel(tokenOf(tokenizer, chosen)), percent(candidate.probability),
          fixed(distribution.entropyBits, 2) + " bits",
          runnersUp(distribution, chosen, std::min(top, kMostRunnersUp + 1), tokenizer)};
}

void printPrompt(TextRun& run, std::ostream& out) {
  TextTable table({"position", "prompt token", "id"});
  Index position = 0;
  for (const Token& token : run.prompt().tokens) {
    const bool unknown = !token.source.empty();
    table.add({std::to_string(position++),
               unknown ? token.source + "  (unknown: " + token.piece + ")" : tokenLabel(token),
               std::to_string(token.id)});
  }
  table.print(out);
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::string stopSentence(StopReason reason, Index nCtx) {
  switch (reason) {
    case StopReason::Context:
      return "Stopped: the model's context of " + std::to_string(nCtx) + " tokens is full.";
    case StopReason::EndOfText:
      return "Stopped: the model ended the text.";
    default:
      return "Stopped: the wanted number of steps is done.";
  }
}

void printRun(TextRun& run, const TextTable& steps, const std::vector<TokenId>& ids, StopReason stopReason,
              std::ostream& out) {
  const ModelConfig& config = run.model().config();
  out << "Model   " << printable(run.opened().name) << "\nPrompt  " << printable(run.prompt().text) << "\n";
  if (!run.interventions().empty()) out << "Ablated " << printable(joined(run.interventionLabels())) << "\n";
  out << '\n';
  printPrompt(run, out);
  out << '\n';
  steps.print(out);
  out << "\nText    " << printable(run.tokenizer().decode(ids)) << "\n"
      << stopSentence(stopReason, config.nCtx) << '\n';
  const std::vector<std::string> masked = maskedPieces(run.tokenizer());
  if (!masked.empty()) out << "Never candidates (masked): " << printable(joined(masked)) << '\n';
}

void runCommand(const RunCommandOptions& options, CommandContext& context) {
  if (options.hooks.empty() != options.save.empty()) {
    throw Error("cli.option_needs", {{"option", options.hooks.empty() ? "--save" : "--hooks"},
                                     {"other", options.hooks.empty() ? "--hooks" : "--save"}});
  }
  TextRun run(options.run, context, [&options](const HookTable& hooks) { return keepMatching(hooks, options.hooks); });
  if (!options.save.empty()) prepareFolder(options.save);
  ordered_json steps = ordered_json::array();
  TextTable table({"position", "next token", "probability", "entropy", "runners-up"});
  std::vector<TokenId> ids;
  for (const Token& token : run.prompt().tokens) ids.push_back(token.id);
  const StopReason stopReason =
      run.generate(options.run.steps, [&](Index position, const Distribution& distribution, TokenId chosen) {
        if (options.json) {
          steps.push_back(stepJson(position, distribution, chosen, options.top, run.tokenizer()));
        } else {
          table.add(tableRow(position, distribution, chosen, options.top, run.tokenizer()));
        }
        ids.push_back(chosen);
      });
  if (!options.save.empty()) {
    saveActivations(run.generation(), run.model().hooks(), options.hooks,
                    {options.save, run.opened().name, run.interventionLabels()});
  }
  if (options.json) {
    context.out << documentOf(run, std::move(steps), stopReason).dump(2) << '\n';
  } else {
    printRun(run, table, ids, stopReason, context.out);
  }
}

}  // namespace

void addRunCommand(CLI::App& app, CommandContext& context) {
  CLI::App* command = app.add_subcommand("run", "Go on from a prompt and show what the model expected at each step");
  auto options = std::make_shared<RunCommandOptions>();
  options->run.addTo(*command, 1);
  command->add_option("--top", options->top, "Likeliest tokens to show of each step")
      ->check(CLI::Range(1, 1'000'000))
      ->default_str("10");
  command->add_option("--hooks", options->hooks,
                      "Comma-separated globs over hook names, as in blocks.*.hook_resid_post");
  command->add_option("--save", options->save, "Folder for the activations of --hooks, as NPY files");
  addJsonOption(*command, options->json);
  command->callback([&context, options] { runCommand(*options, context); });
}

}  // namespace headlight
