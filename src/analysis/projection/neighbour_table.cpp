#include "analysis/projection/neighbour_table.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/vectors/finite_rows.h"
#include "tensor/error.h"
#include "tensor/thread_pool.h"

namespace headlight {
namespace {

constexpr Index kRowsOfBlock = 64;      ///< whose neighbours one task looks for
constexpr Index kColumnsOfBlock = 512;  ///< others that one product measures: the block stays in the second cache
constexpr Index kSpareCandidates = 16;

/// Nearer first, equally near ones by row; a heap of them has the farthest on top.
using Candidate = std::pair<float, std::int32_t>;

/// The `limit` nearest of what it is shown.
class NearestHeap {
 public:
  explicit NearestHeap(std::size_t limit) : m_limit(limit) { m_heap.reserve(limit + 1); }

  [[nodiscard]] float worst() const { return m_worst; }
  [[nodiscard]] const std::vector<Candidate>& candidates() const { return m_heap; }
  void clear() {
    m_heap.clear();
    m_worst = std::numeric_limits<float>::infinity();
  }
  void add(float distance, std::int32_t row) {
    m_heap.emplace_back(distance, row);
    std::push_heap(m_heap.begin(), m_heap.end());
    if (m_heap.size() > m_limit) {
      std::pop_heap(m_heap.begin(), m_heap.end());
      m_heap.pop_back();
    }
    if (m_heap.size() == m_limit) m_worst = m_heap.front().first;
  }

 private:
  std::size_t m_limit;
  std::vector<Candidate> m_heap;
  float m_worst = std::numeric_limits<float>::infinity();
};

/// Finds the neighbours of the rows [begin, end).
class BlockSearch {
 public:
  BlockSearch(const Matrix<float>& rows, const Eigen::VectorXf& squares, NeighbourTable& table)
      : m_rows(rows), m_squares(squares), m_table(table) {}

  void search(Index begin, Index end) const {
    const Index limit = std::min(m_table.k + kSpareCandidates, m_rows.rows() - 1);
    std::vector<NearestHeap> heaps(static_cast<std::size_t>(end - begin), NearestHeap(static_cast<std::size_t>(limit)));
    Matrix<float> products(end - begin, std::min(kColumnsOfBlock, m_rows.rows()));
    for (Index column = 0; column < m_rows.rows(); column += kColumnsOfBlock) {
      const Index count = std::min(kColumnsOfBlock, m_rows.rows() - column);
      auto block = products.leftCols(count);
      block.noalias() = m_rows.middleRows(begin, end - begin) * m_rows.middleRows(column, count).transpose();
      for (Index i = 0; i < end - begin; ++i)
        offer(heaps[static_cast<std::size_t>(i)], begin + i, column, block.row(i));
    }
    for (Index i = 0; i < end - begin; ++i) settle(heaps[static_cast<std::size_t>(i)], begin + i);
  }

 private:
  template <class Row>
  void offer(NearestHeap& heap, Index row, Index column, const Row& products) const {
    for (Index j = 0; j < products.size(); ++j) {
      // |a - b|² without |a|², which all of them share
      const float distance = m_squares[column + j] - 2 * products[j];
      if (distance < heap.worst() && column + j != row) heap.add(distance, static_cast<std::int32_t>(column + j));
    }
  }

  void settle(const NearestHeap& heap, Index row) const {
    std::vector<std::pair<double, std::int32_t>> exact;
    exact.reserve(heap.candidates().size());
    for (const auto& [_, other] : heap.candidates()) {
      exact.emplace_back((m_rows.row(row).cast<double>() - m_rows.row(other).cast<double>()).norm(), other);
    }
    std::sort(exact.begin(), exact.end());
    for (Index i = 0; i < m_table.k; ++i) {
      const auto place = static_cast<std::size_t>(row * m_table.k + i);
      m_table.distances[place] = static_cast<float>(exact[static_cast<std::size_t>(i)].first);
      m_table.rows[place] = exact[static_cast<std::size_t>(i)].second;
    }
  }

  const Matrix<float>& m_rows;
  const Eigen::VectorXf& m_squares;
  NeighbourTable& m_table;
};

}  // namespace

std::span<const std::int32_t> NeighbourTable::rowsOf(Index row) const {
  return {rows.data() + row * k, static_cast<std::size_t>(k)};
}

std::span<const float> NeighbourTable::distancesOf(Index row) const {
  return {distances.data() + row * k, static_cast<std::size_t>(k)};
}

void takeOwnUnit(NeighbourTable& table, const ModerateRows& moderate) {
  if (!moderate.areScaled()) return;
  for (float& distance : table.distances) distance = moderate.ownLength(distance);
}

NeighbourTable allNeighbours(ConstMatrixRef<float> rows, Index k, ThreadPool* pool, const std::stop_token& stop) {
  const ModerateRows moderate(rows);
  const Index n = rows.rows();
  NeighbourTable table;
  table.k = std::clamp<Index>(k, 0, std::max<Index>(n - 1, 0));
  table.rows.resize(static_cast<std::size_t>(n * table.k));
  table.distances.resize(table.rows.size());
  if (table.k == 0) return table;
  // Centred rows are short, so that the difference of squares loses little.
  const RowVector<float> mean = moderate.rows().cast<double>().colwise().mean().cast<float>();
  const Matrix<float> centred = moderate.rows().rowwise() - mean;
  const Eigen::VectorXf squares = centred.rowwise().squaredNorm();
  const BlockSearch search(centred, squares, table);
  parallelFor(pool, n, kRowsOfBlock, [&](Index begin, Index end) {
    if (!stop.stop_requested()) search.search(begin, end);
  });
  if (stop.stop_requested()) throw Error("cancelled");
  takeOwnUnit(table, moderate);
  return table;
}

double neighboursKept(const NeighbourTable& ofRows, ConstMatrixRef<float> picture, Index k, ThreadPool* pool) {
  k = std::min(k, ofRows.k);
  if (k < 1) return 0;
  const NeighbourTable ofPicture = allNeighbours(picture, k, pool);
  std::size_t kept = 0;
  for (Index row = 0; row < picture.rows(); ++row) {
    const auto shown = ofPicture.rowsOf(row);
    for (const std::int32_t other : ofRows.rowsOf(row).first(static_cast<std::size_t>(k))) {
      kept += static_cast<std::size_t>(std::find(shown.begin(), shown.end(), other) != shown.end());
    }
  }
  return static_cast<double>(kept) / static_cast<double>(picture.rows() * k);
}

double neighboursKept(ConstMatrixRef<float> rows, ConstMatrixRef<float> picture, Index k, ThreadPool* pool) {
  return neighboursKept(allNeighbours(rows, k, pool), picture, k, pool);
}

double neighboursKeptByChance(Index points, Index k) {
  return points <= k + 1 ? 1 : static_cast<double>(k) / static_cast<double>(points - 1);
}

}  // namespace headlight
