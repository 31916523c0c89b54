#pragma once
// The nearest rows of every row at once: what t-SNE and UMAP start from, and what says how far their picture can be
// trusted. For the neighbours of one row see analysis/vectors/neighbours.h.

#include <cstdint>
#include <span>
#include <stop_token>
#include <vector>

#include "tensor/matrix.h"

namespace headlight {

class ModerateRows;
class ThreadPool;

/// How many nearest rows neighboursKept() counts unless told otherwise: what every badge and table of ours means.
inline constexpr Index kKeptNeighbours = 15;

struct NeighbourTable {
  Index k = 0;
  std::vector<std::int32_t> rows;  ///< [n, k], nearest first, equally near ones by row
  std::vector<float> distances;    ///< [n, k], Euclidean, in the rows' own unit; at most the largest float

  [[nodiscard]] std::span<const std::int32_t> rowsOf(Index row) const;
  [[nodiscard]] std::span<const float> distancesOf(Index row) const;
};

/// The min(k, n - 1) nearest others of every row of `rows` [n, d] by Euclidean distance. Candidates come from products
/// in float32 of the centred rows, 16 more than asked for; these are measured again in double and put in order. Exact
/// but for rows that are equally near to within the rounding of the first measure. The same bits whatever the number of
/// threads of `pool` (null: none but this one). Time O(n²·d). Any thread; pure.
/// Throws Error "analysis.not_finite" for a NaN or infinity, "cancelled" soon after `stop` was asked for.
[[nodiscard]] NeighbourTable allNeighbours(ConstMatrixRef<float> rows, Index k, ThreadPool* pool = nullptr,
                                           const std::stop_token& stop = {});

/// The distances of `table`, which was made of moderate.rows(), in the unit of the rows that those were made of.
void takeOwnUnit(NeighbourTable& table, const ModerateRows& moderate);

/// How far a picture of `rows` [n, d] can be trusted: the mean share, over all points, of the k nearest rows that are
/// also among the k nearest points of `picture` [n, 2 or 3]. 1 keeps all; compare it with neighboursKeptByChance(). 0
/// for n < 2.
[[nodiscard]] double neighboursKept(ConstMatrixRef<float> rows, ConstMatrixRef<float> picture,
                                    Index k = kKeptNeighbours, ThreadPool* pool = nullptr);
/// The same where the neighbours of the rows are known already.
[[nodiscard]] double neighboursKept(const NeighbourTable& ofRows, ConstMatrixRef<float> picture,
                                    Index k = kKeptNeighbours, ThreadPool* pool = nullptr);

/// The expected value of neighboursKept() for a picture of `points` points at random places: k / (points - 1). 1 where
/// points <= k + 1: there every picture keeps all, and the share says nothing.
[[nodiscard]] double neighboursKeptByChance(Index points, Index k = kKeptNeighbours);

}  // namespace headlight
