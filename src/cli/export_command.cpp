#include <CLI/CLI.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/export_attention.h"
#include "cli/export_embedding.h"
#include "cli/figure_export.h"
#include "cli/file_set.h"
#include "cli/text_run.h"
#include "formats/atomic_file.h"
#include "generate/run_figures.h"
#include "tensor/error.h"

namespace headlight {

namespace {

struct ExportOptions {
  TextRunOptions run;
  std::string what, out;
  std::string formats;
  EmbeddingExport embedding;
  AttentionExport attention;
  std::string language = "en";
  FigureOptions figure;
  int top = 10;
  bool json = false;
};

FigureSource sourceOf(const TextRun& run) {
  return {run.opened().name, run.prompt().text, run.interventionLabels()};
}

/// Steps, and on the way one prediction a step; without steps the one that stands at the end of the prompt.
std::vector<FigureData> stepAndPredict(TextRun& run, const ExportOptions& options) {
  std::vector<FigureData> figures;
  const bool masked = run.model().config().kind == ModelKind::Encoder;
  const auto add = [&](Index position, const Distribution& distribution, TokenId chosen) {
    std::vector<Token> before = run.generation().tokens();
    before.resize(masked ? 0 : std::min(before.size(), static_cast<std::size_t>(position)));
    figures.emplace_back(predictionFigure(distribution, run.tokenizer(), chosen, {position, masked}, options.top,
                                          sourceOf(run), before));
  };
  run.generate(options.run.steps, add);
  if (options.run.steps == 0) {
    add(run.generation().current()->position, run.generation().distribution(), run.generation().nextChoice());
  }
  return figures;
}

std::vector<FigureData> makeFigures(TextRun& run, const ExportOptions& options, const ExportWhat& what,
                                    std::vector<NamedBytes>& lists, CommandContext& context) {
  std::vector<FigureData> predictions = stepAndPredict(run, options);
  std::vector<FigureData> figures;
  if (what.tokens) {
    figures.emplace_back(tokensFigure(run.generation().tokens(), run.origins(), sourceOf(run)));
  }
  if (what.needsPatterns()) addAttentionFigures(run, options.attention, what, context, sourceOf(run), figures);
  if (what.prediction) figures.insert(figures.end(), predictions.begin(), predictions.end());
  if (what.embedding) {
    EmbeddingFiles files = embeddingOf(run, options.embedding, options.run.steps, sourceOf(run), context);
    lists = std::move(files.lists);
    figures.emplace_back(std::move(files.figure));
  }
  return figures;
}

std::vector<NamedBytes> filesOf(const FigureData& figure, const ExportFormats& formats, const FigureOptions& options,
                                FigureWriter* writer) {
  std::vector<NamedBytes> files;
  const std::string name = figureName(figure);
  for (const ImageFormat format : formats.pictures) {
    files.push_back({name + endingOf(format), writer->render(figure, format, options)});
  }
  if (formats.csv) files.push_back({name + ".csv", figureCsv(figure)});
  if (formats.npy) {
    for (NamedBytes& file : figureNpy(figure)) files.push_back(std::move(file));
  }
  return files;
}

void listFiles(const FileSet& files, bool json, std::ostream& out) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const std::filesystem::path& file : files.written()) {
    if (json) {
      list.push_back(shownPath(file));
    } else {
      out << shownPath(file) << '\n';
    }
  }
  if (json) out << nlohmann::ordered_json{{"files", std::move(list)}}.dump(2) << '\n';
}

/// Drawn before anything is written: a failure leaves the folder as it was.
std::vector<NamedBytes> drawn(const std::vector<FigureData>& figures, const ExportFormats& formats,
                              const ExportOptions& options, FigureWriter* writer) {
  FigureOptions drawing = options.figure;
  drawing.chinese = options.language == "zh";
  std::vector<NamedBytes> bytes;
  for (const FigureData& figure : figures) {
    for (NamedBytes& file : filesOf(figure, formats, drawing, writer)) bytes.push_back(std::move(file));
  }
  return bytes;
}

void writeFiles(const std::vector<NamedBytes>& bytes, const ExportOptions& options, CommandContext& context) {
  FileSet files;
  for (const NamedBytes& file : bytes) files.write(std::filesystem::path(options.out) / file.name, file.bytes);
  listFiles(files, options.json, context.out);
  files.keep();
}

/// A table of vectors needs no model.
void exportTable(const ExportOptions& options, CommandContext& context) {
  const ExportFormats formats = parseFormats(options.formats, context.figures);
  EmbeddingFiles embedding = embeddingOfTable(options.embedding, options.run.threads, context);
  prepareFolder(options.out);
  std::vector<NamedBytes> bytes = drawn({std::move(embedding.figure)}, formats, options, context.figures);
  for (NamedBytes& list : embedding.lists) bytes.push_back(std::move(list));
  writeFiles(bytes, options, context);
}

void exportFigures(const ExportOptions& options, CommandContext& context) {
  const ExportWhat what = parseWhat(options.what);
  const ExportFormats formats = parseFormats(options.formats, context.figures);
  TextRun run(options.run, context, [&](const HookTable&) -> ActivationCache::Filter {
    const ActivationCache::Filter attention = keepFor(options.attention, what.needsPatterns());
    if (!what.embedding) return attention;
    return [attention, embedding = options.embedding](const HookPoint& point) {
      return attention(point) || embedding.needs(point);
    };
  });
  prepareFolder(options.out);
  std::vector<NamedBytes> lists;
  std::vector<NamedBytes> bytes =
      drawn(makeFigures(run, options, what, lists, context), formats, options, context.figures);
  for (NamedBytes& list : lists) bytes.push_back(std::move(list));
  if (what.tokens || formats.npy) {
    const FigureData tokens = tokensFigure(run.generation().tokens(), run.origins(), sourceOf(run));
    bytes.push_back({"tokens.json", figureTokensJson(tokens)});
  }
  writeFiles(bytes, options, context);
}

