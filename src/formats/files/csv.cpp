#include "formats/files/csv.h"

#include <array>
#include <charconv>
#include <cmath>
#include <string>

#include "text/unicode/utf8.h"

namespace headlight {
namespace {

bool isNumber(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

bool isTakenForFormula(std::string_view cell) {
  constexpr std::string_view kStarts = "=+-@\t\r";
  return cell.size() > 1 && kStarts.find(cell.front()) != std::string_view::npos && !isNumber(cell);
}

}  // namespace

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

CsvWriter& CsvWriter::nothing() {
  separate();
  return *this;
}

CsvWriter& CsvWriter::text(std::string_view given) {
  separate();
  const bool isValid = isValidUtf8(given);
  std::string changed;
  if (isTakenForFormula(given)) changed.push_back('\'');
  if (!isValid || !changed.empty()) changed.append(isValid ? std::string(given) : toValidUtf8(given));
  const std::string_view cell = changed.empty() ? given : std::string_view(changed);
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
