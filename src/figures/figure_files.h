#pragma once
// What the files of all figures have in common. Each kind of figure declares in its own header what its CSV, its NPY,
// its file name, its tokens and its badge are; these are the parts that they are made with.

#include <cstdint>
#include <initializer_list>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "figures/figure_source.h"
#include "tensor/matrix.h"
#include "tensor/token_id.h"

namespace headlight {

struct Badge;
class CsvWriter;

struct NamedFile {
  std::string name;
  std::string bytes;
};
using NamedFiles = std::vector<NamedFile>;

/// A token in tokens.json; what is empty is left out.
struct FigureToken {
  std::optional<TokenId> id{};
  std::string text;
  std::string bytes{}, source{};
  std::optional<bool> generated{};
  std::string sentence{};  ///< "source": of the sentence that is translated
};
[[nodiscard]] std::vector<FigureToken> tokensOfLabels(const std::vector<std::string>& labels);

/// Stands in arrays for what a model cannot say.
inline constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();

/// The first row of a table.
void addHeading(CsvWriter& csv, std::initializer_list<const char*> columns);
/// What the row and the column of a cell are called.
void addCellTexts(CsvWriter& csv, const std::vector<std::string>& queries, const std::vector<std::string>& keys,
                  Index query, Index key);

[[nodiscard]] std::string npyOf(const Matrix<float>& matrix);
/// One dimension, int64.
[[nodiscard]] std::string npyOfNumbers(const std::vector<std::int64_t>& numbers);
template <class Range>
[[nodiscard]] std::string npyOfWhole(const Range& range) {
  return npyOfNumbers(std::vector<std::int64_t>(range.begin(), range.end()));
}
/// Of things that have an id.
template <class Range>
[[nodiscard]] std::string npyOfIds(const Range& range) {
  std::vector<std::int64_t> ids;
  for (const auto& item : range) ids.push_back(item.id);
  return npyOfNumbers(ids);
}

// Parts of file names.
/// At least three digits.
[[nodiscard]] std::string paddedNumber(Index number);
/// "_L2"
[[nodiscard]] std::string layerMark(int layer);

}  // namespace headlight
