#include <CLI/CLI.hpp>
#include <algorithm>
#include <ostream>

#include "analysis/text/share_text.h"
#include "analysis/text/token_label.h"
#include "cli/options/precision_option.h"
#include "cli/run_json.h"
#include "cli/save_activations.h"
#include "cli/text_run.h"
#include "cli/text_table.h"
#include "formats/files/file_set.h"
#include "tensor/error.h"

namespace headlight {

namespace {

using nlohmann::ordered_json;

struct RunCommandOptions {
  TextRunOptions run;
  int top = 10;
  std::string hooks;
  std::string save;
  int beams = 0;  ///< 0: no beam search
  double lengthPenalty = 1.0;
  bool json = false;
};

/// What the run found, besides what the run itself knows.
struct RunOutcome {
  explicit RunOutcome(const std::string& what) : table({"position", what, "probability", "entropy", "runners-up"}) {}

  ordered_json steps = ordered_json::array();
  TextTable table;
  std::vector<TokenId> chosen;
  StopReason stopReason = StopReason::Steps;
  std::optional<BeamResult> beams;
};

const char* fateName(BeamCandidate::Fate fate) {
  return fate == BeamCandidate::Fate::Kept ? "kept" : fate == BeamCandidate::Fate::Finished ? "finished" : "dropped";
}

/// What every step of the search looked at.
ordered_json beamStepsJson(const BeamResult& result, const Tokenizer& tokenizer) {
  ordered_json steps = ordered_json::array();
  for (const auto& candidates : result.steps) {
    ordered_json list = ordered_json::array();
    for (const BeamCandidate& candidate : candidates) {
      ordered_json object = tokenJson(tokenOf(tokenizer, candidate.token));
      object["beam"] = candidate.beam;
      object["log_probability"] = candidate.logProbability;
      object["score"] = candidate.score;
      object["fate"] = fateName(candidate.fate);
      list.push_back(std::move(object));
    }
    steps.push_back(std::move(list));
  }
  return steps;
}

ordered_json documentOf(TextRun& run, const std::string& precision, RunOutcome& outcome) {
  ordered_json document = runJson(run, precision, std::move(outcome.steps), outcome.stopReason);
  if (outcome.beams) {
    document["beams"] = ordered_json::array();
    for (const BeamText& beam : outcome.beams->texts) {
      document["beams"].push_back(beamJson(beam, run.model().config(), run.tokenizer()));
    }
    document["beam_steps"] = beamStepsJson(*outcome.beams, run.tokenizer());
  }
  return document;
}

std::string runnersUp(const Distribution& distribution, TokenId chosen, int top, const Tokenizer& tokenizer) {
  std::string text;
  const auto listed = std::min(distribution.candidates.size(), static_cast<std::size_t>(top));
  for (std::size_t i = 0; i < listed; ++i) {
    const Candidate& candidate = distribution.candidates[i];
    if (candidate.id == chosen) continue;
    if (!text.empty()) text += ", ";
    text += tokenLabel(tokenOf(tokenizer, candidate.id)) + ' ' + percentText(candidate.probability);
    if (!candidate.isDrawn) text += " (never drawn)";
  }
  return text;
}

/// The numbers of a step as a person reads them. At most five runners-up, so that a line fits a terminal.
std::vector<std::string> tableRow(Index position, const Distribution& distribution, TokenId chosen, int top,
                                  const Tokenizer& tokenizer) {
  constexpr int kMostRunnersUp = 5;
  const Candidate& candidate = *distribution.find(chosen);
  return {std::to_string(position), tokenLabel(tokenOf(tokenizer, chosen)), percentText(candidate.probability),
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

std::string stopSentence(StopReason reason, const ModelConfig& config) {
  switch (reason) {
    case StopReason::Context:
      return "Stopped: the model's context of " + std::to_string(config.nCtx) + " tokens is full.";
    case StopReason::EndOfText:
      return "Stopped: the model ended the text.";
    default:
      if (config.role() == Role::Fills) return "Stopped: every wanted [MASK] is filled.";
      return "Stopped: the wanted number of steps is done.";
  }
}

/// The text as it stands when the steps are done: what was written, the translation, or the filled sentence.
std::string finalText(TextRun& run, const std::vector<TokenId>& chosen) {
  const ModelConfig& config = run.model().config();
  if (config.role() == Role::Translates) return plainText(chosen, config, run.tokenizer());
  std::vector<TokenId> ids;
  if (config.role() == Role::Fills) {
    const std::vector<Index>& masks = run.generation().masks();
    const std::vector<Token>& sentence = run.prompt().tokens;
    for (std::size_t i = 0; i < sentence.size(); ++i) {
      const auto mask = std::find(masks.begin(), masks.end(), static_cast<Index>(i)) - masks.begin();
      const bool filled = mask < static_cast<std::ptrdiff_t>(chosen.size());
      const bool framing = sentence[i].begin == sentence[i].end;
      if (!framing) ids.push_back(filled ? chosen[static_cast<std::size_t>(mask)] : sentence[i].id);
    }
    return run.tokenizer().decode(ids);
  }
  for (const Token& token : run.prompt().tokens) ids.push_back(token.id);
  ids.insert(ids.end(), chosen.begin(), chosen.end());
  return run.tokenizer().decode(ids);
}

void printBeams(const BeamResult& result, TextRun& run, std::ostream& out) {
  TextTable table({"score", "ln P", "tokens", "", "text"});
  for (const BeamText& beam : result.texts) {
    table.add({fixed(beam.score, 4), fixed(beam.logProbability, 3), std::to_string(beam.tokens.size()),
               beam.ended ? "" : "unfinished", plainText(beam.tokens, run.model().config(), run.tokenizer())});
  }
  out << '\n';
  table.print(out);
}

void printRun(TextRun& run, const RunOutcome& outcome, std::ostream& out) {
  const ModelConfig& config = run.model().config();
  out << "Model   " << printable(run.opened().name) << "\nPrompt  " << printable(run.prompt().text) << "\n";
  const std::vector<std::string> ablated = run.interventionLabels();
  if (!ablated.empty()) out << "Ablated " << printable(joined(ablated)) << "\n";
  out << '\n';
  printPrompt(run, out);
  out << '\n';
  outcome.table.print(out);
  if (outcome.beams) printBeams(*outcome.beams, run, out);
  out << "\nText    " << printable(finalText(run, outcome.chosen)) << "\n"
      << (run.generation().whyNoPrediction() ? "Nothing is predicted." : stopSentence(outcome.stopReason, config))
      << '\n';
  const std::vector<std::string> masked = maskedPieces(config, run.tokenizer());
  if (!masked.empty()) out << "Never candidates (masked): " << printable(joined(masked)) << '\n';
}

/// Unless it is said, an encoder fills every [MASK], and a beam search goes on to the end of the text. A sentence for
/// which nothing is predicted is only read, which is said; steps that were asked for are refused.
int wantedSteps(const RunCommandOptions& options, TextRun& run, CommandContext& context) {
  const bool isSaid = options.run.stepsOption->count() > 0;
  if (const std::optional<Message> why = run.generation().whyNoPrediction()) {
    if (isSaid && options.run.steps > 0) throw Error(why->code, why->values);
    context.err << "headlight: " << why->english() << '\n';
    return 0;
  }
  if (isSaid) return options.run.steps;
  const std::size_t masks = run.generation().masks().size();
  return masks > 0 ? static_cast<int>(masks) : options.run.steps;
}

BeamResult searchBeams(const RunCommandOptions& options, TextRun& run) {
  BeamSettings settings;
  settings.beams = options.beams;
  settings.lengthPenalty = options.lengthPenalty;
  if (options.run.stepsOption->count() > 0) settings.longest = options.run.steps;
  return beamSearch(run.model(), run.tokenizer(), run.prompt().tokens, settings, run.pool(), run.interventions());
}

void checkOptions(const RunCommandOptions& options) {
  if (options.hooks.empty() != options.save.empty()) {
    throw Error("cli.option_needs", {{"option", options.hooks.empty() ? "--save" : "--hooks"},
                                     {"other", options.hooks.empty() ? "--hooks" : "--save"}});
  }
  if (options.beams == 0) return;
  for (const char* option : {"--temperature", "--top-k", "--top-p", "--seed"}) {
    if (options.run.sampling.command->count(option) > 0) throw Error("cli.beams_and_sampling", {{"option", option}});
  }
}

void runCommand(const RunCommandOptions& options, CommandContext& context) {
  checkOptions(options);
  TextRun run(options.run, context, [&options](const HookTable& hooks) { return keepMatching(hooks, options.hooks); });
  if (!options.save.empty()) prepareFolder(options.save);
  const bool fills = run.model().config().role() == Role::Fills;
  RunOutcome outcome(fills ? "word" : "next token");
  const auto onStep = [&](Index position, const Distribution& distribution, TokenId chosen) {
    if (options.json) {
      outcome.steps.push_back(stepJson(position, distribution, chosen, options.top, run.tokenizer()));
    } else {
      outcome.table.add(tableRow(position, distribution, chosen, options.top, run.tokenizer()));
    }
    outcome.chosen.push_back(chosen);
  };
  const bool nothing = options.run.stepsOption->count() > 0 && options.run.steps == 0;
  if (options.beams > 0 && !nothing) {
    outcome.beams = searchBeams(options, run);
    const BeamText& best = outcome.beams->texts.front();
    outcome.stopReason = run.follow(best.tokens, onStep);
    const bool asLongAsWanted =
        options.run.stepsOption->count() > 0 && best.tokens.size() == static_cast<std::size_t>(options.run.steps);
    if (!best.ended && !asLongAsWanted) outcome.stopReason = StopReason::Context;
  } else {
    outcome.stopReason = run.generate(wantedSteps(options, run, context), onStep);
  }
  if (!options.save.empty()) {
    saveActivations(run.generation(), run.model().hooks(), options.hooks,
                    {options.save, run.opened().name, run.interventionLabels()});
  }
  if (options.json) {
    context.out << documentOf(run, options.run.precision, outcome).dump(2) << '\n';
  } else {
    printRun(run, outcome, context.out);
  }
}

}  // namespace

void addRunCommand(CLI::App* command, CommandContext& context) {
  auto options = std::make_shared<RunCommandOptions>();
  options->run.addTo(*command, 1);
  command->add_option("--beams", options->beams, "Beam search for the likeliest text, with this number of beams")
      ->check(CLI::Range(1, BeamSettings::kMostBeams));
  CLI::Option* penalty =
      command->add_option("--length-penalty", options->lengthPenalty, "Beam search: score = ln P / tokens^A");
  penalty->check(CLI::Range(-10.0, 10.0))->needs("--beams")->default_str("1");
  command->add_option("--top", options->top, "Number of likeliest tokens to show for each step")
      ->check(CLI::Range(1, 1'000'000))
      ->default_str("10");
  command->add_option("--hooks", options->hooks,
                      "Comma-separated globs over hook names, as in blocks.*.hook_resid_post");
  command->add_option("--save", options->save, "Folder for the activations of --hooks, as NPY files");
  addPrecisionOption(*command, options->run.precision);
  addJsonOption(*command, options->json);
  command->callback([&context, options] { runCommand(*options, context); });
}

}  // namespace headlight
