#include "formats/vectors/vector_table_form.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <map>

#include "formats/files/line_reader.h"
#include "text/unicode/utf8.h"

namespace headlight {
namespace {

using Separator = TextForm::Separator;

constexpr std::size_t kLookedAt = std::size_t{4} << 20U;
constexpr std::size_t kMostColumns = 65'536;

char characterOf(Separator separator) {
  switch (separator) {
    case Separator::Comma:
      return ',';
    case Separator::Semicolon:
      return ';';
    case Separator::Tab:
    case Separator::TabAndSpaces:
      return '\t';
    case Separator::Space:
      break;
  }
  return ' ';
}

std::string_view trimmed(std::string_view cell) {
  const std::size_t begin = cell.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return cell.substr(0, 0);
  return cell.substr(begin, cell.find_last_not_of(" \t") - begin + 1);
}

/// RFC 4180, but for line ends in a cell.
std::vector<std::string_view> quotedCells(std::string_view line, char separator) {
  std::vector<std::string_view> cells;
  std::size_t begin = 0;
  bool inQuotes = false;
  for (std::size_t at = 0; at <= line.size(); ++at) {
    const bool isEnd = at == line.size();
    if (!isEnd && line[at] == '"') inQuotes = !inQuotes;
    if (!isEnd && (inQuotes || line[at] != separator)) continue;
    cells.push_back(trimmed(line.substr(begin, at - begin)));
    begin = at + 1;
  }
  return cells;
}

bool isNumber(std::string_view cell) {
  return cellNumber(cell).has_value();
}

std::vector<std::string> firstLines(ByteSource& source) {
  ReadProgress nobody;
  LineReader lines(source, nobody);
  std::vector<std::string> all;
  std::size_t bytes = 0;
  std::string_view line;
  while (bytes < kLookedAt && lines.next(line)) {
    if (line.find_first_not_of(" \t") == std::string_view::npos) continue;
    bytes += line.size() + 1;
    all.emplace_back(line);
  }
  return all;
}

std::size_t numbersWith(std::string_view line, Separator separator) {
  TextForm form;
  form.separator = separator;
  const std::vector<std::string_view> cells = form.split(line);
  return static_cast<std::size_t>(std::count_if(cells.begin(), cells.end(), isNumber));
}

/// "the" TAB "0.1 0.2 0.3", on most lines.
bool isTabAndSpaces(const std::vector<std::string>& lines) {
  const auto isOne = [](const std::string& line) {
    const std::vector<std::string_view> sides = cellsOf(line, '\t');
    if (sides.size() != 2) return false;
    const auto isList = [](std::string_view side) {
      const std::vector<std::string_view> cells = cellsOf(side, ' ');
      return cells.size() > 1 && std::all_of(cells.begin(), cells.end(), isNumber);
    };
    return isList(sides[0]) || isList(sides[1]);
  };
  return 2 * static_cast<std::size_t>(std::count_if(lines.begin(), lines.end(), isOne)) > lines.size();
}

/// The one that makes most numbers of some lines; of equals the first.
Separator separatorOf(const std::vector<std::string>& lines) {
  constexpr std::size_t kSample = 50;
  constexpr std::array<Separator, 4> kAll = {Separator::Space, Separator::Tab, Separator::Comma, Separator::Semicolon};
  std::vector<std::string> sample;
  for (std::size_t i = 0; i < lines.size() && i < kSample; ++i) sample.push_back(lines[i]);
  if (isTabAndSpaces(sample)) return Separator::TabAndSpaces;
  std::array<std::size_t, 4> found{};
  for (const std::string& line : sample) {
    for (std::size_t i = 0; i < kAll.size(); ++i) found[i] += numbersWith(line, kAll[i]);
  }
  // white space splits lines with tabs too: of those the tab is meant, so that a label may hold spaces
  const bool tabs = sample.back().find('\t') != std::string::npos;
  if (tabs && found[1] > 0 && found[1] >= found[0]) return Separator::Tab;
  return kAll[static_cast<std::size_t>(std::max_element(found.begin(), found.end()) - found.begin())];
}

/// What stands in each cell, over all lines behind the first ones.
struct Columns {
  std::vector<std::size_t> numeric;  ///< lines in which it is a number
  std::size_t lines = 0;

