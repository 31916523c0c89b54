#pragma once
// Sequences of different lengths in the rows of one matrix, one behind the other: padding has no rows, so a training
// step spends no work on it.

#include <algorithm>
#include <cstddef>
#include <vector>

#include "models/parts/padded_matrix.h"

namespace headlight {

/// Neighbouring sequences that one chunk of work takes together, [first, end).
struct SequenceGroup {
  Index first = 0;
  Index end = 0;
};

class PackedRows {
 public:
  explicit PackedRows(Index largestBatch = 0) {
    m_starts.reserve(static_cast<std::size_t>(largestBatch) + 1);
    m_starts.push_back(0);
  }

  void clear() { m_starts.assign(1, 0); }
  /// The next sequence has this many rows.
  void add(Index rows) { m_starts.push_back(m_starts.back() + rows); }

  [[nodiscard]] Index sequences() const { return static_cast<Index>(m_starts.size()) - 1; }
  [[nodiscard]] Index total() const { return m_starts.back(); }
  [[nodiscard]] Index start(Index sequence) const { return m_starts[static_cast<std::size_t>(sequence)]; }
  [[nodiscard]] Index count(Index sequence) const { return start(sequence + 1) - start(sequence); }

  /// The rows of one sequence, of a group, of all.
  [[nodiscard]] MatrixRef<float> of(PaddedMatrix& matrix, Index sequence) const {
    return matrix.rows(start(sequence), count(sequence));
  }
  [[nodiscard]] MatrixRef<float> of(PaddedMatrix& matrix, SequenceGroup group) const {
    return matrix.rows(start(group.first), start(group.end) - start(group.first));
  }
  [[nodiscard]] MatrixRef<float> all(PaddedMatrix& matrix) const { return matrix.rows(0, total()); }

 private:
  std::vector<Index> m_starts;  // one more than there are sequences
};

/// How many sequences of `length` rows make a chunk: about a hundred rows, which the products like, but eight chunks at
/// least. A function of the batch alone, whatever the threads.
[[nodiscard]] inline Index sequencesAChunk(Index batch, Index length) {
  const Index forRows = (96 + length - 1) / length;
  const Index forThreads = (batch + 7) / 8;
  return std::max<Index>(1, std::min(forRows, forThreads));
}

}  // namespace headlight