/// A table of vectors goes without a model, and then nothing but the embedding can be asked for.
bool isTableAlone(const ExportOptions& options, const CLI::App& command) {
  const ExportWhat what = parseWhat(options.what);
  const bool isAlone =
      what.embedding && !what.everything && !what.attention && !what.heads && !what.tokens && !what.prediction;
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

void addDrawingOptions(CLI::App& command, ExportOptions& options) {
  command.add_flag("--dark", options.figure.dark, "Dark theme");
  command.add_flag("!--no-title", options.figure.title, "Leave the title out");
  command.add_flag("!--no-caption", options.figure.caption, "Leave out model, prompt, layer and head");
  command.add_flag("--print", options.figure.print, "White with dark lines");
  command.add_flag("!--no-color-bar", options.figure.colorBar, "Leave out the colour bar and its legend");
  const std::map<std::string, bool> cells{{"vector", false}, {"image", true}};
  command
      .add_option("--cells", options.figure.cellsAsImage,
                  "Heatmaps of SVG and PDF: a rectangle a cell (vector), or one crisp image")
      ->transform(CLI::CheckedTransformer(cells))
      ->default_str("vector");
  command.add_option("--width", options.figure.width, "Width in pixels; 0: what the figure needs")
      ->check(CLI::Range(0, 20000))
      ->default_str("0");
  command.add_option("--scale", options.figure.scale, "PNG pixels a pixel of the width")
      ->check(CLI::Range(0.25, 8.0))
      ->default_str("2");
  command.add_option("--language", options.language, "Language of the titles")->check(CLI::IsMember({"en", "zh"}));
}

void addMeasureOptions(CLI::App& command, AttentionExport& options) {
  const std::map<std::string, AttentionMeasure> measures{{"weights", AttentionMeasure::Weights},
                                                         {"value-weighted", AttentionMeasure::ValueWeighted},
                                                         {"rollout", AttentionMeasure::Rollout}};
  command.add_option("--measure", options.measure, "What the cells of heatmaps are: weights, value-weighted, rollout")
      ->transform(CLI::CheckedTransformer(measures));
  command.add_flag("--labels", options.labels, "Write under each head of heads and sheets what it does, and how much");
  const std::map<std::string, HeadRole> roles{
      {"previous", HeadRole::PreviousToken}, {"same", HeadRole::SameToken},          {"first", HeadRole::FirstToken},
      {"induction", HeadRole::Induction},    {"punctuation", HeadRole::Punctuation}, {"broad", HeadRole::Broad}};
  command.add_option("--sort", options.sort, "Order of the heads: the one that does this most first")
      ->transform(CLI::CheckedTransformer(roles));
}

}  // namespace

void addExportCommand(CLI::App& app, CommandContext& context) {
  CLI::App* command = app.add_subcommand("export", "Write the figures that the window shows, and their numbers");
  auto options = std::make_shared<ExportOptions>();
  options->run.addTo(*command, 0);
  for (const char* option : {"--model", "--prompt"})
    command->get_option(option)->required(false);  // see isTableAlone()
  command->add_option("--what", options->what, "attention, heads, tokens, embedding, prediction, or all; a list")
      ->required();
  command->add_option("--out,-o", options->out, "Folder for the files")->required();
  command->add_option("--layers", options->attention.layers, "all, or a list as in 0,2")->default_str("all");
  command->add_option("--heads", options->attention.heads, "all, mean, or a list as in 0,2")->default_str("all");
  command->add_option("--formats", options->formats, "png, svg, pdf, csv, npy; a list");
  command->add_option("--style", options->attention.style, "Of the attention")
      ->check(CLI::IsMember({"heatmap", "arcs", "steps", "sheet"}));
  command
      ->add_option("--query", options->attention.query, "Of --style steps: position of the token that looks; the last")
      ->check(CLI::NonNegativeNumber);
  command->add_option("--against", options->attention.against, "Another prompt: its attention is subtracted");
  command->add_option("--threshold", options->attention.threshold, "Least weight of a line of --style arcs")
      ->check(CLI::Range(0.0, 1.0))
      ->default_str("0.05");
  command->add_flag("--upright", options->attention.upright, "Arcs between a left and a right sentence");
  const std::map<std::string, ColorLimits> limits{{"fixed", ColorLimits::Fixed}, {"fitted", ColorLimits::Fitted}};
  command->add_option("--colors", options->attention.limits, "Scales end at 1 (fixed) or at the largest value (fitted)")
      ->transform(CLI::CheckedTransformer(limits));
  addMeasureOptions(*command, options->attention);
  command->add_flag("--hide-first-key", options->attention.sinkHidden, "Leave the first key out; the rest sums to 1");
  options->embedding.addTo(*command);
  command->add_option("--top", options->top, "Bars of a prediction")->check(CLI::Range(1, 1000))->default_str("10");
  addDrawingOptions(*command, *options);
  addJsonOption(*command, options->json);
  command->callback([&context, options, command] {
    options->attention.steps = options->run.steps;
    options->embedding.check();
    isTableAlone(*options, *command) ? exportTable(*options, context) : exportFigures(*options, context);
  });
}

}  // namespace headlight
