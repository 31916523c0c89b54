// What experiments with several models found, as tables and as arrays.

#include <cmath>
#include <cstdint>

#include "figures/export/figure_export_parts.h"
#include "formats/files/csv.h"
#include "formats/files/npy.h"

namespace headlight {

namespace {

template <class Range>
std::string whole(const Range& range) {
  const std::vector<std::int64_t> numbers(range.begin(), range.end());
  return npyBytes({numbers.size()}, std::span<const std::int64_t>(numbers));
}

}  // namespace

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

std::string csvOf(const SpeedFigure& figure) {
  CsvWriter csv;
  for (const char* column :
       {"model", "length", "within_context", "step_ms", "prompt_in_one_call_ms", "prompt_token_by_token_ms"}) {
    csv.text(column);
  }
  csv.endRow();
  for (const SpeedFigure::Model& model : figure.models) {
    for (std::size_t at = 0; at < figure.lengths.size(); ++at) {
      if (std::isnan(model.step[at])) continue;
      csv.text(model.name).integer(figure.lengths[at]).integer(figure.lengths[at] <= model.context ? 1 : 0);
      csv.number(model.step[at]).number(model.prompt[at]).number(model.oneByOne[at]).endRow();
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
          {name + "_distances.npy", whole(figure.distances)}};
}

NamedFiles npyFiles(const SpeedFigure& figure, const std::string& name) {
  std::vector<double> numbers;
  for (const SpeedFigure::Model& model : figure.models) {
    for (std::size_t at = 0; at < figure.lengths.size(); ++at)
      numbers.insert(numbers.end(), {model.step[at], model.prompt[at], model.oneByOne[at]});
  }
  return {{name + ".npy", npyBytes({figure.models.size(), figure.lengths.size(), 3}, std::span<const double>(numbers))},
          {name + "_lengths.npy", whole(figure.lengths)}};
}

}  // namespace headlight
