#pragma once
// A sparse square matrix by rows, made symmetric: the graph on which t-SNE and UMAP work.

#include <cstdint>
#include <utility>
#include <vector>

#include "analysis/projection/neighbour_table.h"

namespace headlight {

/// Rows that one task of the pool takes.
inline constexpr Index kRowsOfTask = 256;

struct SparseRows {
  std::vector<std::int64_t> starts;  ///< [n + 1], where each row's entries begin
  std::vector<std::int32_t> rows;    ///< of each entry its column, rising within a row
  std::vector<float> values;

  [[nodiscard]] Index size() const { return static_cast<Index>(starts.size()) - 1; }
};

/// From the weights w [n, k] of the entries of `table`: combine(w_ij, w_ji) at ij and at ji, 0 where one is missing.
template <class Combine>
[[nodiscard]] SparseRows symmetric(const NeighbourTable& table, const std::vector<float>& weights, Combine combine);

/// Both weights of every pair of which one is a neighbour of the other: the common part of symmetric().
struct PairedWeights {
  SparseRows forth;         ///< w_ij
  std::vector<float> back;  ///< w_ji
};
[[nodiscard]] PairedWeights pairedWeights(const NeighbourTable& table, const std::vector<float>& weights);

template <class Combine>
SparseRows symmetric(const NeighbourTable& table, const std::vector<float>& weights, Combine combine) {
  PairedWeights pairs = pairedWeights(table, weights);
  for (std::size_t i = 0; i < pairs.back.size(); ++i) {
    pairs.forth.values[i] = combine(pairs.forth.values[i], pairs.back[i]);
  }
  return std::move(pairs.forth);
}

}  // namespace headlight
