#pragma once
// Uniform manifold approximation and projection: McInnes, Healy and Melville, "UMAP: Uniform Manifold Approximation and
// Projection for Dimension Reduction", arXiv:1802.03426 (2018), section 3 and algorithms 1 to 5.
//
// Their stochastic descent moves one edge after the other, so its threads race. Here an epoch gathers every point's
// moves from where all points stood before it, and a step of Adam (Kingma and Ba 2015) follows; so the picture is fixed
// by the seed, whatever the number of threads. The start is the PCA of the rows, where theirs is spectral.

#include <cstdint>
#include <memory>

#include "analysis/projection/neighbour_table.h"
#include "analysis/projection/sparse_rows.h"
#include "tensor/matrix.h"

namespace headlight {

struct UmapOptions {
  Index dimensions = 2;          ///< of the picture: 2 or 3
  Index neighbours = 15;         ///< of each row, itself counted as the paper does; see umapNeighbours()
  double minimalDistance = 0.1;  ///< how close points may lie in the picture, 0 to 1
  Index epochs = 0;              ///< 0: 500 up to 10,000 rows, 200 above
  std::uint64_t seed = 0;        ///< of the points that push
};

/// A run of UMAP that can be watched: step() and look, pause by not calling, go on.
/// One thread at a time. The same bits whatever the number of threads of the pool.
class Umap {
 public:
  /// Finds the neighbours and their memberships: O(n²·d), the only long call. `pool` (null: no other thread) outlives
  /// this. Throws Error "analysis.pca_empty" for no rows or columns, "analysis.not_finite", and
  /// "analysis.projection_option" for options out of range, "cancelled" soon after `stop` was asked for.
  Umap(ConstMatrixRef<float> rows, const UmapOptions& options, ThreadPool* pool = nullptr,
       const std::stop_token& stop = {});
  ~Umap();
  Umap(Umap&&) noexcept;

  [[nodiscard]] bool isDone() const;
  [[nodiscard]] Index epoch() const;   ///< how many were made
  [[nodiscard]] Index epochs() const;  ///< how many there will be
  void step();                         ///< one more epoch; nothing when done
  /// [n, dimensions], centred; without unit: only which points are near each other means something.
  [[nodiscard]] const Matrix<float>& coordinates() const;
  /// Of the rows, as they were found: at least 15 each where there are so many.
  [[nodiscard]] const NeighbourTable& neighbours() const;
  /// How many it uses, each row itself counted: umapNeighbours() of the number asked for.
  [[nodiscard]] Index usedNeighbours() const;

 private:
  struct State;
  std::unique_ptr<State> d;
};

/// The neighbours that UMAP uses for so many points: `asked`, at most all of them.
[[nodiscard]] Index umapNeighbours(Index asked, Index points);

/// The fuzzy set of the paper (algorithms 2 and 3): exp(-(distance - nearest) / sigma_i) for the `neighbours` - 1
/// others of each row, sigma such that they sum to log2(`neighbours`), and for each pair a + b - ab of the two
/// directions.
[[nodiscard]] SparseRows umapMemberships(const NeighbourTable& table, Index neighbours, ThreadPool* pool = nullptr);

/// a and b of 1 / (1 + a x^2b), the nearest in least squares to 1 below `minimalDistance` and exp(-(x -
/// minimalDistance)) above, on 300 points from 0 to 3 (section 3.2).
struct UmapCurve {
  double a = 1, b = 1;
};
[[nodiscard]] UmapCurve umapCurve(double minimalDistance);

}  // namespace headlight
