#include "figures/experiments/distance_figure.h"

#include "figures/badge.h"
#include "formats/files/csv.h"
#include "formats/files/npy.h"

namespace headlight {

std::string_view distanceKindName(DistanceFigure::Kind kind) {
  switch (kind) {
    case DistanceFigure::Kind::Place:
      return "place";
    case DistanceFigure::Kind::Agreement:
      return "agreement";
    case DistanceFigure::Kind::Name:
      return "name";
  }
  return "";
}

Index DistanceFigure::fewestSentences() const {
  Index fewest = 0;
  for (const Point& point : points) {
    if (point.sentences > 0 && (fewest == 0 || point.sentences < fewest)) fewest = point.sentences;
  }
  return fewest;
}

DistanceFigure ofOneKind(const DistanceFigure& figure, DistanceFigure::Kind kind) {
  DistanceFigure part = figure;
  part.kinds.clear();
  part.points.clear();
  part.examples.clear();
  const auto rows = static_cast<std::ptrdiff_t>(figure.distances.size());
  const auto width = rows * static_cast<std::ptrdiff_t>(figure.models.size());
  for (std::size_t i = 0; i < figure.kinds.size(); ++i) {
    if (figure.kinds[i] != kind) continue;
    const auto at = static_cast<std::ptrdiff_t>(i);
    part.kinds.push_back(kind);
    part.points.assign(figure.points.begin() + at * width, figure.points.begin() + (at + 1) * width);
    part.examples.assign(figure.examples.begin() + at * rows, figure.examples.begin() + (at + 1) * rows);
  }
  return part;
}

std::string fileNameOf(const DistanceFigure&) {
  return "distance";
}

std::string csvOf(const DistanceFigure& figure) {
  CsvWriter csv;
  for (const char* column :
       {"kind", "distance", "model", "right", "sentences", "share", "low", "high", "mean_probability"}) {
    csv.text(column);
  }
  csv.endRow();
  for (std::size_t kind = 0; kind < figure.kinds.size(); ++kind) {
    for (std::size_t at = 0; at < figure.distances.size(); ++at) {
      for (std::size_t model = 0; model < figure.models.size(); ++model) {
        const DistanceFigure::Point& point = figure.point(kind, at, model);
        if (point.sentences == 0) continue;
        const ShareInterval interval = point.interval();
        csv.text(distanceKindName(figure.kinds[kind])).integer(figure.distances[at]).text(figure.models[model]);
        csv.integer(point.right).integer(point.sentences).number(point.share());
        csv.number(interval.low).number(interval.high).number(point.probability).endRow();
      }
    }
  }
  return csv.bytes();
}

NamedFiles npyFiles(const DistanceFigure& figure, const std::string& name) {
  std::vector<double> numbers;
  for (const DistanceFigure::Point& point : figure.points) {
    numbers.insert(numbers.end(), {static_cast<double>(point.right), static_cast<double>(point.sentences),
                                   point.interval().low, point.interval().high, point.probability});
  }
  return {{name + ".npy", npyBytes({figure.kinds.size(), figure.distances.size(), figure.models.size(), 5},
                                   std::span<const double>(numbers))},
          {name + "_distances.npy", npyOfWhole(figure.distances)}};
}

std::vector<FigureToken> tokensOf(const DistanceFigure&) {
  return {};
}

Badge badgeOf(const DistanceFigure& figure) {
  return {.kind = Badge::Kind::Sampled, .count = figure.fewestSentences()};
}

}  // namespace headlight
