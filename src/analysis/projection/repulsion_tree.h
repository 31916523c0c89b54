#pragma once
// The many-body half of t-SNE: how every point is pushed away by all others, in O(n log n).
//
// Barnes and Hut, "A hierarchical O(N log N) force-calculation algorithm", Nature 324 (1986); used for t-SNE by van der
// Maaten, "Accelerating t-SNE using tree-based algorithms", JMLR 15 (2014). Here sixteen points that lie next to each
// other on a Morton curve walk the tree together, which lets one loop work on all of them.

#include <array>
#include <cstdint>
#include <vector>

#include "tensor/matrix.h"

namespace headlight {

class ThreadPool;

/// Of points with D coordinates, D = 2 or 3. Not for several threads at once; keeps its memory from call to call.
template <int D>
class RepulsionTree {
 public:
  /// `theta`: a cell is taken as one point when its width is below theta times its distance. 0 is exact.
  explicit RepulsionTree(float theta, ThreadPool* pool = nullptr) : m_theta(theta), m_pool(pool) {}

  /// With q_ij = 1 / (1 + |y_i - y_j|²): writes into `forces` [n, D] the sums over j of q_ij² (y_i - y_j), and gives
  /// Z, the sum of q_ij over all i ≠ j. `points` [n, D] are finite. The same bits whatever the number of threads.
  double compute(const Matrix<float>& points, Matrix<float>& forces);

 private:
  struct Node {
    std::array<float, D> centre{};  ///< of mass
    float count = 0;
    float width = 0;                  ///< of the cell, along its longest side
    std::int32_t begin = 0, end = 0;  ///< of the points in Morton order
    std::int32_t next = 0;            ///< the node after this one's whole subtree; this + 1 is its first child
    bool isLeaf = true;
  };
  struct Walk;

  void sort(const Matrix<float>& points);
  void build(std::int32_t begin, std::int32_t end, int depth);
  double pushGroup(Index group, Matrix<float>& forces, Walk& walk) const;

  float m_theta;
  ThreadPool* m_pool;
  std::array<float, D> m_corner{};
  float m_width = 0;
  std::vector<std::pair<std::uint64_t, std::int32_t>> m_order;  ///< Morton code and row
  std::array<std::vector<float>, D> m_sorted;                   ///< coordinates in Morton order
  std::vector<Node> m_nodes;                                    ///< parents before children
};

extern template class RepulsionTree<2>;
extern template class RepulsionTree<3>;

}  // namespace headlight
