#pragma once
// Which rows are nearest to one row: in the original space, never in a projection of it.

#include <span>
#include <vector>

#include "tensor/matrix.h"

namespace headlight {

enum class Metric {
  Cosine,     ///< cosine similarity, 1 is the same direction; larger is nearer
  Euclidean,  ///< length of the difference; smaller is nearer
};

struct Neighbour {
  Index row = 0;
  double value = 0;  ///< similarity (Cosine) or distance (Euclidean)
};

/// The k rows of `rows` [n, d] nearest to `query` [d], nearest first, equal ones by row. Rows in `excluded` (sorted
/// rising), rows with a value that is not finite, and for Cosine rows of length 0 are left out, so fewer than k may
/// come back. Exact; products are summed in double. Any thread; pure. A `query` of another length than d gives no
/// neighbours.
[[nodiscard]] std::vector<Neighbour> nearestTo(ConstMatrixRef<float> rows, ConstRowVectorRef<float> query, Index k,
                                               Metric metric, std::span<const Index> excluded = {});

/// The same for a row of the matrix, which itself is left out.
[[nodiscard]] std::vector<Neighbour> nearestNeighbours(ConstMatrixRef<float> rows, Index row, Index k, Metric metric,
                                                       std::span<const Index> excluded = {});

}  // namespace headlight
