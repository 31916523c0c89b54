#pragma once
// Comma-separated values (RFC 4180): UTF-8, lines end with \n, numbers in the C locale with nine significant digits,
// which bring back every float exactly.

#include <cstdint>
#include <string>
#include <string_view>

namespace headlight {

/// Nine significant digits; "nan", "inf", "-inf". Does not depend on the locale.
[[nodiscard]] std::string csvNumber(double number);

/// Builds a table row by row.
class CsvWriter {
 public:
  /// Quoted where commas, quotes, line ends or outer spaces ask for it. Texts come from files and prompts: one that a
  /// spreadsheet would take for a formula (longer than a character, first character = + - @, tab or carriage
  /// return, and no number) gets an apostrophe in front, and bytes that are no UTF-8 become U+FFFD.
  CsvWriter& text(std::string_view cell);
  CsvWriter& number(double value);
  CsvWriter& nothing();  ///< an empty cell: there is no such number
  CsvWriter& integer(std::int64_t value);
  void endRow();

  [[nodiscard]] const std::string& bytes() const { return m_bytes; }

 private:
  void separate();
  std::string m_bytes;
  bool m_rowHasCells = false;
};

}  // namespace headlight
