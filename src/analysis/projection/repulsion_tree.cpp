#include "analysis/projection/repulsion_tree.h"

#include <algorithm>
#include <cmath>

#include "tensor/thread_pool.h"

namespace headlight {
namespace {

constexpr int kBits = 20;          ///< of a coordinate in the Morton code: the deepest level of the tree
constexpr Index kGroup = 16;       ///< points that walk together: one or two vector registers
constexpr std::int32_t kLeaf = 8;  ///< points that are not divided further
constexpr Index kGroupsOfTask = 8;

template <int D>
std::uint64_t interleaved(const std::array<std::uint32_t, D>& cell) {
  std::uint64_t code = 0;
  for (int bit = kBits - 1; bit >= 0; --bit) {
    for (int axis = 0; axis < D; ++axis) code = code << 1 | (cell[static_cast<std::size_t>(axis)] >> bit & 1U);
  }
  return code;
}

}  // namespace

/// What a group meets on its way: cells and points, as masses.
template <int D>
struct RepulsionTree<D>::Walk {
  std::array<std::vector<float>, D> at;
  std::vector<float> mass;

  void clear() {
    for (auto& axis : at) axis.clear();
    mass.clear();
  }
};

template <int D>
void RepulsionTree<D>::sort(const Matrix<float>& points) {
  const Index n = points.rows();
  m_width = 0;
  for (int axis = 0; axis < D; ++axis) {
    m_corner[static_cast<std::size_t>(axis)] = points.col(axis).minCoeff();
    m_width = std::max(m_width, points.col(axis).maxCoeff() - points.col(axis).minCoeff());
  }
  const float scale = m_width > 0 ? static_cast<float>((1U << kBits) - 1) / m_width : 0;
  m_order.resize(static_cast<std::size_t>(n));
  parallelFor(m_pool, n, 2048, [&](Index begin, Index end) {
    for (Index row = begin; row < end; ++row) {
      std::array<std::uint32_t, D> cell;
      for (int axis = 0; axis < D; ++axis) {
        const float place = (points(row, axis) - m_corner[static_cast<std::size_t>(axis)]) * scale;
        cell[static_cast<std::size_t>(axis)] = std::min(static_cast<std::uint32_t>(place), (1U << kBits) - 1);
      }
      m_order[static_cast<std::size_t>(row)] = {interleaved<D>(cell), static_cast<std::int32_t>(row)};
    }
  });
  std::sort(m_order.begin(), m_order.end());
  for (int axis = 0; axis < D; ++axis) {
    auto& sorted = m_sorted[static_cast<std::size_t>(axis)];
    sorted.resize(static_cast<std::size_t>(n));
    for (std::size_t i = 0; i < sorted.size(); ++i) sorted[i] = points(m_order[i].second, axis);
  }
}

template <int D>
void RepulsionTree<D>::build(std::int32_t begin, std::int32_t end, int depth) {
  const std::size_t index = m_nodes.size();
  Node node;
  node.begin = begin;
  node.end = end;
  node.count = static_cast<float>(end - begin);
  node.width = std::ldexp(m_width, -depth);
  node.isLeaf = end - begin <= kLeaf || depth == kBits;
  for (int axis = 0; axis < D; ++axis) {
    const auto& sorted = m_sorted[static_cast<std::size_t>(axis)];
    double sum = 0;
    for (std::int32_t i = begin; i < end; ++i) sum += static_cast<double>(sorted[static_cast<std::size_t>(i)]);
    node.centre[static_cast<std::size_t>(axis)] = static_cast<float>(sum / static_cast<double>(end - begin));
  }
  m_nodes.push_back(node);
  if (!node.isLeaf) {
    const int shift = D * (kBits - 1 - depth);
    std::int32_t from = begin;
    while (from < end) {  // one child for each cell that has points
      const std::uint64_t cell = m_order[static_cast<std::size_t>(from)].first >> shift;
      const auto first = m_order.begin() + from;
      const auto last = std::partition_point(first, m_order.begin() + end,
                                             [&](const auto& entry) { return entry.first >> shift == cell; });
      const auto to = from + static_cast<std::int32_t>(last - first);
      build(from, to, depth + 1);
      from = to;
    }
  }
  m_nodes[index].next = static_cast<std::int32_t>(m_nodes.size());
}

template <int D>
double RepulsionTree<D>::pushGroup(Index group, Matrix<float>& forces, Walk& walk) const {
  const auto n = static_cast<Index>(m_order.size());
  const Index begin = group * kGroup;
  const Index count = std::min(kGroup, n - begin);
  std::array<std::array<float, kGroup>, D> own;
  std::array<float, D> low, high;
  for (std::size_t axis = 0; axis < D; ++axis) {
    for (Index i = 0; i < kGroup; ++i) {  // a short group repeats its last point; that copy is not read
      own[axis][static_cast<std::size_t>(i)] = m_sorted[axis][static_cast<std::size_t>(begin + std::min(i, count - 1))];
    }
    low[axis] = *std::min_element(own[axis].begin(), own[axis].end());
    high[axis] = *std::max_element(own[axis].begin(), own[axis].end());
  }

  walk.clear();
  for (std::size_t at = 0; at < m_nodes.size();) {
    const Node& node = m_nodes[at];
    float square = 0;  // of the distance from the group's box
    for (std::size_t axis = 0; axis < D; ++axis) {
      const float gap = std::max({low[axis] - node.centre[axis], node.centre[axis] - high[axis], 0.0F});
      square += gap * gap;
    }
    if (node.width * node.width < m_theta * m_theta * square) {
      for (std::size_t axis = 0; axis < D; ++axis) walk.at[axis].push_back(node.centre[axis]);
      walk.mass.push_back(node.count);
      at = static_cast<std::size_t>(node.next);
    } else if (node.isLeaf) {
      for (std::size_t axis = 0; axis < D; ++axis) {
        walk.at[axis].insert(walk.at[axis].end(), m_sorted[axis].begin() + node.begin,
                             m_sorted[axis].begin() + node.end);
      }
      walk.mass.insert(walk.mass.end(), static_cast<std::size_t>(node.end - node.begin), 1.0F);
      at = static_cast<std::size_t>(node.next);
    } else {
      ++at;
    }
  }

  std::array<std::array<float, kGroup>, D> force{};
  std::array<float, kGroup> sum{};
  for (std::size_t j = 0; j < walk.mass.size(); ++j) {
    const float mass = walk.mass[j];
    std::array<float, D> other;
    for (std::size_t axis = 0; axis < D; ++axis) other[axis] = walk.at[axis][j];
    for (std::size_t i = 0; i < kGroup; ++i) {
      float square = 1;
      for (std::size_t axis = 0; axis < D; ++axis) {
        const float difference = own[axis][i] - other[axis];
        square += difference * difference;
      }
      const float q = 1 / square;
      const float massed = mass * q;
      sum[i] += massed;
      for (std::size_t axis = 0; axis < D; ++axis) force[axis][i] += massed * q * (own[axis][i] - other[axis]);
    }
  }
  double total = 0;
  for (Index i = 0; i < count; ++i) {
    total += static_cast<double>(sum[static_cast<std::size_t>(i)]) - 1;  // a point has met itself
    const std::int32_t row = m_order[static_cast<std::size_t>(begin + i)].second;
    for (std::size_t axis = 0; axis < D; ++axis) {
      forces(row, static_cast<Index>(axis)) = force[axis][static_cast<std::size_t>(i)];
    }
  }
  return total;
}

template <int D>
double RepulsionTree<D>::compute(const Matrix<float>& points, Matrix<float>& forces) {
  const Index n = points.rows();
  forces.resize(n, D);
  if (n == 0) return 0;
  sort(points);
  m_nodes.clear();
  build(0, static_cast<std::int32_t>(n), 0);
  const Index groups = (n + kGroup - 1) / kGroup;
  std::vector<double> sums(static_cast<std::size_t>((groups + kGroupsOfTask - 1) / kGroupsOfTask));
  parallelFor(m_pool, groups, kGroupsOfTask, [&](Index begin, Index end) {
    Walk walk;
    double sum = 0;
    for (Index group = begin; group < end; ++group) sum += pushGroup(group, forces, walk);
    sums[static_cast<std::size_t>(begin / kGroupsOfTask)] = sum;
  });
  double total = 0;
  for (const double sum : sums) total += sum;
  return total;
}

template class RepulsionTree<2>;
template class RepulsionTree<3>;

}  // namespace headlight
