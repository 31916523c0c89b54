#include "text/unicode/charsmap.h"

#include <algorithm>
#include <utility>

#include "tensor/error.h"

namespace headlight {
namespace {

std::uint32_t littleEndian(std::string_view bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = 4; i-- > 0;) value = value << 8U | static_cast<unsigned char>(bytes[i]);
  return value;
}

[[noreturn]] void badCharsmap(const std::string& reason) {
  throw Error("text.bad_charsmap", {{"reason", reason}});
}

// a unit of a Darts double array
std::uint32_t offsetOf(std::uint32_t unit) {
  return (unit >> 10U) << ((unit & (1U << 9U)) >> 6U);
}
std::uint32_t labelOf(std::uint32_t unit) {
  return unit & (1U << 31U | 0xFFU);
}
bool hasLeaf(std::uint32_t unit) {
  return (unit >> 8U & 1U) != 0;
}
std::uint32_t valueOf(std::uint32_t unit) {
  return unit & 0x7FFFFFFFU;
}

}  // namespace

Charsmap::Charsmap(std::string bytes) : m_bytes(std::move(bytes)) {
  if (m_bytes.size() < 4) badCharsmap("it is shorter than its header of 4 bytes");
  const std::string_view all = m_bytes;
  const std::size_t size = littleEndian(all);
  if (size == 0 || size % 4 != 0 || size > all.size() - 4) {
    badCharsmap("it claims a trie of " + std::to_string(size) + " bytes, " + std::to_string(all.size() - 4) +
                " are there");
  }
  m_units.reserve(size / 4);
  for (std::size_t at = 4; at < 4 + size; at += 4) m_units.push_back(littleEndian(all.substr(at, 4)));
  m_replacements = all.substr(4 + size);
  checkReplacements();
}

void Charsmap::checkReplacements() const {
  constexpr std::size_t kLongest = 256;  // the longest of Unicode's own normalization has 33
  if (m_replacements.empty() || m_replacements.back() != '\0') badCharsmap("its replacements do not end with a zero");
  for (std::size_t at = 0; at < m_replacements.size();) {
    const std::size_t end = m_replacements.find('\0', at);
    if (end - at > kLongest) badCharsmap("a replacement is longer than 256 bytes");
    at = end + 1;
  }
}

std::optional<Charsmap::Replacement> Charsmap::longestAt(std::string_view text, std::size_t at) const {
  std::optional<Replacement> longest;
  std::size_t node = offsetOf(m_units[0]);
  for (std::size_t i = at; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    node ^= byte;
    if (node >= m_units.size() || labelOf(m_units[node]) != byte) break;
    const std::uint32_t unit = m_units[node];
    node ^= offsetOf(unit);
    if (!hasLeaf(unit)) continue;
    if (node >= m_units.size()) break;
    const std::size_t place = valueOf(m_units[node]);
    if (place >= m_replacements.size()) break;
    longest = Replacement{i + 1 - at, m_replacements.substr(place, m_replacements.find('\0', place) - place)};
  }
  return longest;
}

}  // namespace headlight
