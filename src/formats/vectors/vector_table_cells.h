#pragma once
// What the readers of tables of vectors share. Inside formats/.

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "formats/vectors/vector_table_file.h"
#include "tensor/error.h"

namespace headlight {

/// The number of a whole cell, also "nan" and "inf"; nothing if it is not a number.
[[nodiscard]] std::optional<float> cellNumber(std::string_view cell);

/// Cells between separators; with spaces, several count as one.
[[nodiscard]] std::vector<std::string_view> cellsOf(std::string_view line, char separator);

/// "400000 100": rows and columns.
struct TableSize {
  std::uint64_t rows = 0;
  Index columns = 0;
};
[[nodiscard]] std::optional<TableSize> tableSizeOf(std::string_view line);

/// Labels in their own file.
struct TableLabels {
  std::string file;                ///< empty: there is none
  std::vector<std::string> names;  ///< of further columns; empty: the first line names none, or it is not known yet
  std::vector<std::vector<std::string>> lines;  ///< cells
};
/// Beside `table`; `sameName`: NAME.tsv counts as well. Nothing where there is no such file. No more lines are read
/// than `mostRows` rows can need.
[[nodiscard]] TableLabels readTableLabels(const std::filesystem::path& table, bool sameName, Index mostRows);
/// From this very file. Throws Error "file.not_found", "file.cannot_read".
[[nodiscard]] TableLabels readLabelsFrom(const std::filesystem::path& file, Index mostRows);
/// The cells of every row, with a first line of names taken off. Throws Error "vectors.labels" where the counts differ;
/// `isCut`: there may be more.
void fitLabels(TableLabels& labels, const std::string& table, std::uint64_t rows, bool isCut);

/// Collects rows within the limits.
class TableBuilder {
 public:
  TableBuilder(std::string file, const VectorTableLimits& limits);

  /// Before the first row. Throws Error "vectors.too_wide", "vectors.empty".
  void setColumns(Index columns);
  [[nodiscard]] Index columns() const { return m_columns; }
  [[nodiscard]] const std::string& file() const { return m_file; }
  [[nodiscard]] bool isFull() const { return m_table.labels.size() >= m_mostRows; }
  [[nodiscard]] Index mostRows() const { return static_cast<Index>(m_mostRows); }
  [[nodiscard]] std::uint64_t rowsSeen() const { return m_seen; }
  /// Columns besides the vectors; each row then brings a cell for each.
  void setExtras(std::vector<std::string> names);
  /// `numbers` are finite. A label that was there before is no reason to leave a row out.
  void add(std::string_view label, const std::vector<float>& numbers, const std::vector<std::string>& extras = {});
  void addNotice(Message notice) { m_table.notices.push_back(std::move(notice)); }
  /// `rowsInFile` 0: not known. Throws Error "vectors.empty".
  [[nodiscard]] VectorTable finish(bool isCut, std::uint64_t rowsInFile);

 private:
  std::string m_file;
  VectorTableLimits m_limits;
  Index m_columns = 0;
  std::size_t m_mostRows = 0;
  std::uint64_t m_seen = 0;
  VectorTable m_table;
  std::size_t m_replaced = 0;  ///< labels with bytes that are no UTF-8
  std::vector<float> m_numbers;
  std::unordered_set<std::string> m_known;
};

/// word2vec text, GloVe and tab-separated. `labels`: of a table of numbers alone; empty: rows are numbered from 1.
[[nodiscard]] VectorTable readTextTable(ByteSource& source, const VectorTableLimits& limits, ReadProgress& progress,
                                        const TableLabels& labels = {});
/// Whether what follows the first line is binary, by its look.
[[nodiscard]] bool isBinaryTable(ByteSource& source);
[[nodiscard]] VectorTable readBinaryTable(ByteSource& source, const VectorTableLimits& limits, ReadProgress& progress);

}  // namespace headlight
