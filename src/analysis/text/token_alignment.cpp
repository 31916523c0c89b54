#include "analysis/text/token_alignment.h"

#include <algorithm>
#include <compare>
#include <cstdint>

namespace headlight {

namespace {

/// Of the best alignment of two beginnings. Less is better: fewer edits, then more equal tokens.
struct Cost {
  std::int32_t edits = 0;
  std::int32_t unequal = 0;  ///< minus the number of equal pairs
  auto operator<=>(const Cost&) const = default;
};

Cost edited(Cost cost) {
  return {cost.edits + 1, cost.unequal};
}

Cost paired(Cost cost, bool same) {
  return same ? Cost{cost.edits, cost.unequal - 1} : edited(cost);
}

/// [first.size() + 1, second.size() + 1]: cell (i, j) for the first i and the first j tokens.
class CostTable {
 public:
  CostTable(std::span<const TokenId> first, std::span<const TokenId> second)
      : m_width(second.size() + 1), m_cells((first.size() + 1) * m_width) {
    for (std::size_t i = 0; i <= first.size(); ++i) {
      for (std::size_t j = 0; j <= second.size(); ++j) {
        if (i == 0 && j == 0) continue;
        Cost best{INT32_MAX, 0};
        if (i > 0 && j > 0) best = paired(at(i - 1, j - 1), first[i - 1] == second[j - 1]);
        if (i > 0) best = std::min(best, edited(at(i - 1, j)));
        if (j > 0) best = std::min(best, edited(at(i, j - 1)));
        m_cells[i * m_width + j] = best;
      }
    }
  }
  [[nodiscard]] Cost at(std::size_t i, std::size_t j) const { return m_cells[i * m_width + j]; }

 private:
  std::size_t m_width;
  std::vector<Cost> m_cells;
};

}  // namespace

std::vector<TokenPair> alignTokens(std::span<const TokenId> first, std::span<const TokenId> second) {
  const CostTable costs(first, second);
  std::vector<TokenPair> pairs;
  std::size_t i = first.size(), j = second.size();
  while (i > 0 || j > 0) {  // from the end; a pair is taken before a gap, which puts replacements late
    const bool same = i > 0 && j > 0 && first[i - 1] == second[j - 1];
    if (i > 0 && j > 0 && costs.at(i, j) == paired(costs.at(i - 1, j - 1), same)) {
      pairs.push_back({static_cast<Index>(--i), static_cast<Index>(--j), same});
    } else if (i > 0 && costs.at(i, j) == edited(costs.at(i - 1, j))) {
      pairs.push_back({static_cast<Index>(--i), -1, false});
    } else {
      pairs.push_back({-1, static_cast<Index>(--j), false});
    }
  }
  std::reverse(pairs.begin(), pairs.end());
  return pairs;
}

}  // namespace headlight
