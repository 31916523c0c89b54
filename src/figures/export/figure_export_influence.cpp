// What the next word depends on, and gradients through time, as tables and as arrays.

#include "figures/export/figure_export_parts.h"
#include "formats/files/csv.h"
#include "formats/files/npy.h"

namespace headlight {

namespace {

const InfluenceFigure::Replacement* replacementOf(const InfluenceFigure::Row& row, std::size_t place) {
  if (row.replacements.empty() || row.replacements[place].words == 0) return nullptr;
  return &row.replacements[place];
}

void placeRow(CsvWriter& csv, const InfluenceFigure::Row& row, std::size_t place) {
  csv.text(row.model).text(row.kind).integer(static_cast<std::int64_t>(place)).integer(row.ids[place]);
  csv.text(row.tokens[place]).text(row.next).number(row.norms[place]).number(row.shares[place]);
  csv.text(row.replacements.empty() ? std::string() : row.replacements[place].wordClass);
  if (const InfluenceFigure::Replacement* replaced = replacementOf(row, place)) {
    csv.integer(replaced->words).number(replaced->meanBits).number(replaced->largestBits).text(replaced->largestWord);
  } else {
    csv.integer(0).text("").text("").text("");
  }
  csv.endRow();
}

/// The drawn layer of a curve; empty where the model has no such layer.
std::vector<GradientTimeFigure::Point> drawnPoints(const GradientTimeFigure& figure,
                                                   const GradientTimeFigure::Curve& curve) {
  const auto layer = static_cast<std::size_t>(figure.layer);
  return layer < curve.layers.size() ? curve.layers[layer] : std::vector<GradientTimeFigure::Point>();
}

}  // namespace

std::string csvOf(const InfluenceFigure& figure) {
  CsvWriter csv;
  for (const char* name : {"model", "kind", "position", "id", "text", "next", "gradient_norm", "share", "class",
                           "replaced_by", "mean_bits", "largest_bits", "largest_word"}) {
    csv.text(name);
  }
  csv.endRow();
  for (const InfluenceFigure::Row& row : figure.rows) {
    for (std::size_t place = 0; place < row.tokens.size(); ++place) placeRow(csv, row, place);
  }
  return csv.bytes();
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

NamedFiles npyFiles(const InfluenceFigure& figure, const std::string& name) {
  NamedFiles files;
  for (std::size_t i = 0; i < figure.rows.size(); ++i) {
    const InfluenceFigure::Row& row = figure.rows[i];
    std::vector<double> numbers;
    for (std::size_t place = 0; place < row.tokens.size(); ++place) {
      const InfluenceFigure::Replacement* replaced = replacementOf(row, place);
      numbers.insert(numbers.end(), {row.norms[place], row.shares[place], replaced ? replaced->meanBits : kNoNumber,
                                     replaced ? replaced->largestBits : kNoNumber});
    }
    files.push_back(
        {name + "_" + std::to_string(i) + ".npy", npyBytes({row.tokens.size(), 4}, std::span<const double>(numbers))});
  }
  return files;
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

}  // namespace headlight
