#include "figures/experiments/distance_figure.h"

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

}  // namespace headlight
