// Tables of vectors as text: a line a row.

#include <algorithm>
#include <cctype>
#include <cmath>

#include "formats/files/line_reader.h"
#include "formats/vectors/vector_table_cells.h"
#include "tensor/error.h"
#include "text/unicode/utf8.h"

namespace headlight {
namespace {

constexpr int kPeekedLines = 8;

/// How the lines are to be read.
struct TextForm {
  char separator = ' ';
  std::optional<TableSize> size;     ///< a first line that says so
  bool hasNames = false;             ///< a first line that names the columns
  bool hasLabels = true;             ///< a word stands in each line
  std::size_t label = 0;             ///< its cell; of GloVe what stands before the numbers
  std::vector<std::size_t> numbers;  ///< cells of the vector, where there are names
  std::vector<std::size_t> extras;   ///< further cells, where there are names
  std::vector<std::string> extraNames;
};

bool isDimensionName(std::string_view name) {
  return !name.empty() && std::isdigit(static_cast<unsigned char>(name.back())) != 0;
}

void readNames(std::string_view line, TextForm& form) {
  form.hasNames = true;
  const std::vector<std::string_view> names = cellsOf(line, form.separator);
  std::optional<std::size_t> label;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (isDimensionName(names[i])) {
      form.numbers.push_back(i);
    } else if (!label) {
      label = i;
    } else {
      form.extras.push_back(i);
      form.extraNames.push_back(toValidUtf8(names[i]));
    }
  }
  form.hasLabels = label.has_value();
  form.label = label.value_or(0);
}

TextForm formOf(ByteSource& source) {
  ReadProgress nobody;
  LineReader lines(source, nobody);
  std::vector<std::string> first;
  std::string_view line;
  while (first.size() < kPeekedLines && lines.next(line)) {
    if (!line.empty()) first.emplace_back(line);
  }
  TextForm form;
  if (first.empty()) return form;
  form.size = tableSizeOf(first.front());
  if (form.size && first.size() > 1 && cellsOf(first[1], ' ').size() == 2 && form.size->columns != 1) form.size.reset();
  const std::string& sample = first[form.size && first.size() > 1 ? 1 : 0];
  if (sample.find('\t') == std::string::npos) return form;
  form.separator = '\t';
  const std::vector<std::string_view> cells = cellsOf(first.front(), '\t');
  const bool named =
      !form.size && std::any_of(cells.begin() + 1, cells.end(), [](auto cell) { return !cellNumber(cell); });
  if (named) {
    readNames(first.front(), form);
  } else {
    form.hasLabels = std::any_of(first.begin() + (form.size ? 1 : 0), first.end(),
                                 [](const std::string& text) { return !cellNumber(cellsOf(text, '\t').front()); });
  }
  return form;
}

class TextTableReader {
 public:
  TextTableReader(ByteSource& source, const VectorTableLimits& limits, ReadProgress& progress,
                  const TableLabels& labels)
      : m_form(formOf(source)), m_lines(source, progress), m_table(source.name(), limits), m_labels(labels) {}

  VectorTable read() {
    std::string_view line;
    if ((m_form.size || m_form.hasNames) && !m_lines.next(line)) return m_table.finish(false, 0);
    if (m_form.hasNames) m_table.setExtras(m_form.extraNames);
    std::vector<std::vector<float>> unlabelled;
    bool isCut = false;
    while (!isCut && m_lines.next(line)) {
      if (line.find_first_not_of(" \t") == std::string_view::npos) continue;
      const std::vector<std::string_view> cells = cellsOf(line, m_form.separator);
      if (m_table.columns() == 0) m_table.setColumns(columnsOf(cells));
      isCut = m_table.isFull() || static_cast<Index>(unlabelled.size()) >= m_table.mostRows();
      if (isCut) break;
      const std::size_t before = wordsBefore(cells);
      readNumbers(cells, before);
      if (m_form.hasLabels) {
        addRow(line, cells, before);
      } else {
        unlabelled.push_back(m_numbers);
      }
    }
    if (!m_form.hasLabels) addUnlabelled(unlabelled, isCut);
    return m_table.finish(isCut, m_form.size ? m_form.size->rows : 0);
  }

