#include "figures/figure_files.h"

#include "formats/files/csv.h"
#include "formats/files/npy.h"

namespace headlight {

std::vector<FigureToken> tokensOfLabels(const std::vector<std::string>& labels) {
  std::vector<FigureToken> tokens;
  for (const std::string& label : labels) tokens.push_back({{}, label});
  return tokens;
}

void addHeading(CsvWriter& csv, std::initializer_list<const char*> columns) {
  for (const char* column : columns) csv.text(column);
  csv.endRow();
}

void addCellTexts(CsvWriter& csv, const std::vector<std::string>& queries, const std::vector<std::string>& keys,
                  Index query, Index key) {
  csv.text(queries[static_cast<std::size_t>(query)]).text(keys[static_cast<std::size_t>(key)]);
}

std::string npyOf(const Matrix<float>& matrix) {
  return npyBytes({static_cast<std::uint64_t>(matrix.rows()), static_cast<std::uint64_t>(matrix.cols())},
                  std::span<const float>(matrix.data(), static_cast<std::size_t>(matrix.size())));
}

std::string npyOfNumbers(const std::vector<std::int64_t>& numbers) {
  return npyBytes({numbers.size()}, std::span<const std::int64_t>(numbers));
}

std::string paddedNumber(Index number) {
  const std::string digits = std::to_string(number);
  return digits.size() < 3 ? std::string(3 - digits.size(), '0') + digits : digits;
}

std::string layerMark(int layer) {
  return "_L" + std::to_string(layer);
}

}  // namespace headlight
