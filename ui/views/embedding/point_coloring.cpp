#include "views/embedding/point_coloring.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include <QCoreApplication>

#include "analysis/k_means.h"
#include "formats/lexicon_file.h"

namespace headlight {
namespace {

using Coloring = EmbeddingFigure::Coloring;
using Kind = ColorBy::Kind;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

struct Words {
  Q_DECLARE_TR_FUNCTIONS(PointColoring)
};

std::optional<Lexicon> lexiconOf(const EmbeddingSpace& space) {
  const SpaceRequest& request = space.request();
  const auto& model = request.run ? request.run->model : request.model;
  if (!model || request.kind == SpaceRequest::Kind::Table || space.isOnSource()) return std::nullopt;
  return readLexicon(model->folder);
}

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

Coloring clustered(const EmbeddingSpace& space, int clusters) {
  Matrix<float> room;
  KMeansOptions options;
  options.clusters = clusters;
  const KMeansResult result = kMeans(space.rows(room), options);
  Coloring coloring;
  coloring.group = result.cluster;
  for (std::size_t i = 0; i < result.sizes.size(); ++i) {
    coloring.groups.push_back(Words::tr("cluster %1 (%2)").arg(i + 1).arg(result.sizes[i]).toStdString());
  }
  return coloring;
}

Coloring ofLexicon(const EmbeddingSpace& space, Kind kind) {
  const std::optional<Lexicon> lexicon = lexiconOf(space);
  if (!lexicon) return {};
  std::vector<std::string> classes;
  Coloring coloring;
  for (const QString& label : space.labels()) {
    const auto entry = lexicon->find(label.toStdString());
    const bool known = entry != lexicon->end() && (kind == Kind::WordClass || entry->second.frequency > 0);
    classes.push_back(known && entry->second.wordClass != "other" ? entry->second.wordClass : "");
    coloring.values.push_back(known ? std::log10(static_cast<double>(entry->second.frequency)) : kNone);
  }
  return kind == Kind::WordClass ? grouped(classes) : coloring;
}

Coloring surprised(const EmbeddingSpace& space) {
  const std::vector<double> bits = tokenSurprise(space.request().run->attentionRun());
  Coloring coloring;
  for (int point = 0; point < space.size(); ++point) {
    const auto position = static_cast<std::size_t>(space.positionOf(point));
    coloring.values.push_back(position < bits.size() ? bits[position] : kNone);
  }
  return coloring;
}

Coloring ofStations(const EmbeddingSpace& space) {
  Coloring coloring;
  for (int point = 0; point < space.size(); ++point) coloring.values.push_back(space.stationOf(point));
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

}  // namespace

std::vector<ColorBy> colorChoices(const EmbeddingSpace& space) {
  std::vector<ColorBy> choices{{Kind::Nothing}, {Kind::Cluster}};
  if (lexiconOf(space)) {
    choices.push_back({Kind::WordClass});
    choices.push_back({Kind::Frequency});
  }
  const SpaceRequest& request = space.request();
  if (request.isOfRun() && !space.isOnSource() && !tokenSurprise(request.run->attentionRun()).empty()) {
    choices.push_back({Kind::Surprise});
  }
  if (space.stations() > 1) choices.push_back({Kind::Station});
  if (const VectorTable* table = space.table()) {
    for (int i = 0; i < static_cast<int>(table->columns.size()); ++i) choices.push_back({Kind::Column, i});
  }
  return choices;
}

QString colorName(const ColorBy& choice, const EmbeddingSpace& space) {
  switch (choice.kind) {
    case Kind::Nothing:
      return Words::tr("one colour");
    case Kind::Cluster:
      return Words::tr("cluster (k-means)");
    case Kind::WordClass:
      return Words::tr("part of the grammar");
    case Kind::Frequency:
      return Words::tr("frequency (log10)");
    case Kind::Surprise:
      return Words::tr("surprise (bits)");
    case Kind::Station:
      return Words::tr("layer");
    case Kind::Column:
      break;
  }
  return QString::fromStdString(space.table()->columns[static_cast<std::size_t>(choice.column)].name);
}

Coloring coloringOf(const ColorBy& choice, const EmbeddingSpace& space) {
  Coloring coloring;
  switch (choice.kind) {
    case Kind::Nothing:
      return coloring;
    case Kind::Cluster:
      coloring = clustered(space, choice.clusters);
      break;
    case Kind::WordClass:
    case Kind::Frequency:
      coloring = ofLexicon(space, choice.kind);
      break;
    case Kind::Surprise:
      coloring = surprised(space);
      break;
    case Kind::Station:
      coloring = ofStations(space);
      break;
    case Kind::Column:
      coloring = ofColumn(space.table()->columns[static_cast<std::size_t>(choice.column)]);
      break;
  }
  coloring.name = colorName(choice, space).toStdString();
  return coloring;
}

}  // namespace headlight
