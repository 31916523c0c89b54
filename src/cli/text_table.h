#pragma once
// Tables for a terminal.

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace headlight {

/// Columns on a terminal: 2 for wide East Asian characters, 0 for combining ones.
[[nodiscard]] std::size_t displayWidth(std::string_view text);

/// Safe to print: control characters (an escape sequence in a model's vocabulary, say) become U+FFFD.
[[nodiscard]] std::string printable(std::string_view text);

/// "0.83" with `digits` behind the point, in the C locale.
[[nodiscard]] std::string fixed(double value, int digits);
/// "1.20e-05": three digits, in the C locale.
[[nodiscard]] std::string scientific(double value);

/// A value for a table: text without its quotes, "-" for null.
[[nodiscard]] std::string tableCell(const nlohmann::ordered_json& value);

/// Rows of cells, aligned when printed; the first row is the heading.
class TextTable {
 public:
  explicit TextTable(std::vector<std::string> heading) { m_rows.push_back(std::move(heading)); }
  void add(std::vector<std::string> row) { m_rows.push_back(std::move(row)); }
  void print(std::ostream& out) const;

 private:
  std::vector<std::vector<std::string>> m_rows;
};

}  // namespace headlight
