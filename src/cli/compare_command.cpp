#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "analysis/text/share_text.h"
#include "cli/compare/compare_experiments.h"
#include "cli/compare/text_comparison.h"
#include "cli/export/export_plan.h"
#include "cli/run_json.h"
#include "cli/text_table.h"

namespace headlight {

namespace {

using nlohmann::ordered_json;

void checkOptions(const CompareOptions& options) {
  checkComparedCount(options.models.size(), options.experiment.empty() ? 2 : 1, "--model");
  if (options.experiment.empty() && options.prompt.empty()) throw Error("prompt.empty");
}

ComparedRunOptions runOptions(const CompareOptions& options) {
  ComparedRunOptions result;
  result.models = options.models;
  result.run.prompt = options.prompt;
  result.run.sampling = options.sampling;
  result.run.steps = options.steps;
  result.run.threads = options.threads;
  result.forced = options.forced;
  return result;
}

// --- JSON
// -------------------------------------------------------------------------------------------------------------

ordered_json orNull(const std::optional<double>& number) {
  return number ? ordered_json(*number) : ordered_json(nullptr);
}

ordered_json runsJson(const TextComparison& comparison, int top) {
  ordered_json runs = ordered_json::array();
  for (const TextComparison::One& one : comparison.runs()) {
    ordered_json steps = ordered_json::array();
    for (std::size_t i = 0; i < one.taken.size(); ++i) {
      steps.push_back(stepJson(one.positions[i], one.distributions[i], one.taken[i], top, one.run->tokenizer()));
    }
    runs.push_back(runJson(*one.run, "", std::move(steps), one.stopped));
  }
  return runs;
}

ordered_json divergenceJson(const TextComparison& comparison, const CompareFigure::Row& row) {
  ordered_json pairs = ordered_json::array();
  const auto& runs = comparison.runs();
  for (std::size_t a = 0; a < runs.size(); ++a) {
    for (std::size_t b = a + 1; b < runs.size(); ++b) {
      ordered_json pair;
      pair["a"] = runs[a].run->opened().name;
      pair["b"] = runs[b].run->opened().name;
      pair["runs"] = {a, b};  // the same model may be there twice
      pair["bits"] = orNull(row.divergence[pairIndex(a, b, runs.size())]);
      pairs.push_back(std::move(pair));
    }
  }
  return pairs;
}

ordered_json rowJson(const CompareFigure::Row& row) {
  ordered_json object;
  object["word"] = row.word;
  object["agreeing"] = row.agreeing;
  object["asked"] = row.asked;
  object["runs"] = ordered_json::array();
  for (const CompareFigure::Cell& cell : row.cells) {
    ordered_json one;
    one["probability"] = orNull(cell.probability);
    one["surprise_bits"] = orNull(cell.bits);
    one["perplexity"] = orNull(cell.perplexity);
    one["likeliest"] = cell.likeliest.empty() ? ordered_json(nullptr) : ordered_json(cell.likeliest);
    one["tokens"] = cell.tokens;
    one["words"] = cell.words;
    object["runs"].push_back(std::move(one));
  }
  return object;
}

ordered_json documentOf(const TextComparison& comparison, const CompareOptions& options) {
  ordered_json document;
  document["prompt"] = comparison.runs().front().run->prompt().text;
  document["forced"] = options.forced;
  document["runs"] = runsJson(comparison, options.top);
  document["divergence"] = ordered_json::array();
  document["words"] = ordered_json::array();
  if (options.steps == 0) return document;
  for (const CompareFigure::Row& row : comparison.rows()) {
    document["divergence"].push_back(divergenceJson(comparison, row));
    document["words"].push_back(rowJson(row));
  }
  return document;
}

// --- for people
// -------------------------------------------------------------------------------------------------------

std::string letter(std::size_t column) {
  return std::string(1, static_cast<char>('A' + column));
}

std::string orDash(const std::optional<double>& number, int digits) {
  return number ? fixed(*number, digits) : "-";
}

void printModels(const TextComparison& comparison, std::ostream& out) {
  TextTable table({"", "model", "kind", "text"});
  for (std::size_t i = 0; i < comparison.runs().size(); ++i) {
    const TextComparison::One& one = comparison.runs()[i];
    std::vector<TokenId> ids;
    for (const Token& token : one.run->prompt().tokens) ids.push_back(token.id);
    ids.insert(ids.end(), one.taken.begin(), one.taken.end());
    table.add({letter(i), one.run->opened().name, std::string(modelKindName(one.run->model().config().kind)),
               one.run->tokenizer().decode(ids)});
  }
  table.print(out);
}

void printWords(const TextComparison& comparison, std::ostream& out) {
  std::vector<std::string> heading{"word"};
  const std::size_t count = comparison.runs().size();
  for (std::size_t i = 0; i < count; ++i) {
    heading.insert(heading.end(), {letter(i) + " p", "bits", "perplexity", "likeliest"});
  }
  heading.push_back("agree");
  TextTable table(heading);
  for (const CompareFigure::Row& row : comparison.rows()) {
    std::vector<std::string> cells{row.word};
    for (const CompareFigure::Cell& cell : row.cells) {
      const std::string words = cell.words > 1 ? " /" + std::to_string(cell.words) + " words" : "";
      cells.insert(cells.end(),
                   {(cell.probability ? percentText(*cell.probability) : "-") + words, orDash(cell.bits, 2),
                    orDash(cell.perplexity, 2), cell.likeliest.empty() ? "-" : cell.likeliest});
    }
    cells.push_back(std::to_string(row.agreeing) + " of " + std::to_string(row.asked));
    table.add(std::move(cells));
  }
  table.print(out);
}

void printDivergence(const TextComparison& comparison, std::ostream& out) {
  const std::size_t count = comparison.runs().size();
  std::vector<std::string> heading{"word"};
  for (std::size_t a = 0; a < count; ++a) {
    for (std::size_t b = a + 1; b < count; ++b) heading.push_back(letter(a) + "-" + letter(b));
  }
  TextTable table(heading);
  for (const CompareFigure::Row& row : comparison.rows()) {
    std::vector<std::string> cells{row.word};
    for (const auto& bits : row.divergence) cells.push_back(orDash(bits, 4));
    table.add(std::move(cells));
  }
  table.print(out);
}

void print(const TextComparison& comparison, const CompareOptions& options, std::ostream& out) {
  out << "Prompt  " << printable(comparison.runs().front().run->prompt().text) << "\n\n";
  printModels(comparison, out);
  if (options.steps == 0) return;
  out << "\nWords of A: what each gave them"
      << (options.forced ? " along the one text (several tokens: their product)"
                         : " after its own text; perplexity of its own text")
      << '\n';
  printWords(comparison, out);
  out << "\nJensen-Shannon divergence in bits (0 equal, 1 nothing in common; - where the vocabularies differ)\n";
  printDivergence(comparison, out);
}

void compareCommand(const CompareOptions& options, CommandContext& context) {
  checkOptions(options);
  if (!options.experiment.empty()) {
    compareExperiment(options.experiment).run(options, context);
    return;
  }
  if (!options.files.out.empty()) (void)parseFormats(options.files.formats, context.figures);
  const TextComparison comparison(runOptions(options), context);
  if (!options.files.out.empty()) {
    const std::vector<NamedFile> bytes = figureFiles({comparison.figure(options.top)}, options.files, context);
    writeFiles(bytes, options.files);
  }
  if (options.json) {
    context.out << documentOf(comparison, options).dump(2) << '\n';
  } else {
    print(comparison, options, context.out);
  }
}

}  // namespace

void addCompareCommand(CLI::App* command, CommandContext& context) {
  auto options = std::make_shared<CompareOptions>();
  command
      ->add_option("--model,-m", options->models,
                   "A model, as for `headlight run`; give the option once for each of the two to four models (the same "
                   "model may be given twice)")
      ->required()
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command->add_option("--prompt,-p", options->prompt, "The text to continue; - reads standard input");
  options->stepsOption = command->add_option("--steps,-n", options->steps, "Tokens to generate")
                             ->check(CLI::Range(0, 1'000'000))
                             ->default_str("1");
  command->add_flag("--forced", options->forced,
                    "All models read the text that the first model writes; otherwise each continues its own text");
  command->add_option("--top", options->top, "Number of likeliest tokens to list for each step")
      ->check(CLI::Range(1, 1'000'000))
      ->default_str("10");
  addSamplingOptions(*command, options->sampling);
  addThreadsOption(*command, options->threads,
                   "Threads; 0 for all cores, for speed one thread. All numbers but times are the same for any number");
  command->add_option("--experiment", options->experiment, "Instead of a run, one of: " + compareExperimentNames());
  options->distance.addTo(*command);
  options->speed.addTo(*command);
  options->gradients.addTo(*command);
  options->files.addTo(*command, false);
  addJsonOption(*command, options->json);
  command->callback([&context, options] { compareCommand(*options, context); });
}

}  // namespace headlight
