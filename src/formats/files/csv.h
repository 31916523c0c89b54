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
  CsvWriter& text(std::string_view cell);  ///< quoted where commas, quotes, line ends or outer spaces ask for it
  CsvWriter& number(double value);
  CsvWriter& integer(std::int64_t value);
  void endRow();

  [[nodiscard]] const std::string& bytes() const { return m_bytes; }

 private:
  void separate();
  std::string m_bytes;
  bool m_rowHasCells = false;
};

}  // namespace headlight
