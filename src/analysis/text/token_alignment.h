#pragma once
// Two sentences side by side: which token of the one corresponds to which token of the other.

#include <span>
#include <vector>

#include "tensor/matrix.h"
#include "tensor/token_id.h"

namespace headlight {

/// A step of an alignment: places in the first and the second sentence, -1 where that sentence has no such token.
struct TokenPair {
  Index first = -1;
  Index second = -1;
  bool same = true;  ///< the same token; else one stands for the other
  bool operator==(const TokenPair&) const = default;
};

/// An alignment with the fewest edits (a token replaced, left out or put in: Wagner and Fischer 1974), among those one
/// with the most equal tokens, among those the one that replaces as late as it can: "the old cat" over "the dog" pairs
/// cat with dog. Tokens are the same if their ids are. In the order of both sentences; every place of each is in
/// exactly one pair. Time and memory first.size() · second.size() (8 bytes a cell).
[[nodiscard]] std::vector<TokenPair> alignTokens(std::span<const TokenId> first, std::span<const TokenId> second);

}  // namespace headlight
