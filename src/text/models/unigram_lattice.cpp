#include "text/models/unigram_lattice.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "text/unicode/utf8.h"

namespace headlight {
namespace {

constexpr double kNever = -std::numeric_limits<double>::infinity();

/// log(e^a + e^b)
double logSum(double a, double b) {
  if (a < b) std::swap(a, b);
  if (b == kNever) return a;
  return a + std::log1p(std::exp(b - a));
}

}  // namespace

void UnigramLattice::fill(std::string_view word, const PieceTrie& trie, std::span<const double> scores) {
  m_size = word.size();
  m_scores = scores;
  m_edges.clear();
  for (std::size_t at = 0; at < word.size(); at += codePointAt(word, at).size)
    trie.forEachPrefix(word, at, [&](std::size_t end, std::int32_t piece) { m_edges.push_back({at, end, piece}); });
}

double UnigramLattice::addExpectedCounts(double count, std::vector<double>& expected) {
  m_forward.assign(m_size + 1, kNever);
  m_backward.assign(m_size + 1, kNever);
  m_forward[0] = 0;
  m_backward[m_size] = 0;
  for (const Edge& edge : m_edges) {
    const double score = m_scores[static_cast<std::size_t>(edge.piece)];
    m_forward[edge.end] = logSum(m_forward[edge.end], m_forward[edge.begin] + score);
  }
  for (std::size_t i = m_edges.size(); i-- > 0;) {
    const Edge& edge = m_edges[i];
    const double score = m_scores[static_cast<std::size_t>(edge.piece)];
    m_backward[edge.begin] = logSum(m_backward[edge.begin], m_backward[edge.end] + score);
  }
  const double total = m_forward[m_size];
  if (total == kNever) return total;
  for (const Edge& edge : m_edges) {
    const auto piece = static_cast<std::size_t>(edge.piece);
    expected[piece] += count * std::exp(m_forward[edge.begin] + m_scores[piece] + m_backward[edge.end] - total);
  }
  return total;
}

const std::vector<std::int32_t>& UnigramLattice::bestPath(std::int32_t banned) {
  m_forward.assign(m_size + 1, kNever);
  m_lastEdge.assign(m_size + 1, -1);
  m_forward[0] = 0;
  for (std::size_t i = 0; i < m_edges.size(); ++i) {
    const Edge& edge = m_edges[i];
    if (edge.piece == banned) continue;
    const double score = m_forward[edge.begin] + m_scores[static_cast<std::size_t>(edge.piece)];
    if (score > m_forward[edge.end]) {
      m_forward[edge.end] = score;
      m_lastEdge[edge.end] = static_cast<std::int32_t>(i);
    }
  }
  m_path.clear();
  m_bestScore = m_forward[m_size];
  for (std::size_t at = m_size; at > 0;) {
    const std::int32_t last = m_lastEdge[at];
    if (last < 0) {
      m_path.clear();
      break;
    }
    m_path.push_back(m_edges[static_cast<std::size_t>(last)].piece);
    at = m_edges[static_cast<std::size_t>(last)].begin;
  }
  std::reverse(m_path.begin(), m_path.end());
  return m_path;
}

}  // namespace headlight