 private:
  [[nodiscard]] Index columnsOf(const std::vector<std::string_view>& cells) const {
    if (m_form.hasNames) return static_cast<Index>(m_form.numbers.size());
    if (m_form.size) return m_form.size->columns;
    return static_cast<Index>(cells.size()) - (m_form.hasLabels ? 1 : 0);
  }

  /// How many cells stand before the numbers. Throws where the line has another number of these.
  [[nodiscard]] std::size_t wordsBefore(const std::vector<std::string_view>& cells) const {
    const auto columns = static_cast<std::size_t>(m_table.columns());
    if (m_form.hasNames) {
      const std::size_t all = columns + m_form.extras.size() + (m_form.hasLabels ? 1 : 0);
      if (cells.size() != all) refuse(static_cast<Index>(cells.size() + columns) - static_cast<Index>(all));
      return 0;
    }
    const std::size_t words = m_form.hasLabels ? 1 : 0;
    const std::size_t found = cells.size() - std::min(cells.size(), words);
    if (cells.size() < columns + words) refuse(static_cast<Index>(found));
    const std::size_t before = cells.size() - columns;
    if (before > words) {  // a word with spaces is no number; a number too many is
      const bool spaces = m_form.hasLabels && m_form.separator == ' ' && !cellNumber(cells[before - 1]);
      if (!spaces) refuse(static_cast<Index>(found));
    }
    return before;
  }

  [[noreturn]] void refuse(Index found) const {
    throw Error("vectors.columns", {{"file", m_table.file()},
                                    {"line", std::to_string(m_lines.number())},
                                    {"found", std::to_string(std::max<Index>(0, found))},
                                    {"expected", std::to_string(m_table.columns())}});
  }

  void readNumbers(const std::vector<std::string_view>& cells, std::size_t before) {
    m_numbers.clear();
    for (Index i = 0; i < m_table.columns(); ++i) {
      const auto at = static_cast<std::size_t>(i);
      const std::string_view cell = cells[m_form.hasNames ? m_form.numbers[at] : before + at];
      const std::optional<float> number = cellNumber(cell);
      if (!number || !std::isfinite(*number)) {
        throw Error("vectors.number", {{"file", m_table.file()},
                                       {"line", std::to_string(m_lines.number())},
                                       {"value", toValidUtf8(cell.substr(0, 40))}});
      }
      m_numbers.push_back(*number);
    }
  }

  void addRow(std::string_view line, const std::vector<std::string_view>& cells, std::size_t before) {
    if (m_form.hasNames) {
      std::vector<std::string> extras;
      for (const std::size_t at : m_form.extras) extras.push_back(toValidUtf8(cells[at]));
      m_table.add(cells[m_form.label], m_numbers, extras);
      return;
    }
    const std::string_view last = cells[before - 1];
    const std::string_view first = cells.front();
    m_table.add(line.substr(static_cast<std::size_t>(first.data() - line.data()),
                            static_cast<std::size_t>(last.data() + last.size() - first.data())),
                m_numbers);
  }

  void addUnlabelled(const std::vector<std::vector<float>>& rows, bool isCut) {
    TableLabels labels = m_labels;
    fitLabels(labels, m_table.file(), rows.size(), isCut);
    if (!m_form.hasNames) m_table.setExtras(labels.names);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (labels.file.empty()) {
        m_table.add(std::to_string(i + 1), rows[i]);
      } else {
        const std::vector<std::string>& cells = labels.lines[i];
        m_table.add(cells.front(), rows[i], {cells.begin() + 1, cells.end()});
      }
    }
  }

  TextForm m_form;
  LineReader m_lines;
  TableBuilder m_table;
  const TableLabels& m_labels;
  std::vector<float> m_numbers;
};

}  // namespace

VectorTable readTextTable(ByteSource& source, const VectorTableLimits& limits, ReadProgress& progress,
                          const TableLabels& labels) {
  return TextTableReader(source, limits, progress, labels).read();
}

}  // namespace headlight
