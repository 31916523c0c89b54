#include "figures/embedding/embedding_figure.h"

#include <algorithm>
#include <cmath>

#include "figures/badge.h"
#include "formats/files/csv.h"

namespace headlight {

namespace {

std::string lowered(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

}  // namespace

std::string fileNameOf(const EmbeddingFigure& f) {
  std::string method = lowered(f.method);
  std::erase(method, '-');
  return "embedding_" + method;
}

std::string csvOf(const EmbeddingFigure& figure) {
  CsvWriter csv;
  const EmbeddingFigure::Coloring& coloring = figure.coloring;
  for (const char* name : {"id", "text", "x", "y", "z", "highlighted"}) csv.text(name);
  const bool saysPrompt = coloring.kind == EmbeddingFigure::Coloring::Kind::Prompt;  // prompt_text says the same
  if (!saysPrompt && (!coloring.group.empty() || !coloring.values.empty())) csv.text(coloring.name);
  const bool hasStations = figure.stations.size() > 1;
  if (hasStations) csv.text("station").text("token");
  if (!figure.promptOf.empty()) csv.text("prompt_text");
  csv.endRow();
  const std::size_t tokens = figure.labels.size() / std::max<std::size_t>(1, figure.stations.size());
  std::vector<bool> highlighted(figure.labels.size(), false);
  for (const int index : figure.highlighted) highlighted[static_cast<std::size_t>(index)] = true;
  for (std::size_t i = 0; i < figure.labels.size(); ++i) {
    figure.ids[i] < 0 ? csv.text("") : csv.integer(figure.ids[i]);
    csv.text(figure.labels[i]);
    for (Index axis = 0; axis < figure.coordinates.cols(); ++axis) {
      csv.number(static_cast<double>(figure.coordinates(static_cast<Index>(i), axis)));
    }
    csv.integer(highlighted[i] ? 1 : 0);
    if (!coloring.group.empty() && !saysPrompt) {
      const int group = coloring.group[i];
      csv.text(group < 0 ? "" : coloring.groups[static_cast<std::size_t>(group)]);
    } else if (!coloring.values.empty() && std::isnan(coloring.values[i])) {
      csv.nothing();  // it is not known
    } else if (!coloring.values.empty()) {
      csv.number(coloring.values[i]);
    }
    if (hasStations) csv.text(figure.stations[i / tokens]).integer(static_cast<std::int64_t>(i % tokens));
    if (!figure.promptOf.empty()) csv.text(figure.prompts[static_cast<std::size_t>(figure.promptOf[i])]);
    csv.endRow();
  }
  return csv.bytes();
}

NamedFiles npyFiles(const EmbeddingFigure& figure, const std::string& name) {
  return {{name + ".npy", npyOf(figure.coordinates)}, {name + "_ids.npy", npyOfWhole(figure.ids)}};
}

std::vector<FigureToken> tokensOf(const EmbeddingFigure& figure) {
  return tokensOfLabels(figure.labels);
}

Badge badgeOf(const EmbeddingFigure& figure) {
  return figure.badge;
}

}  // namespace headlight
