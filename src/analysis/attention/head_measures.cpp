#include "analysis/attention/head_measures.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "analysis/text/content_words.h"
#include "text/unicode/utf8.h"

namespace headlight {

namespace {

std::size_t placeOf(HeadRole role) {
  return static_cast<std::size_t>(std::find(kHeadRoles.begin(), kHeadRoles.end(), role) - kHeadRoles.begin());
}

/// Sums over the rows that can tell.
struct RowSum {
  double value = 0, chance = 0;
  Index rows = 0;

  void add(double rowValue, double rowChance) {
    value += rowValue;
    chance += rowChance;
    ++rows;
  }
  [[nodiscard]] std::optional<HeadMeasures::Measure> mean() const {
    if (rows == 0) return std::nullopt;
    return HeadMeasures::Measure{value / static_cast<double>(rows), chance / static_cast<double>(rows), rows};
  }
};

class Measuring {
 public:
  Measuring(const Matrix<float>& pattern, const PatternTokens& tokens) : m_pattern(pattern), m_tokens(tokens) {
    for (Index key = 0; key < pattern.cols(); ++key) {
      m_occurrences[tokens.keys[static_cast<std::size_t>(key)]].push_back(key);
    }
  }

  HeadMeasures measure() {
    for (Index row = 0; row < m_pattern.rows(); ++row) {
      m_row = row;
      m_seen = m_tokens.causal ? std::min(m_pattern.cols(), row + 1 + m_pattern.cols() - m_pattern.rows())
                               : m_pattern.cols();
      if (m_tokens.isOneText) {
        addPrevious();
        addSame();
        addInduction();
        if (m_row == m_tokens.asking) addContent();
      }
      addFirst();
      addPunctuation();
      addBroad();
    }
    HeadMeasures measures;
    for (std::size_t i = 0; i < m_sums.size(); ++i) measures.measures[i] = m_sums[i].mean();
    if (auto& content = measures.of(HeadRole::ContentWord)) content->key = m_contentKey;
    return measures;
  }

 private:
  [[nodiscard]] double weight(Index key) const { return static_cast<double>(m_pattern(m_row, key)); }
  [[nodiscard]] double even() const { return 1.0 / static_cast<double>(m_seen); }
  [[nodiscard]] RowSum& sum(HeadRole role) { return m_sums[placeOf(role)]; }
  [[nodiscard]] const std::vector<Index>& occurrences() const {
    static const std::vector<Index> none;
    const auto found = m_occurrences.find(m_tokens.queries[static_cast<std::size_t>(m_row)]);
    return found == m_occurrences.end() ? none : found->second;
  }

  void addPrevious() {
    if (m_row >= 2) sum(HeadRole::PreviousToken).add(weight(m_row - 1), even());
  }

  void addFirst() {
    if (m_row >= 2 || (!m_tokens.isOneText && m_seen > 1)) sum(HeadRole::FirstToken).add(weight(0), even());
  }

  void addSame() {
    if (m_row < 1) return;
    double value = 0;
    Index count = 0;
    for (const Index key : occurrences()) {
      if (key >= m_seen) break;
      value += weight(key);
      ++count;
    }
    sum(HeadRole::SameToken).add(value, static_cast<double>(count) * even());
  }

  void addInduction() {
    double value = 0;
    Index count = 0;
    for (const Index key : occurrences()) {
      if (key + 1 >= m_row) break;
      value += weight(key + 1);
      ++count;
    }
    if (count > 0) sum(HeadRole::Induction).add(value, static_cast<double>(count) * even());
  }

  void addPunctuation() {
    double value = 0;
    Index count = 0;
    for (Index key = 0; key < m_seen; ++key) {
      if (!m_tokens.isPunctuation[static_cast<std::size_t>(key)]) continue;
      value += weight(key);
      ++count;
    }
    if (count > 0 && count < m_seen) sum(HeadRole::Punctuation).add(value, static_cast<double>(count) * even());
  }

  /// Whether a role that is measured on every row explains why this row looks at the key.
  [[nodiscard]] bool isOfOtherRole(Index key) const {
    if (key == 0 || key == m_row || key + 1 == m_row) return true;
    const TokenId query = m_tokens.queries[static_cast<std::size_t>(m_row)];
    const auto at = static_cast<std::size_t>(key);
    return m_tokens.keys[at] == query || m_tokens.keys[at - 1] == query;
  }

  void addContent() {
    double most = 0;
    for (Index key = 0; key < m_seen; ++key) {
      if (!m_tokens.isContent[static_cast<std::size_t>(key)] || isOfOtherRole(key)) continue;
      if (m_contentKey >= 0 && weight(key) <= most) continue;
      m_contentKey = key;
      most = weight(key);
    }
    if (m_contentKey >= 0) sum(HeadRole::ContentWord).add(most, even());
  }

  void addBroad() {
    if (m_seen < 2) return;
    double entropy = 0;
    for (Index key = 0; key < m_seen; ++key) {
      const double share = weight(key);
      if (share > 0) entropy -= share * std::log(share);
    }
    sum(HeadRole::Broad).add(entropy / std::log(static_cast<double>(m_seen)), 1);
  }

