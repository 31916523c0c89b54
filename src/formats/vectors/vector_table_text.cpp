// Tables of vectors as text: a line a row.

#include <algorithm>
#include <cmath>

#include "formats/files/line_reader.h"
#include "formats/vectors/vector_table_cells.h"
#include "formats/vectors/vector_table_form.h"
#include "tensor/error.h"
#include "text/unicode/utf8.h"

namespace headlight {
namespace {

class TextTableReader {
 public:
  TextTableReader(ByteSource& source, const VectorTableLimits& limits, ReadProgress& progress,
                  const TableLabels& labels)
      : m_form(guessTextForm(source)), m_lines(source, progress), m_table(source.name(), limits), m_labels(labels) {}

  VectorTable read() {
    std::string_view line;
    if ((m_form.size || m_form.hasNames) && !nextRow(line)) return m_table.finish(false, 0);
    std::vector<std::string> extraNames;
    for (const std::size_t cell : m_form.extras) extraNames.push_back(nameOf(cell));
    if (!m_form.isSpaced()) m_table.setExtras(extraNames);
    std::vector<std::vector<float>> unlabelled;
    bool isCut = false;
    while (nextRow(line)) {
      const std::vector<std::string_view> cells = m_form.split(line);
      if (m_table.columns() == 0) m_table.setColumns(columns());
      isCut = m_table.isFull() || static_cast<Index>(unlabelled.size()) >= m_table.mostRows();
      if (isCut) break;
      if (m_form.isSpaced()) {
        readSpaced(line, cells, unlabelled);
      } else {
        readColumns(cells, unlabelled);
      }
    }
    if (!m_form.label) addUnlabelled(unlabelled, isCut);
    if (std::optional<Message> sentence = guessSentence(m_form, m_table.file()); sentence && m_labels.file.empty()) {
      m_table.addNotice(std::move(*sentence));
    }
    return m_table.finish(isCut, m_form.size ? m_form.size->rows : 0);
  }

 private:
  /// Blank lines are no rows.
  [[nodiscard]] bool nextRow(std::string_view& line) {
    while (m_lines.next(line)) {
      if (line.find_first_not_of(" \t") != std::string_view::npos) return true;
    }
    return false;
  }

  [[nodiscard]] std::string nameOf(std::size_t cell) const {
    return m_form.hasNames ? m_form.names[cell] : "column " + std::to_string(cell + 1);
  }

  [[nodiscard]] Index columns() const {
    if (m_form.size) return m_form.size->columns;
    if (!m_form.isSpaced()) return static_cast<Index>(m_form.numbers.size());
    return static_cast<Index>(m_form.cells) - (m_form.label ? 1 : 0);
  }

  [[noreturn]] void refuse(Index found) const {
    throw Error("vectors.columns", {{"file", m_table.file()},
                                    {"line", std::to_string(m_lines.number())},
                                    {"found", std::to_string(std::max<Index>(0, found))},
                                    {"expected", std::to_string(m_table.columns())}});
  }

  void takeNumber(std::string_view cell) {
    const std::optional<float> number = cellNumber(cell);
    if (!number || !std::isfinite(*number)) {
      throw Error("vectors.number", {{"file", m_table.file()},
                                     {"line", std::to_string(m_lines.number())},
                                     {"value", toValidUtf8(cell.substr(0, 40))}});
    }
    m_numbers.push_back(*number);
  }

  /// A word, which may hold spaces, and the numbers; or numbers alone.
  void readSpaced(std::string_view line, const std::vector<std::string_view>& cells,
                  std::vector<std::vector<float>>& unlabelled) {
    const auto count = static_cast<std::size_t>(m_table.columns());
    const std::size_t words = m_form.label ? 1 : 0;
    const auto found = static_cast<Index>(cells.size() - std::min(cells.size(), words));
    // a word of white space alone leaves only its separator
    const bool blank = words == 1 && cells.size() == count && (line.front() == ' ' || line.front() == '\t');
    if (cells.size() < count + words && !blank) refuse(found);
    const std::size_t before = cells.size() - count;
    // a word with spaces is no number; a number too many is
    if (before > words && (words == 0 || cellNumber(cells[before - 1]))) refuse(found);
    m_numbers.clear();
    for (std::size_t i = before; i < cells.size(); ++i) takeNumber(cells[i]);
    if (words == 0) {
      unlabelled.push_back(m_numbers);
    } else if (before == 0) {
      m_table.add(line.substr(0, 1), m_numbers);
    } else {
      const std::string_view first = cells.front(), last = cells[before - 1];
      m_table.add(line.substr(static_cast<std::size_t>(first.data() - line.data()),
                              static_cast<std::size_t>(last.data() + last.size() - first.data())),
                  m_numbers);
    }
  }

  void readColumns(const std::vector<std::string_view>& cells, std::vector<std::vector<float>>& unlabelled) {
    const std::size_t others = m_form.extras.size() + (m_form.label ? 1 : 0);
    const bool sizeFits = m_form.numbers.size() == static_cast<std::size_t>(m_table.columns());
    if (cells.size() != m_form.cells || !sizeFits) {
      refuse(static_cast<Index>(cells.size()) - static_cast<Index>(others));
    }
    m_numbers.clear();
    for (const std::size_t cell : m_form.numbers) takeNumber(cells[cell]);
    if (!m_form.label) {
      unlabelled.push_back(m_numbers);
      return;
    }
    std::vector<std::string> extras;
    for (const std::size_t cell : m_form.extras) extras.push_back(toValidUtf8(unquoted(cells[cell])));
    m_table.add(unquoted(cells[*m_form.label]), m_numbers, extras);
  }

  void addUnlabelled(const std::vector<std::vector<float>>& rows, bool isCut) {
    TableLabels labels = m_labels;
    fitLabels(labels, m_table.file(), rows.size(), isCut);
    m_table.setExtras(labels.names);
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
