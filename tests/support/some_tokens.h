#pragma once
// Tokens for tests that do not care which.

#include <vector>

#include "tensor/random.h"
#include "tensor/token_id.h"

namespace headlight {

/// The same in every run.
inline std::vector<TokenId> someTokens(std::size_t count, Index vocabulary) {
  Random random(4);
  std::vector<TokenId> tokens(count);
  for (TokenId& token : tokens) token = static_cast<TokenId>(random.below(static_cast<std::uint64_t>(vocabulary)));
  return tokens;
}

}  // namespace headlight