  [[nodiscard]] bool isNumeric(std::size_t cell) const { return cell < numeric.size() && 2 * numeric[cell] > lines; }
};

Columns columnsOf(const TextForm& form, const std::vector<std::string>& lines, std::size_t first) {
  Columns columns;
  for (std::size_t i = first; i < lines.size(); ++i) {
    const std::vector<std::string_view> cells = form.split(lines[i]);
    if (columns.numeric.size() < cells.size()) columns.numeric.resize(std::min(cells.size(), kMostColumns));
    for (std::size_t c = 0; c < cells.size() && c < columns.numeric.size(); ++c) {
      columns.numeric[c] += isNumber(cells[c]) ? 1U : 0U;
    }
    ++columns.lines;
  }
  return columns;
}

/// How many cells most lines have; of equally frequent counts the larger.
std::size_t usualCount(const TextForm& form, const std::vector<std::string>& lines) {
  std::map<std::size_t, std::size_t> counts;
  for (const std::string& line : lines) ++counts[form.split(line).size()];
  const auto most =
      std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second <= b.second; });
  return most == counts.end() ? 0 : most->first;
}

std::optional<long> wholeNumber(std::string_view cell) {
  long number = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
  if (cell.empty() || error != std::errc() || end != cell.data() + cell.size()) return std::nullopt;
  return number;
}

/// 0, 1, 2 … or 1, 2, 3 …: numbers that count.
bool counts(const std::vector<std::string_view>& cells) {
  long expected = -1;
  for (const std::string_view cell : cells) {
    const std::optional<long> number = wholeNumber(cell);
    if (expected < 0) expected = number.value_or(-1);
    if (!number || *number != expected || expected < 0) return false;
    ++expected;
  }
  return cells.size() > 1 && expected - static_cast<long>(cells.size()) <= 1;
}

std::string lowered(std::string_view text) {
  std::string low(text);
  std::transform(low.begin(), low.end(), low.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return low;
}

bool isLabelName(std::string_view name) {
  static constexpr std::array<std::string_view, 10> kNames = {"label", "labels", "word", "words", "token",
                                                              "name",  "text",   "id",   "index", "unnamed: 0"};
  return name.empty() || std::find(kNames.begin(), kNames.end(), lowered(name)) != kNames.end();
}

/// Whether the first line names the columns: a word over numbers, or the running numbers that pandas writes. Those
/// are told from a row that happens to count by the name of the label beside them, or by fractions below.
bool isNamesLine(const TextForm& form, const std::vector<std::string>& lines) {
  if (lines.size() < 2) return false;
  const std::vector<std::string_view> first = form.split(lines[0]);
  const Columns below = columnsOf(form, lines, 1);
  std::vector<std::string_view> overNumbers;
  bool hasLabelName = first.front().empty();  // pandas' index
  for (std::size_t cell = 0; cell < first.size(); ++cell) {
    if (isNumber(first[cell])) {
      if (below.isNumeric(cell)) overNumbers.push_back(first[cell]);
      continue;
    }
    if (below.isNumeric(cell) && !first[cell].empty()) return true;
    hasLabelName = hasLabelName || isLabelName(first[cell]);
  }
  if (!counts(overNumbers)) return false;
  const bool hasFractions = form.split(lines[1]).back().find('.') != std::string_view::npos;
  return hasLabelName || (overNumbers.front() == "0" && hasFractions);
}

bool endsInDigit(std::string_view name) {
  return !name.empty() && std::isdigit(static_cast<unsigned char>(name.back())) != 0;
}

/// Names decide first: columns that are numbered ("d0", "7") are the vector, if there are such ones.
void chooseNamed(const Columns& columns, TextForm& form) {
  const auto isNumbered = [&](std::size_t cell) {
    return endsInDigit(form.names[cell]) && !isLabelName(form.names[cell]);
  };
  bool numbered = false;
  for (std::size_t cell = 0; cell < form.names.size(); ++cell) {
    numbered = numbered || (isNumbered(cell) && columns.isNumeric(cell));
  }
  for (std::size_t cell = 0; cell < form.names.size(); ++cell) {
    const bool isVector = numbered ? isNumbered(cell) : columns.isNumeric(cell) && !isLabelName(form.names[cell]);
    if (isVector) {
      form.numbers.push_back(cell);
    } else if (!form.label) {
      form.label = cell;
    } else {
      form.extras.push_back(cell);
    }
  }
}

void chooseUnnamed(const Columns& columns, TextForm& form, const std::vector<std::string>& lines) {
  for (std::size_t cell = 0; cell < form.cells; ++cell) {
    if (columns.isNumeric(cell)) {
      form.numbers.push_back(cell);
    } else if (!form.label) {
      form.label = cell;
    } else {
      form.extras.push_back(cell);
    }
  }
  if (form.label || form.numbers.size() < 2 || lines.size() < 3) return;
  std::vector<std::string> first;
  for (const std::string& line : lines) first.emplace_back(form.split(line).front());
  if (!counts({first.begin(), first.end()})) return;
  form.label = form.numbers.front();  // an index
  form.numbers.erase(form.numbers.begin());
}

void chooseColumns(const std::vector<std::string>& lines, TextForm& form) {
  const std::size_t head = form.size ? 1 : 0;
  const std::vector<std::string> rows(lines.begin() + static_cast<std::ptrdiff_t>(std::min(head, lines.size())),
                                      lines.end());
  if (rows.empty()) return;
  form.dropsLast =
      std::all_of(rows.begin(), rows.end(), [&](const std::string& line) { return form.split(line).back().empty(); }) &&
      form.split(rows.front()).size() > 1;
  form.hasNames = !form.size && isNamesLine(form, rows);
  const Columns columns = columnsOf(form, rows, form.hasNames ? 1 : 0);
  form.cells = form.hasNames ? form.split(rows.front()).size() : usualCount(form, rows);
  if (form.hasNames) {
    for (const std::string_view name : form.split(rows.front())) form.names.push_back(toValidUtf8(unquoted(name)));
    chooseNamed(columns, form);
  } else {
    chooseUnnamed(columns, form, rows);
  }
  form.isGuess = form.hasNames || form.label != std::optional<std::size_t>(0) || !form.extras.empty();
}

/// GloVe and word2vec: a word, which may hold spaces or be a number, and its vector; or a vector alone.
void chooseSpaced(const std::vector<std::string>& lines, TextForm& form) {
  const std::size_t head = form.size && lines.size() > 1 ? 1 : 0;
  std::size_t numeric = 0;
  const std::vector<std::string> rows(lines.begin() + static_cast<std::ptrdiff_t>(head), lines.end());
  for (const std::string& line : rows) numeric += isNumber(form.split(line).front()) ? 1U : 0U;
  form.cells = usualCount(form, rows);
  const bool sizeSaysAlone = form.size && form.cells == static_cast<std::size_t>(form.size->columns);
  const bool isAlone = form.size ? sizeSaysAlone && numeric == rows.size() : numeric == rows.size() && rows.size() > 1;
  if (!isAlone) form.label = 0;
  form.isGuess = isAlone;
}

}  // namespace

