// The options of `headlight export --what embedding`.

#include <charconv>

#include <CLI/CLI.hpp>
#include <map>

#include "cli/export/export_embedding.h"
#include "cli/export/export_plan.h"
#include "cli/options/word_option.h"
#include "hooks/hook_names.h"
#include "tensor/error.h"

namespace headlight {
namespace {

struct Needed {
  const char* option;
  const char* projection;
};
constexpr Needed kOfProjections[] = {
    {"--perplexity", "tsne"},      {"--neighbours", "umap"}, {"--minimal-distance", "umap"},
    {"--projection-seed", "umap"}, {"--axes", "words"},      {"--dimensions", "dimensions"}};

ProjectionMethod methodNamed(const std::string& name) {
  static const std::map<std::string, ProjectionMethod> methods{{"pca", ProjectionMethod::Pca},
                                                               {"tsne", ProjectionMethod::Tsne},
                                                               {"umap", ProjectionMethod::Umap},
                                                               {"dimensions", ProjectionMethod::Dimensions},
                                                               {"words", ProjectionMethod::Words}};
  return methods.at(name);
}

std::array<int, 3> dimensionsOf(const std::string& text) {
  const auto refuse = [&] {
    throw Error("cli.bad_value", {{"option", "--dimensions"},
                                  {"value", text},
                                  {"expected", "one to three numbers, counted from 1, as in 1,2,3"}});
  };
  std::array<int, 3> dimensions{-1, -1, -1};
  const std::vector<std::string> words = splitList(text);
  if (words.empty() || words.size() > dimensions.size()) refuse();
  for (std::size_t i = 0; i < words.size(); ++i) {
    int number = 0;
    const char* end = words[i].data() + words[i].size();
    const auto result = std::from_chars(words[i].data(), end, number);
    if (result.ec != std::errc{} || result.ptr != end || number < 1) refuse();
    dimensions[i] = number - 1;
  }
  return dimensions;
}

void addPicture(CLI::App& command, EmbeddingExport& options) {
  command.add_flag("--flat", options.settings.isFlat, "For embedding: two dimensions");
  command.add_flag("--text", options.text, "For embedding: join the tokens in the order of the text");
  command.add_option(
      "--color", options.color,
      "For embedding: nothing, cluster, class, frequency, surprise, layer, prompt, or the name of a table's column");
  command.add_option("--clusters", options.clusters, "For --color cluster: number of clusters")
      ->check(CLI::Range(2, 30))
      ->default_str("7");
  command.add_option("--mark", options.mark, "For embedding: words to highlight, as in cat,dog");
  command.add_option("--only", options.only,
                     "For embedding: show only these words, at the places that the projection of all words gives "
                     "them");
  command.add_flag("--anew", options.anew, "For --only: project these words without the others");
  command
      .add_option("--azimuth", options.azimuth,
                  "For embedding: the direction from which the points are seen, in degrees")
      ->check(CLI::Range(-360.0, 360.0))
      ->default_str("32");
  command
      .add_option("--elevation", options.elevation,
                  "For embedding: the height from which they are seen, in degrees above the horizontal")
      ->check(CLI::Range(-89.0, 89.0))
      ->default_str("20");
  command.add_option(
      "--nearest", options.nearest,
      "For embedding: also write a list of the words nearest to this one, or to a sum, as in \"king - man + "
      "woman\"");
  command.add_option("--nearest-count", options.nearestCount, "For --nearest: the length of the list")
      ->check(CLI::Range(1, 1000))
      ->default_str("10");
  addWordOption<Metric>(command, "--metric", options.metric, "For --nearest: the measure of distance",
                        {{"cosine", Metric::Cosine}, {"euclidean", Metric::Euclidean}})
      ->default_str("cosine");
}

}  // namespace

void EmbeddingExport::addTo(CLI::App& to) {
  command = &to;
  to.add_option("--space", space,
                "For embedding: vocabulary, input (token + position), residual (the tokens through the layers; for an "
                "encoder-decoder encoder or decoder), or a hook point with one vector per position")
      ->default_str("vocabulary");
  to.add_option("--head", head, "For --space with a hook point that has heads: the head")
      ->check(CLI::NonNegativeNumber);
  to.add_option("--also", also, "For embedding: another prompt, shown in the same picture. Repeatable")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  to.add_option("--vectors", vectors,
                "For embedding: a file with a table of vectors (GloVe, word2vec, TSV, NPY) instead of a model");
  to.add_option("--labels-file", labels, "For --vectors: a file with the labels of its rows, one per line");
  to.add_option("--projection", projection, "For embedding: how the vectors become points")
      ->check(CLI::IsMember({"pca", "tsne", "umap", "dimensions", "words"}))
      ->default_str("pca");
  to.add_option("--perplexity", settings.perplexity, "For t-SNE: about how many neighbours of each word count")
      ->check(CLI::Range(1.0, 1000.0))
      ->default_str("30");
  to.add_option("--neighbours", settings.neighbours,
                "For UMAP: number of neighbours of each word, the word itself included")
      ->check(CLI::Range(2, 1000))
      ->default_str("15");
  to.add_option("--minimal-distance", settings.minimalDistance, "For UMAP: the least distance between points")
      ->check(CLI::Range(0.0, 1.0))
      ->default_str("0.1");
  to.add_option("--projection-seed", settings.seed, "For UMAP: seed of its random numbers")
      ->check(CLI::NonNegativeNumber);
  to.add_option("--axes", axes,
                "For embedding: an axis from one word to another, as in \"man -> woman\"; up to three. Repeatable")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  to.add_option("--dimensions", dimensions, "For embedding: these numbers of each vector are the axes, as in 1,2,3");
  addPicture(to, *this);
}

void EmbeddingExport::check() {
  const auto isGiven = [this](const char* option) { return command != nullptr && command->count(option) > 0; };
  const auto require = [&](const char* option, const std::string& other) {
    throw Error("cli.option_needs", {{"option", option}, {"other", other}});
  };
  if (!isGiven("--projection") && !axes.empty()) projection = "words";
  if (!isGiven("--projection") && !dimensions.empty()) projection = "dimensions";
  for (const Needed& needed : kOfProjections) {
    if (isGiven(needed.option) && projection != needed.projection) {
      require(needed.option, std::string("--projection ").append(needed.projection));
    }
  }
  settings.method = methodNamed(projection);
  if (axes.size() > settings.words.size()) {
    throw Error("cli.bad_value", {{"option", "--axes"}, {"value", axes.back()}, {"expected", "at most three axes"}});
  }
  std::copy(axes.begin(), axes.end(), settings.words.begin());
  if (!dimensions.empty()) settings.dimensions = dimensionsOf(dimensions);
  if (settings.method == ProjectionMethod::Words && axes.empty()) require("--projection words", "--axes");
  if (isGiven("--labels-file") && !isOfTable()) require("--labels-file", "--vectors");
  if (isGiven("--clusters") && color != "cluster") require("--clusters", "--color cluster");
  if (anew && only.empty()) require("--anew", "--only");
  if (isGiven("--nearest-count") && nearest.empty()) require("--nearest-count", "--nearest");
  if (isGiven("--metric") && nearest.empty()) require("--metric", "--nearest");
  const bool isOfRun = !isOfTable() && space != "vocabulary";
  for (const char* option : {"--also", "--text", "--head"}) {
    if (isGiven(option) && !isOfRun) require(option, "--space");
  }
  if (isOfTable() && isGiven("--space")) {
    throw Error("cli.exactly_one", {{"options", "--space, --vectors"}});
  }
}

bool EmbeddingExport::needs(const HookPoint& point) const {
  if (isOfTable() || space == "vocabulary") return false;
  if (color == "surprise" && point.name == hook_names::kUnembedOut) return true;
  const bool isWay = space == "input" || space == "residual" || space == "encoder" || space == "decoder";
  if (!isWay) return point.name == space;
  return point.name.find("resid_p") != std::string::npos || point.name.ends_with("hook_h");
}

}  // namespace headlight
