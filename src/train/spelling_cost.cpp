#include "train/spelling_cost.h"

#include <cmath>
#include <string>

namespace headlight {
namespace {

constexpr double kCodePoints = 1'114'112;

/// Bytes of the sequence that this first byte begins; 0 if it begins none.
std::size_t sequenceLength(unsigned char first) {
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first < 0xE0) return 2;
  if (first >= 0xE0 && first < 0xF0) return 3;
  if (first >= 0xF0 && first < 0xF5) return 4;
  return 0;
}

}  // namespace

std::u32string codePoints(std::string_view utf8) {
  std::u32string points;
  for (std::size_t i = 0; i < utf8.size();) {
    const auto first = static_cast<unsigned char>(utf8[i]);
    const std::size_t length = sequenceLength(first);
    char32_t point = length <= 1 ? first : first & (0x7FU >> length);
    bool good = length > 0 && i + length <= utf8.size();
    for (std::size_t k = 1; good && k < length; ++k) {
      const auto byte = static_cast<unsigned char>(utf8[i + k]);
      good = (byte & 0xC0U) == 0x80U;
      point = (point << 6U) | (byte & 0x3FU);
    }
    points.push_back(good ? point : U'\xFFFD');
    i += good ? length : 1;
  }
  return points;
}

SpellingCost::SpellingCost(const Tokenizer& tokenizer) {
  for (TokenId id = 0; id < tokenizer.vocabSize(); ++id) {
    if (!tokenizer.isCandidate(id) || id == tokenizer.special().endOfText) continue;
    for (const char32_t point : codePoints(tokenizer.piece(id))) m_counts[point] += 1;
    m_endCount += 1;
  }
  m_total = m_endCount + 1;  // 1 for what was never seen
  for (auto& [point, count] : m_counts) m_total += ++count;
}

double SpellingCost::nats(std::string_view word) const {
  double cost = std::log(m_total / m_endCount);
  for (const char32_t point : codePoints(word)) {
    const auto found = m_counts.find(point);
    cost += found != m_counts.end() ? std::log(m_total / found->second) : std::log(m_total * kCodePoints);
  }
  return cost;
}

}  // namespace headlight