std::vector<std::string_view> TextForm::split(std::string_view line) const {
  std::vector<std::string_view> found;
  if (separator == Separator::Space || separator == Separator::TabAndSpaces) {
    const std::vector<std::string_view> sides = separator == Separator::Space ? std::vector{line} : cellsOf(line, '\t');
    for (const std::string_view side : sides) {
      const std::vector<std::string_view> words = cellsOf(side, ' ');
      const bool isList = separator == Separator::Space || std::all_of(words.begin(), words.end(), isNumber);
      if (isList) found.insert(found.end(), words.begin(), words.end());
      if (!isList) found.push_back(trimmed(side));
    }
    if (found.empty()) found.push_back(line.substr(0, 0));
    return found;
  }
  const char character = characterOf(separator);
  found = line.find('"') == std::string_view::npos || separator == Separator::Tab ? cellsOf(line, character)
                                                                                  : quotedCells(line, character);
  if (separator != Separator::Tab) std::transform(found.begin(), found.end(), found.begin(), trimmed);
  if (dropsLast && found.size() > 1) found.pop_back();
  return found;
}

std::string unquoted(std::string_view cell) {
  if (cell.size() < 2 || cell.front() != '"' || cell.back() != '"') return std::string(cell);
  std::string text;
  for (std::size_t at = 1; at + 1 < cell.size(); ++at) {
    text += cell[at];
    if (cell[at] == '"' && at + 2 < cell.size() && cell[at + 1] == '"') ++at;
  }
  return text;
}

TextForm guessTextForm(ByteSource& source) {
  std::vector<std::string> lines = firstLines(source);
  TextForm form;
  if (lines.empty()) return form;
  form.size = tableSizeOf(lines.front());
  if (form.size && lines.size() > 1 && cellsOf(lines[1], ' ').size() == 2 && form.size->columns != 1) form.size.reset();
  const std::vector<std::string> rows(lines.begin() + (form.size && lines.size() > 1 ? 1 : 0), lines.end());
  form.separator = separatorOf(rows);
  form.isSpaced() ? chooseSpaced(lines, form) : chooseColumns(lines, form);
  return form;
}

std::optional<Message> guessSentence(const TextForm& form, const std::string& file) {
  if (!form.isGuess) return std::nullopt;
  if (!form.label) return Message{"vectors.read_without_labels", {{"file", file}}};
  const std::string count = std::to_string(form.numbers.size());
  if (!form.hasNames) {
    return Message{"vectors.read_columns",
                   {{"file", file}, {"label", std::to_string(*form.label + 1)}, {"count", count}}};
  }
  const std::string label = form.names[*form.label];
  return Message{"vectors.read_names",
                 {{"file", file},
                  {"label", label.empty() ? std::to_string(*form.label + 1) : "\"" + label + "\""},
                  {"count", count},
                  {"first", form.numbers.empty() ? "" : form.names[form.numbers.front()]},
                  {"last", form.numbers.empty() ? "" : form.names[form.numbers.back()]}}};
}

}  // namespace headlight
