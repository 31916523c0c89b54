#include "figures/embedding/point_coloring.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "analysis/vectors/k_means.h"

namespace headlight {
namespace {

using Coloring = EmbeddingFigure::Coloring;
using Kind = ColorBy::Kind;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// "" is no group.
Coloring grouped(const std::vector<std::string>& names) {
  std::map<std::string, int> sizes;
  for (const std::string& name : names) {
    if (!name.empty()) ++sizes[name];
  }
  Coloring coloring;
  for (const auto& [name, size] : sizes) coloring.groups.push_back(name);
  std::stable_sort(coloring.groups.begin(), coloring.groups.end(),
                   [&](const std::string& a, const std::string& b) { return sizes[a] > sizes[b]; });
  std::map<std::string, int> places;
  for (std::size_t i = 0; i < coloring.groups.size(); ++i) places[coloring.groups[i]] = static_cast<int>(i);
  for (const std::string& name : names) coloring.group.push_back(name.empty() ? -1 : places[name]);
  return coloring;
}

Coloring clustered(const PointSpace& space, int clusters, const std::stop_token& stop) {
  Matrix<float> room;
  KMeansOptions options;
  options.clusters = clusters;
  const KMeansResult result = kMeans(space.rows(room), options, stop);
  Coloring coloring;
  coloring.group = result.cluster;
  for (std::size_t i = 0; i < result.sizes.size(); ++i) coloring.groups.push_back(std::to_string(i + 1));
  return coloring;
}

/// A class that says nothing, "other", is no group.
Coloring ofClasses(const PointSpace& space, const Lexicon& lexicon) {
  std::vector<std::string> classes;
  for (const std::string& label : space.labels) {
    const auto entry = lexicon.find(label);
    const bool isKnown = entry != lexicon.end() && entry->second.wordClass != "other";
    classes.push_back(isKnown ? entry->second.wordClass : "");
  }
  return grouped(classes);
}

Coloring ofFrequencies(const PointSpace& space, const Lexicon& lexicon) {
  Coloring coloring;
  for (const std::string& label : space.labels) {
    const auto entry = lexicon.find(label);
    const bool isKnown = entry != lexicon.end() && entry->second.frequency > 0;
    coloring.values.push_back(isKnown ? std::log10(static_cast<double>(entry->second.frequency)) : kNone);
  }
  return coloring;
}

Coloring surprised(const PointSpace& space) {
  const std::vector<double> bits = space.surprise();
  Coloring coloring;
  for (int point = 0; point < space.size(); ++point) {
    const auto position = static_cast<std::size_t>(space.positionOf(point));
    coloring.values.push_back(position < bits.size() ? bits[position] : kNone);
  }
  return coloring;
}

Coloring ofStations(const PointSpace& space) {
  Coloring coloring;
  for (int point = 0; point < space.size(); ++point) coloring.values.push_back(space.stationOf(point));
  return coloring;
}

Coloring ofPrompts(const PointSpace& space) {
  Coloring coloring;
  coloring.groups = space.prompts;
  for (int point = 0; point < space.size(); ++point) coloring.group.push_back(space.promptOfPoint(point));
  return coloring;
}

/// Numbers where all cells are numbers, else groups.
Coloring ofColumn(const VectorTable::Column& column) {
  Coloring coloring;
  for (const std::string& cell : column.values) {
    double value = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    const bool isNumber = error == std::errc() && end == cell.data() + cell.size();
    if (!isNumber && !cell.empty()) return grouped(column.values);
    coloring.values.push_back(isNumber ? value : kNone);
  }
  return coloring;
}

const char* nameOf(Kind kind) {
  switch (kind) {
    case Kind::Cluster:
      return "cluster";
    case Kind::WordClass:
      return "class";
    case Kind::Frequency:
      return "frequency_log10";
    case Kind::Surprise:
      return "surprise_bits";
    case Kind::Station:
      return "layer";
    case Kind::Prompt:
      return "prompt";
    case Kind::Nothing:
    case Kind::Column:
      break;
  }
  return "";
}

Coloring unnamed(const ColorBy& choice, const PointSpace& space, const Lexicon* lexicon, const std::stop_token& stop) {
  switch (choice.kind) {
    case Kind::Nothing:
      break;
    case Kind::Cluster:
      return clustered(space, choice.clusters, stop);
    case Kind::WordClass:
      return lexicon ? ofClasses(space, *lexicon) : Coloring{};
    case Kind::Frequency:
      return lexicon ? ofFrequencies(space, *lexicon) : Coloring{};
    case Kind::Surprise:
      return space.surprise ? surprised(space) : Coloring{};
    case Kind::Station:
      return ofStations(space);
    case Kind::Prompt:
      return ofPrompts(space);
    case Kind::Column:
      return ofColumn(space.columns[static_cast<std::size_t>(choice.column)]);
  }
  return {};
}

}  // namespace

std::vector<ColorBy> colorChoices(const PointSpace& space, const Lexicon* lexicon) {
  std::vector<ColorBy> choices{{Kind::Nothing}, {Kind::Cluster}};
  if (lexicon != nullptr && !space.onSource) {
    choices.push_back({Kind::WordClass});
    choices.push_back({Kind::Frequency});
  }
  if (space.prompts.size() > 1) choices.push_back({Kind::Prompt});
  if (space.surprise) choices.push_back({Kind::Surprise});
  if (space.stationCount() > 1) choices.push_back({Kind::Station});
  for (int i = 0; i < static_cast<int>(space.columns.size()); ++i) choices.push_back({Kind::Column, i});
  return choices;
}

Coloring pointColoring(const ColorBy& choice, const PointSpace& space, const Lexicon* lexicon,
                       const std::stop_token& stop) {
  Coloring coloring = unnamed(choice, space, lexicon, stop);
  const bool isColumn = choice.kind == Kind::Column;
  coloring.kind = choice.kind;
  coloring.name = isColumn ? space.columns[static_cast<std::size_t>(choice.column)].name : nameOf(choice.kind);
  return coloring;
}

}  // namespace headlight
