#include <algorithm>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "analysis/projection/neighbour_table.h"
#include "cli/export/export_plan.h"
#include "cli/export/export_words.h"
#include "cli/options/word_option.h"
#include "figures/attention/heads_figure.h"
#include "figures/embedding/embedding_figure.h"
#include "figures/prediction/prediction_figure.h"
#include "figures/text/tokens_figure.h"
#include "formats/files/atomic_file.h"
#include "tensor/error.h"

namespace headlight {

namespace {

/// Steps, and on the way one prediction a step; without steps the one that stands at the end of the prompt.
std::vector<FigureData> stepAndPredict(TextRun& run, const ExportOptions& options, const ExportWords& words,
                                       const FigureSource& source, std::ostream& err) {
  if (const std::optional<Message> why = run.generation().whyNoPrediction()) {
    const bool isNamed = words.has("prediction") && !words.isEverything();
    if (isNamed || options.run.steps > 0) throw Error(why->code, why->values);
    err << "headlight: " << why->english() << '\n';
    return {};
  }
  std::vector<FigureData> figures;
  const bool masked = run.model().config().role() == Role::Fills;
  const auto add = [&](Index position, const Distribution& distribution, TokenId chosen) {
    std::vector<Token> before = run.generation().tokens();
    before.resize(masked ? 0 : std::min(before.size(), static_cast<std::size_t>(position)));
    figures.emplace_back(
        predictionFigure(distribution, run.tokenizer(), chosen, {position, masked}, options.top, source, before));
  };
  run.generate(options.run.steps, add);
  if (options.run.steps == 0) {
    add(run.generation().current()->position, run.generation().distribution(), run.generation().nextChoice());
  }
  return figures;
}

/// How points came to their places: the method, what it used and what the picture keeps.
nlohmann::ordered_json projectionJson(const EmbeddingFigure& figure) {
  nlohmann::ordered_json json{{"method", figure.method}};
  if (figure.used.perplexity > 0) json["perplexity"] = figure.used.perplexity;
  if (figure.used.neighbours > 0) json["neighbours"] = figure.used.neighbours;
  const bool isCounted = figure.badge.kind == Badge::Kind::NeighboursKept;
  if (isCounted || figure.badge.kind == Badge::Kind::FewPoints) {  // null: every picture of so few points keeps all
    json["neighbours_counted"] = kKeptNeighbours;
    json["neighbours_kept"] = isCounted ? nlohmann::ordered_json(figure.badge.share) : nullptr;
    json["neighbours_kept_by_chance"] = isCounted ? figure.badge.chance : 1;
  } else {
    json["variance_kept"] = figure.badge.share;
  }
  return json;
}

/// What each head does, as far as `figure` says it.
nlohmann::ordered_json headLabelsJson(const HeadsFigure& figure) {
  nlohmann::ordered_json labels = nlohmann::ordered_json::array();
  for (std::size_t i = 0; i < figure.labels.size(); ++i) {
    const HeadLabel& label = figure.labels[i];
    const int heads = std::max(1, figure.heads);
    nlohmann::ordered_json& head = labels.emplace_back(nlohmann::ordered_json{
        {"layer", static_cast<int>(i) / heads}, {"head", static_cast<int>(i) % heads}, {"role", roleWord(label.kind)}});
    if (label.kind == HeadLabel::Kind::None) continue;
    head["value"] = label.value;
    head["by_chance"] = label.chance;
    head["from"] = label.isOfProbes ? "probes" : "prompt";
    if (label.key < 0) continue;
    head["key"] = label.key;
    head["key_text"] = figure.keyLabels[static_cast<std::size_t>(label.key)];
  }
  return labels;
}

/// What the figures say besides their files: how points were projected, what heads do.
void addFacts(nlohmann::ordered_json& all, const std::vector<FigureData>& figures) {
  for (const FigureData& figure : figures) {
    if (const auto* points = figure.as<EmbeddingFigure>()) all["projection"] = projectionJson(*points);
    const auto* sheet = figure.as<SheetFigure>();
    const HeadsFigure* heads = sheet != nullptr ? sheet : figure.as<HeadsFigure>();
    if (heads == nullptr || heads->labels.empty()) continue;
    const std::string name = sheet != nullptr ? fileNameOf(*sheet) : fileNameOf(*heads);
    all["head_labels"].push_back({{"figure", name}, {"heads", headLabelsJson(*heads)}});
  }
}

void listFiles(const std::vector<std::filesystem::path>& files, const std::vector<FigureData>& figures, bool json,
               std::ostream& out) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const std::filesystem::path& file : files) {
    if (json) {
      list.push_back(shownPath(file));
    } else {
      out << shownPath(file) << '\n';
    }
  }
  if (!json) return;
  nlohmann::ordered_json all{{"files", std::move(list)}};
  addFacts(all, figures);
  out << all.dump(2) << '\n';
}

void write(const std::vector<NamedFile>& bytes, const std::vector<FigureData>& figures, const ExportOptions& options,
           CommandContext& context) {
  listFiles(writeFiles(bytes, options.files), figures, options.json, context.out);
}

/// Drawn before anything is written: a failure leaves the folder as it was.
std::vector<NamedFile> drawn(const std::vector<FigureData>& figures, std::vector<NamedFile> lists,
                             const ExportOptions& options, const CommandContext& context) {
  std::vector<NamedFile> bytes = figureFiles(figures, options.files, context);
  for (NamedFile& list : lists) bytes.push_back(std::move(list));
  return bytes;
}

