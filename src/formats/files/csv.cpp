#include "formats/files/csv.h"

#include <array>
#include <charconv>
#include <cmath>

namespace headlight {

std::string csvNumber(double number) {
  if (std::isnan(number)) return "nan";
  std::array<char, 32> text{};
  constexpr int kDigits = 9;
  const auto [end, error] =
      std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::general, kDigits);
  return error == std::errc() ? std::string(text.data(), end) : std::string();
}

void CsvWriter::separate() {
  if (m_rowHasCells) m_bytes += ',';
  m_rowHasCells = true;
}

CsvWriter& CsvWriter::text(std::string_view cell) {
  separate();
  const bool outerSpace = !cell.empty() && (cell.front() == ' ' || cell.back() == ' ');
  if (cell.find_first_of(",\"\r\n") == std::string_view::npos && !outerSpace) {
    m_bytes += cell;
    return *this;
  }
  m_bytes += '"';
  for (const char c : cell) {
    if (c == '"') m_bytes += '"';
    m_bytes += c;
  }
  m_bytes += '"';
  return *this;
}

CsvWriter& CsvWriter::number(double value) {
  separate();
  m_bytes += csvNumber(value);
  return *this;
}

CsvWriter& CsvWriter::integer(std::int64_t value) {
  separate();
  m_bytes += std::to_string(value);
  return *this;
}

void CsvWriter::endRow() {
  m_bytes += '\n';
  m_rowHasCells = false;
}

}  // namespace headlight