  const Matrix<float>& m_pattern;
  const PatternTokens& m_tokens;
  std::map<TokenId, std::vector<Index>> m_occurrences;  ///< of keys, ascending
  std::array<RowSum, kHeadRoles.size()> m_sums{};
  Index m_row = 0, m_seen = 0;
  Index m_contentKey = -1;
};

bool isPunctuation(const std::string& text) {
  bool any = false;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = codePointAt(text, at);
    at += point.size;
    if (isSpaceCharacter(point.value)) continue;
    if (!isPunctuationCharacter(point.value)) return false;
    any = true;
  }
  return any;
}

}  // namespace

PatternTokens patternTokens(std::span<const Token> queries, std::span<const Token> keys, bool causal, bool isOneText) {
  PatternTokens tokens;
  tokens.causal = causal;
  tokens.isOneText = isOneText;
  tokens.isContent = contentWords(keys);
  if (causal && isOneText) tokens.asking = static_cast<Index>(queries.size()) - 1;
  for (const Token& token : queries) tokens.queries.push_back(token.id);
  for (const Token& token : keys) {
    tokens.keys.push_back(token.id);
    tokens.isPunctuation.push_back(isPunctuation(token.text));
  }
  return tokens;
}

const std::optional<HeadMeasures::Measure>& HeadMeasures::of(HeadRole role) const {
  return measures[placeOf(role)];
}

std::optional<HeadMeasures::Measure>& HeadMeasures::of(HeadRole role) {
  return measures[placeOf(role)];
}

HeadMeasures headMeasures(const Matrix<float>& pattern, const PatternTokens& tokens) {
  return Measuring(pattern, tokens).measure();
}

HeadMeasures joinedMeasures(std::span<const HeadMeasures> parts) {
  HeadMeasures joined;
  for (std::size_t i = 0; i < kHeadRoles.size(); ++i) {
    RowSum sum;
    for (const HeadMeasures& part : parts) {
      if (!part.measures[i]) continue;
      const auto rows = static_cast<double>(part.measures[i]->rows);
      sum.value += part.measures[i]->value * rows;
      sum.chance += part.measures[i]->chance * rows;
      sum.rows += part.measures[i]->rows;
    }
    joined.measures[i] = sum.mean();
  }
  return joined;
}

namespace {

/// How much a head does a role: its lift, of Broad its value; the mean over prompt and probes where both can tell.
std::optional<double> amountOf(HeadRole role, const HeadMeasures& onPrompt, const HeadMeasures* onProbes) {
  double sum = 0;
  int count = 0;
  for (const HeadMeasures* side : {&onPrompt, onProbes}) {
    if (side == nullptr || !side->of(role)) continue;
    sum += role == HeadRole::Broad ? side->of(role)->value : side->of(role)->lift();
    ++count;
  }
  return count == 0 ? std::nullopt : std::optional(sum / count);
}

HeadRole mainRole(const HeadMeasures& onPrompt, const HeadMeasures* onProbes) {
  HeadRole best = HeadRole::None;
  double most = 0;
  for (const HeadRole role : kHeadRoles) {
    // The last two are of heads that have no other role.
    const bool isContent = role == HeadRole::ContentWord, isBroad = role == HeadRole::Broad;
    if ((isContent || isBroad) && best != HeadRole::None) break;
    const double least = isContent ? kLeastContentLift : isBroad ? kLeastBroad : kLeastLift;
    const double amount = amountOf(role, onPrompt, onProbes).value_or(-1);
    if (amount < least || amount <= most) continue;
    best = role;
    most = amount;
  }
  return best;
}

}  // namespace

HeadLabel headLabel(const HeadMeasures& onPrompt, const HeadMeasures* onProbes) {
  HeadLabel label;
  label.kind = mainRole(onPrompt, onProbes);
  if (label.kind == HeadRole::None) return label;
  if (onProbes != nullptr && onProbes->of(label.kind)) label.onProbes = onProbes->of(label.kind)->value;
  label.isOfProbes = !onPrompt.of(label.kind);
  const std::optional<HeadMeasures::Measure>& measure =
      label.isOfProbes && onProbes != nullptr ? onProbes->of(label.kind) : onPrompt.of(label.kind);
  label.value = measure->value;
  label.chance = measure->chance;
  label.key = measure->key;
  return label;
}

std::vector<int> sortedHeads(std::span<const HeadMeasures> onPrompt, std::span<const HeadMeasures> onProbes,
                             HeadRole role) {
  const auto amount = [&](int index) {
    const auto at = static_cast<std::size_t>(index);
    if (onPrompt[at].of(role)) return onPrompt[at].of(role)->value;
    if (at < onProbes.size() && onProbes[at].of(role)) return onProbes[at].of(role)->value;
    return -1.0;
  };
  std::vector<int> order(onPrompt.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return amount(a) > amount(b); });
  return order;
}

}  // namespace headlight