/// A table of vectors needs no model.
void exportTable(const ExportOptions& options, CommandContext& context) {
  (void)parseFormats(options.files.formats, context.figures);  // refused before a long projection
  EmbeddingFiles embedding = embeddingOfTable(options.embedding, options.run.threads, context);
  prepareFolder(options.files.out);
  const std::vector<FigureData> figures{std::move(embedding.figure)};
  write(drawn(figures, std::move(embedding.lists), options, context), figures, options, context);
}

void exportFigures(const ExportOptions& options, CommandContext& context) {
  const ExportWords words(options.what);
  checkWords(words, options);
  const ExportFormats formats = parseFormats(options.files.formats, context.figures);
  TextRun run(options.run, context, [&](const HookTable&) { return keptFor(words, options); });
  prepareFolder(options.files.out);
  ExportWork work{run, options, words, context, {}};
  work.predictions = stepAndPredict(run, options, words, work.source(), context.err);
  makeFigures(work);
  std::vector<NamedFile> bytes = drawn(work.figures, std::move(work.lists), options, context);
  if (words.has("tokens") || formats.npy) {
    const FigureData tokens = tokensFigure(run.generation().tokens(), run.origins(), work.source());
    bytes.push_back({"tokens.json", figureTokensJson(tokens)});
  }
  write(bytes, work.figures, options, context);
}

/// A table of vectors goes without a model, and then nothing but the embedding can be asked for.
bool isTableAlone(const ExportOptions& options, const CLI::App& command) {
  const bool isAlone = ExportWords(options.what).isAlone("embedding");
  if (options.embedding.isOfTable() && !isAlone) {
    throw Error("cli.option_needs", {{"option", "--vectors"}, {"other", "--what embedding alone"}});
  }
  for (const char* option : {"--model", "--prompt"}) {
    const bool isGiven = command.count(option) > 0;
    if (!options.embedding.isOfTable() && !isGiven) throw CLI::RequiredError(option);
    if (options.embedding.isOfTable() && isGiven)
      throw Error("cli.exactly_one", {{"options", std::string("--vectors, ").append(option)}});
  }
  return options.embedding.isOfTable();
}

void addMeasureOptions(CLI::App& command, AttentionExport& options) {
  addWordOption<AttentionMeasure>(command, "--measure", options.measure,
                                  "For attention and heads: the numbers of the cells",
                                  {{"weights", AttentionMeasure::Weights},
                                   {"value-weighted", AttentionMeasure::ValueWeighted},
                                   {"rollout", AttentionMeasure::Rollout}})
      ->default_str("weights");
  command.add_flag("--labels", options.labels,
                   "For heads and --style sheet: write under each head its main role, with the measured value");
  addWordOption<HeadRole>(command, "--sort", options.sort,
                          "For heads and --style sheet: the head with the highest value of this role comes first; "
                          "without it, layer by layer",
                          {{"previous", HeadRole::PreviousToken},
                           {"same", HeadRole::SameToken},
                           {"first", HeadRole::FirstToken},
                           {"induction", HeadRole::Induction},
                           {"punctuation", HeadRole::Punctuation},
                           {"content", HeadRole::ContentWord},
                           {"broad", HeadRole::Broad}});
}

}  // namespace

void addExportCommand(CLI::App* command, CommandContext& context) {
  auto options = std::make_shared<ExportOptions>();
  options->run.addTo(*command, 0);
  for (const char* option : {"--model", "--prompt"})
    command->get_option(option)->required(false);  // see isTableAlone()
  command->add_option("--what", options->what, "A list of " + exportWordList("or all"))->required();
  command->add_option("--layers", options->attention.layers, "For attention and recurrent: all, or a list, as in 0,2")
      ->default_str("all");
  command->add_option("--heads", options->attention.heads, "For attention: all, mean, or a list, as in 0,2")
      ->default_str("all");
  command->add_option("--style", options->attention.style, "For attention; for recurrent, heatmap or steps")
      ->check(CLI::IsMember({"heatmap", "arcs", "steps", "sheet"}))
      ->default_str("heatmap");
  command
      ->add_option("--query", options->attention.query,
                   "For attention --style steps: position of the query token, counted from 0; without it, the last")
      ->check(CLI::NonNegativeNumber);
  command->add_option("--against", options->attention.against,
                      "For attention and heads: another prompt, whose attention is subtracted");
  command
      ->add_option("--threshold", options->attention.threshold,
                   "For --style arcs: weights below this one are not drawn")
      ->check(CLI::Range(0.0, 1.0))
      ->default_str("0.05");
  command->add_flag("--upright", options->attention.upright,
                    "For --style arcs: the text stands left and right, and the arcs go across");
  addWordOption<ColorLimits>(*command, "--colors", options->attention.limits,
                             "For attention, heads and recurrent: colour scales end at 1 (fixed) or at the largest "
                             "value (fitted)",
                             {{"fixed", ColorLimits::Fixed}, {"fitted", ColorLimits::Fitted}});
  addMeasureOptions(*command, options->attention);
  command->add_flag("--hide-first-key", options->attention.sinkHidden,
                    "For attention and heads: leave the first key out of the colours; "
                    "each row shows the other weights as shares of their sum");
  options->embedding.addTo(*command);
  command->add_option("--with", options->with, "For compare: another model; give the option once for each")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command->add_flag("--forced", options->forced, "For compare: all models read the text that the first model writes");
  options->recurrent.addTo(*command);
  command->add_option("--top", options->top, "For prediction and compare: number of likeliest tokens to show")
      ->check(CLI::Range(1, 1000))
      ->default_str("10");
  options->files.addTo(*command, true);
  addJsonOption(*command, options->json);
  command->footer(exportWordHelp());
  command->callback([&context, options, command] {
    options->attention.steps = options->run.steps;
    options->embedding.check();
    isTableAlone(*options, *command) ? exportTable(*options, context) : exportFigures(*options, context);
  });
}

}  // namespace headlight
