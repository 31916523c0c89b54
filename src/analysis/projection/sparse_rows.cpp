#include "analysis/projection/sparse_rows.h"

#include <algorithm>
#include <tuple>

namespace headlight {

PairedWeights pairedWeights(const NeighbourTable& table, const std::vector<float>& weights) {
  const Index n = table.k > 0 ? static_cast<Index>(table.rows.size()) / table.k : 0;
  struct Entry {
    std::int32_t column;
    float forth, back;
  };
  std::vector<std::vector<Entry>> entries(static_cast<std::size_t>(n));
  for (Index row = 0; row < n; ++row) {
    for (Index j = 0; j < table.k; ++j) {
      const auto place = static_cast<std::size_t>(row * table.k + j);
      const std::int32_t other = table.rows[place];
      entries[static_cast<std::size_t>(row)].push_back({other, weights[place], 0});
      entries[static_cast<std::size_t>(other)].push_back({static_cast<std::int32_t>(row), 0, weights[place]});
    }
  }
  PairedWeights pairs;
  pairs.forth.starts.push_back(0);
  for (auto& row : entries) {
    std::sort(row.begin(), row.end(), [](const Entry& a, const Entry& b) { return a.column < b.column; });
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0 && row[i].column == row[i - 1].column) {  // each is a neighbour of the other
        pairs.forth.values.back() += row[i].forth;
        pairs.back.back() += row[i].back;
        continue;
      }
      pairs.forth.rows.push_back(row[i].column);
      pairs.forth.values.push_back(row[i].forth);
      pairs.back.push_back(row[i].back);
    }
    pairs.forth.starts.push_back(static_cast<std::int64_t>(pairs.forth.rows.size()));
  }
  return pairs;
}

}  // namespace headlight
