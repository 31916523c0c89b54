#include "figures/experiments/influence_figure.h"

#include "figures/badge.h"
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

}  // namespace

std::string fileNameOf(const InfluenceFigure& f) {
  return f.measure == InfluenceFigure::Measure::Gradient ? "influence_gradient" : "influence_replacement";
}

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

std::vector<FigureToken> tokensOf(const InfluenceFigure& figure) {
  return figure.rows.empty() ? std::vector<FigureToken>() : tokensOfLabels(figure.rows.front().tokens);
}

Badge badgeOf(const InfluenceFigure& figure) {
  const bool isGradient = figure.measure == InfluenceFigure::Measure::Gradient;
  return {.kind = isGradient ? Badge::Kind::Gradient : Badge::Kind::Replacements};
}

}  // namespace headlight
