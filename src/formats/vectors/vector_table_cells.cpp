#include "formats/vectors/vector_table_cells.h"

#include <algorithm>
#include <charconv>

#include "formats/files/file_form.h"
#include "formats/files/line_reader.h"
#include "formats/files/text_encoding.h"
#include "tensor/error.h"
#include "text/unicode/utf8.h"

namespace headlight {
namespace {

std::vector<std::string> textsOf(std::string_view line) {
  std::vector<std::string> texts;
  for (const std::string_view cell : cellsOf(line, '\t')) texts.push_back(toValidUtf8(cell));
  return texts;
}

}  // namespace

std::optional<float> cellNumber(std::string_view cell) {
  if (cell.starts_with('+')) cell.remove_prefix(1);
  double number = 0;  // 1e-60 becomes 0 and 1e60 infinity where it is made narrow
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
  if (cell.empty() || error != std::errc() || end != cell.data() + cell.size()) return std::nullopt;
  return static_cast<float>(number);
}

std::vector<std::string_view> cellsOf(std::string_view line, char separator) {
  std::vector<std::string_view> cells;
  std::size_t at = 0;
  while (at <= line.size()) {
    const std::size_t end = std::min(line.find(separator, at), line.size());
    if (separator != ' ' || end > at) cells.push_back(line.substr(at, end - at));
    at = end + 1;
  }
  return cells;
}

std::optional<TableSize> tableSizeOf(std::string_view line) {
  const std::vector<std::string_view> cells = cellsOf(line, ' ');
  if (cells.size() != 2) return std::nullopt;
  TableSize size;
  const auto read = [](std::string_view cell, auto& number) {
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
    return error == std::errc() && end == cell.data() + cell.size();
  };
  if (!read(cells[0], size.rows) || !read(cells[1], size.columns) || size.columns < 1) return std::nullopt;
  return size;
}

TableLabels readLabelsFrom(const std::filesystem::path& file, Index mostRows) {
  const Index mostLines = mostRows + 2;  // one more may name the columns; a further one is too many
  TableLabels labels;
  labels.file = file.filename().string();
  const std::unique_ptr<ByteSource> source = openTextSource(file);
  refuseOtherForms(*source);
  ReadProgress nobody;
  LineReader lines(*source, nobody);
  std::string_view line;
  while (static_cast<Index>(labels.lines.size()) < mostLines && lines.next(line)) labels.lines.push_back(textsOf(line));
  return labels;
}

TableLabels readTableLabels(const std::filesystem::path& table, bool sameName, Index mostRows) {
  std::vector<std::filesystem::path> candidates{std::filesystem::path(table).replace_extension(".labels.txt")};
  if (sameName) candidates.push_back(std::filesystem::path(table).replace_extension(".tsv"));
  candidates.push_back(table.parent_path() / "metadata.tsv");
  std::error_code ignored;
  const auto found = std::find_if(candidates.begin(), candidates.end(),
                                  [&](const auto& path) { return std::filesystem::is_regular_file(path, ignored); });
  return found == candidates.end() ? TableLabels{} : readLabelsFrom(*found, mostRows);
}

void fitLabels(TableLabels& labels, const std::string& table, std::uint64_t rows, bool isCut) {
  if (labels.file.empty()) return;
  const std::uint64_t found = labels.lines.size();
  const bool named = !labels.lines.empty() && labels.lines.front().size() > 1 && (isCut || found == rows + 1);
  if (found - (named ? 1 : 0) != rows && !(isCut && found > rows)) {
    throw Error("vectors.labels", {{"labels", labels.file},
                                   {"found", std::to_string(found)},
                                   {"file", table},
                                   {"expected", std::to_string(rows)}});
  }
  if (named) {
    labels.names.assign(labels.lines.front().begin() + 1, labels.lines.front().end());
    labels.lines.erase(labels.lines.begin());
  } else if (!labels.lines.empty()) {
    for (std::size_t i = 1; i < labels.lines.front().size(); ++i)
      labels.names.push_back("column " + std::to_string(i + 1));
  }
  for (std::vector<std::string>& cells : labels.lines) cells.resize(labels.names.size() + 1);
}

TableBuilder::TableBuilder(std::string file, const VectorTableLimits& limits)
    : m_file(std::move(file)), m_limits(limits) {
  m_table.name = m_file;
}

void TableBuilder::setColumns(Index columns) {
  if (columns < 1) throw Error("vectors.empty", {{"file", m_file}});
  if (columns > m_limits.columns) {
    throw Error("vectors.too_wide",
                {{"file", m_file}, {"found", std::to_string(columns)}, {"limit", std::to_string(m_limits.columns)}});
  }
  m_columns = columns;
  const std::uint64_t fit = std::max<std::uint64_t>(1, m_limits.numbers / static_cast<std::uint64_t>(columns));
  m_mostRows = static_cast<std::size_t>(std::min(fit, static_cast<std::uint64_t>(m_limits.rows)));
}

void TableBuilder::setExtras(std::vector<std::string> names) {
  for (std::string& name : names) m_table.columns.push_back({std::move(name), {}});
}

void TableBuilder::add(std::string_view label, const std::vector<float>& numbers,
                       const std::vector<std::string>& extras) {
  ++m_seen;
  std::string text = toValidUtf8(label);
  if (!m_known.insert(text).second) ++m_table.duplicates;
  if (text.size() != label.size() || text != label) ++m_replaced;
  m_table.labels.push_back(std::move(text));
  m_numbers.insert(m_numbers.end(), numbers.begin(), numbers.end());
  for (std::size_t i = 0; i < m_table.columns.size(); ++i) {
    m_table.columns[i].values.push_back(i < extras.size() ? extras[i] : std::string());
  }
}

VectorTable TableBuilder::finish(bool isCut, std::uint64_t rowsInFile) {
  if (m_table.labels.empty()) throw Error("vectors.empty", {{"file", m_file}});
  m_table.rows = ConstMatrixMap<float>(m_numbers.data(), static_cast<Index>(m_table.labels.size()), m_columns);
  if (m_replaced > 0) {
    m_table.notices.push_back({"vectors.not_utf8", {{"file", m_file}, {"count", std::to_string(m_replaced)}}});
  }
  m_table.isCut = isCut;
  m_table.rowsInFile = rowsInFile;
  return std::move(m_table);
}

}  // namespace headlight
