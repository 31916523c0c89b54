#pragma once
// Finds all pieces that begin at a place of a text, shortest first.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "text/models/flat_table.h"

namespace headlight {

/// A tree over bytes with all edges in one hash table.
class PieceTrie {
 public:
  /// Room for so many bytes of pieces without growing.
  explicit PieceTrie(std::size_t expectedBytes = 0) : m_edges(expectedBytes) {}

  /// `piece` must not be empty; `index` is 0 or more. Of equal pieces the last one counts.
  void insert(std::string_view piece, std::int32_t index) {
    std::uint32_t node = 0;
    for (std::size_t i = 0; i < piece.size(); ++i) {
      Edge& edge = m_edges[key(node, piece[i])];
      if (edge.node == 0) edge.node = ++m_nodes;
      node = edge.node;
      if (i + 1 == piece.size()) edge.index = index;
    }
  }

  /// Calls found(end, index) for every piece that begins at `at`; `end` is one past its last byte.
  template <class Found>
  void forEachPrefix(std::string_view text, std::size_t at, Found found) const {
    std::uint32_t node = 0;
    while (at < text.size()) {
      const Edge* edge = m_edges.find(key(node, text[at]));
      if (edge == nullptr) return;
      node = edge->node;
      ++at;
      if (edge->index >= 0) found(at, edge->index);
    }
  }

 private:
  /// Exactly one edge leads to each node, so the facts of a node are stored with that edge.
  struct Edge {
    std::uint32_t node = 0;
    std::int32_t index = -1;  ///< of the piece that ends here
  };
  static std::uint64_t key(std::uint32_t node, char byte) {
    return static_cast<std::uint64_t>(node) << 8U | static_cast<unsigned char>(byte);
  }

  FlatTable<Edge> m_edges;
  std::uint32_t m_nodes = 0;
};

}  // namespace headlight
