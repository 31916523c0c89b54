#pragma once
// All ways to cut a word into pieces, for the training of unigram models.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "text/models/piece_trie.h"

namespace headlight {

/// Scratch memory that is filled again for every word.
class UnigramLattice {
 public:
  struct Edge {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::int32_t piece = 0;
  };

  /// Every place of a piece in `word`; scores are natural logarithms by piece. Every character must be a piece, so that
  /// there is a way through.
  void fill(std::string_view word, const PieceTrie& trie, std::span<const double> scores);

  /// Adds `count` times the expected number of each piece over all ways to cut the word, weighted by their
  /// probabilities (forward-backward). Returns the logarithm of the word's probability.
  double addExpectedCounts(double count, std::vector<double>& expected);

  /// The pieces of the likeliest path; without `banned`, unless it is -1. Empty if there is no path.
  [[nodiscard]] const std::vector<std::int32_t>& bestPath(std::int32_t banned = -1);

  /// The score of the last bestPath.
  [[nodiscard]] double bestScore() const { return m_bestScore; }

 private:
  std::size_t m_size = 0;
  std::span<const double> m_scores;
  std::vector<Edge> m_edges;  ///< by their begin
  std::vector<double> m_forward;
  std::vector<double> m_backward;
  std::vector<std::int32_t> m_lastEdge;
  std::vector<std::int32_t> m_path;
  double m_bestScore = 0;
};

}  // namespace headlight
