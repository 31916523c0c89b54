#include "train/evaluation/spelling_cost.h"

#include <cmath>

#include "text/unicode/utf8.h"

namespace headlight {
namespace {

constexpr double kCodePoints = 1'114'112;

template <class Visit>
void forEachCharacter(std::string_view text, const Visit& visit) {
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = codePointAt(text, i);
    visit(point.value);
    i += point.size;
  }
}

}  // namespace

SpellingCost::SpellingCost(const Tokenizer& tokenizer) {
  for (TokenId id = 0; id < tokenizer.vocabSize(); ++id) {
    if (!tokenizer.isCandidate(id) || id == tokenizer.special().endOfText) continue;
    forEachCharacter(tokenizer.piece(id), [&](char32_t point) { m_counts[point] += 1; });
    m_endCount += 1;
  }
  m_total = m_endCount + 1;  // 1 for what was never seen
  for (auto& [point, count] : m_counts) m_total += ++count;
}

double SpellingCost::nats(std::string_view word) const {
  double cost = std::log(m_total / m_endCount);
  forEachCharacter(word, [&](char32_t point) {
    const auto found = m_counts.find(point);
    cost += found != m_counts.end() ? std::log(m_total / found->second) : std::log(m_total * kCodePoints);
  });
  return cost;
}

}  // namespace headlight
