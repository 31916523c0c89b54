#include "figures/experiments/gradient_time_figure.h"

#include "figures/badge.h"
#include "formats/files/csv.h"
#include "formats/files/npy.h"

namespace headlight {

namespace {

/// The drawn layer of a curve; empty where the model has no such layer.
std::vector<GradientTimeFigure::Point> drawnPoints(const GradientTimeFigure& figure,
                                                   const GradientTimeFigure::Curve& curve) {
  const auto layer = static_cast<std::size_t>(figure.layer);
  return layer < curve.layers.size() ? curve.layers[layer] : std::vector<GradientTimeFigure::Point>();
}

}  // namespace

std::string fileNameOf(const GradientTimeFigure& f) {
  return "gradients_through_time" + layerMark(f.layer);
}

std::string csvOf(const GradientTimeFigure& figure) {
  CsvWriter csv;
  for (const char* name : {"model", "kind", "weights", "layer", "distance", "mean_norm", "standard_error", "sentences"})
    csv.text(name);
  csv.endRow();
  for (const GradientTimeFigure::Curve& curve : figure.curves) {
    for (std::size_t layer = 0; layer < curve.layers.size(); ++layer) {
      for (std::size_t distance = 0; distance < curve.layers[layer].size(); ++distance) {
        const GradientTimeFigure::Point& point = curve.layers[layer][distance];
        csv.text(curve.model).text(curve.kind).text(curve.trained ? "trained" : "initial");
        csv.integer(static_cast<std::int64_t>(layer)).integer(static_cast<std::int64_t>(distance));
        csv.number(point.mean).number(point.standardError).integer(point.sentences).endRow();
      }
    }
  }
  return csv.bytes();
}

NamedFiles npyFiles(const GradientTimeFigure& figure, const std::string& name) {
  const std::size_t distances = figure.distances();
  std::vector<double> numbers;
  for (const GradientTimeFigure::Curve& curve : figure.curves) {
    const std::vector<GradientTimeFigure::Point> points = drawnPoints(figure, curve);
    for (std::size_t distance = 0; distance < distances; ++distance) {
      if (distance < points.size()) {
        const GradientTimeFigure::Point& point = points[distance];
        numbers.insert(numbers.end(), {point.mean, point.standardError, static_cast<double>(point.sentences)});
      } else {
        numbers.insert(numbers.end(), {kNoNumber, kNoNumber, 0.0});
      }
    }
  }
  return {{name + ".npy", npyBytes({figure.curves.size(), distances, 3}, std::span<const double>(numbers))}};
}

std::vector<FigureToken> tokensOf(const GradientTimeFigure&) {
  return {};
}

Badge badgeOf(const GradientTimeFigure& figure) {
  return {.kind = Badge::Kind::MeanOfSentences, .count = figure.sentences};
}

}  // namespace headlight
