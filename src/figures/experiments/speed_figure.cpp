#include "figures/experiments/speed_figure.h"

#include <cmath>
#include <limits>

#include "figures/badge.h"
#include "formats/files/csv.h"
#include "formats/files/npy.h"

namespace headlight {

double moreThreadsAt(const SpeedFigure::Model& model, std::size_t length) {
  return length < model.promptMoreThreads.size() ? model.promptMoreThreads[length]
                                                 : std::numeric_limits<double>::quiet_NaN();
}

std::string fileNameOf(const SpeedFigure&) {
  return "speed";
}

std::string csvOf(const SpeedFigure& figure) {
  CsvWriter csv;
  for (const char* column : {"model", "length", "within_context", "step_ms", "prompt_in_one_call_ms",
                             "prompt_token_by_token_ms", "prompt_in_one_call_more_threads_ms"}) {
    csv.text(column);
  }
  csv.endRow();
  for (const SpeedFigure::Model& model : figure.models) {
    for (std::size_t at = 0; at < figure.lengths.size(); ++at) {
      if (std::isnan(model.step[at])) continue;
      csv.text(model.name).integer(figure.lengths[at]).integer(figure.lengths[at] <= model.context ? 1 : 0);
      csv.number(model.step[at]).number(model.prompt[at]).number(model.oneByOne[at]);
      csv.number(moreThreadsAt(model, at)).endRow();
    }
  }
  return csv.bytes();
}

NamedFiles npyFiles(const SpeedFigure& figure, const std::string& name) {
  std::vector<double> numbers;
  for (const SpeedFigure::Model& model : figure.models) {
    for (std::size_t at = 0; at < figure.lengths.size(); ++at)
      numbers.insert(numbers.end(), {model.step[at], model.prompt[at], model.oneByOne[at], moreThreadsAt(model, at)});
  }
  return {{name + ".npy", npyBytes({figure.models.size(), figure.lengths.size(), 4}, std::span<const double>(numbers))},
          {name + "_lengths.npy", npyOfWhole(figure.lengths)}};
}

std::vector<FigureToken> tokensOf(const SpeedFigure&) {
  return {};
}

Badge badgeOf(const SpeedFigure& figure) {
  return {.kind = Badge::Kind::Measured, .count = figure.repetitions};
}

}  // namespace headlight
