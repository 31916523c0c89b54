#include "figures/compare/compare_figure.h"

#include <set>

#include "figures/badge.h"
#include "formats/files/csv.h"
#include "formats/files/npy.h"

namespace headlight {

namespace {

void numberOrNothing(CsvWriter& csv, const std::optional<double>& number) {
  number ? csv.number(*number) : csv.text("");
}

/// As a full table: nothing of a model with itself.
std::optional<double> divergenceOf(const CompareFigure& figure, const CompareFigure::Row& row, std::size_t a,
                                   std::size_t b) {
  if (a == b) return std::nullopt;
  return row.divergence[pairIndex(a, b, figure.columns.size())];
}

}  // namespace

std::string csvOf(const CompareFigure& figure) {
  CsvWriter csv;
  for (const char* name : {"step", "word", "taken", "column", "model", "kind", "probability", "surprise_bits",
                           "perplexity", "likeliest", "tokens", "words", "agreeing", "asked"}) {
    csv.text(name);
  }
  for (std::size_t i = 0; i < figure.columns.size(); ++i) csv.text("divergence_" + std::to_string(i));
  csv.endRow();
  for (std::size_t step = 0; step < figure.rows.size(); ++step) {
    const CompareFigure::Row& row = figure.rows[step];
    for (std::size_t i = 0; i < figure.columns.size(); ++i) {
      const CompareFigure::Cell& cell = row.cells[i];
      csv.integer(static_cast<std::int64_t>(step)).text(row.word).integer(row.isNext ? 0 : 1);
      csv.integer(static_cast<std::int64_t>(i)).text(figure.columns[i].model).text(figure.columns[i].kind);
      for (const auto& number : {cell.probability, cell.bits, cell.perplexity}) numberOrNothing(csv, number);
      csv.text(cell.likeliest).integer(cell.tokens).integer(cell.words).integer(row.agreeing).integer(row.asked);
      for (std::size_t k = 0; k < figure.columns.size(); ++k) numberOrNothing(csv, divergenceOf(figure, row, i, k));
      csv.endRow();
    }
  }
  return csv.bytes();
}

NamedFiles npyFiles(const CompareFigure& figure, const std::string& name) {
  std::vector<double> numbers, divergences;
  const std::size_t columns = figure.columns.size();
  for (const CompareFigure::Row& row : figure.rows) {
    for (std::size_t i = 0; i < columns; ++i) {
      const CompareFigure::Cell& cell = row.cells[i];
      for (const auto& number : {cell.probability, cell.bits, cell.perplexity}) {
        numbers.push_back(number.value_or(kNoNumber));
      }
      for (std::size_t k = 0; k < columns; ++k) {
        divergences.push_back(i == k ? 0 : divergenceOf(figure, row, i, k).value_or(kNoNumber));
      }
    }
  }
  const std::size_t steps = figure.rows.size();
  return {{name + ".npy", npyBytes({steps, columns, 3}, std::span<const double>(numbers))},
          {name + "_divergence.npy", npyBytes({steps, columns, columns}, std::span<const double>(divergences))}};
}

std::string fileNameOf(const CompareFigure& f) {
  return f.forced ? "compare_forced" : "compare";
}

std::vector<FigureToken> tokensOf(const CompareFigure& figure) {
  std::vector<FigureToken> tokens;
  for (const CompareFigure::Row& row : figure.rows) tokens.push_back({{}, row.word});
  return tokens;
}

/// Probabilities are exact; the memory of a Transformer is a mean over the heads of a layer.
Badge badgeOf(const CompareFigure& figure) {
  std::set<int> heads;
  for (const CompareFigure::Column& column : figure.columns) {
    if (column.memory.kind == CompareFigure::Memory::Kind::Attention) heads.insert(column.memory.heads);
  }
  Badge badge;
  for (const int count : heads) badge.which += (badge.which.empty() ? "" : ", ") + std::to_string(count);
  if (!heads.empty()) {
    badge.kind = Badge::Kind::MemoryOfHeads;
    badge.count = *heads.rbegin();
  }
  return badge;
}

}  // namespace headlight
