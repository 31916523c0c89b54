#pragma once
// Which tokens of a run came from where.

#include <optional>
#include <vector>

#include "tensor/matrix.h"
#include "text/tokenizer.h"

namespace headlight {

class Generation;
struct ModelConfig;

/// Which tokens of a run came from where.
struct TokenOrigins {
  Index promptLength = 0;       ///< tokens from here on were generated
  std::vector<Index> filled;    ///< places of [MASK]s that were filled in
  std::optional<TokenId> mask;  ///< the tokenizer's
  std::vector<Token> ofSource;  ///< what an encoder-decoder translates
};
/// Of the present moment. `tokens` are Generation::tokens().
[[nodiscard]] TokenOrigins originsOf(const Generation& run, const Tokenizer& tokenizer, const ModelConfig& config);

}  // namespace headlight
