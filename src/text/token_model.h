#pragma once
// The middle stage of a tokenizer: pieces of text, already normalized and split, become ids.

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "tensor/token_id.h"

namespace headlight {

/// A token of one pre-token; begin and end are bytes of the pre-token.
struct ModelToken {
  TokenId id = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
  bool isUnknown = false;  ///< stands for something that the vocabulary does not have
};

/// The work of one encode(): scratch memory and a cache. One thread at a time.
class PieceEncoder {
 public:
  virtual ~PieceEncoder() = default;
  /// Appends the tokens of one pre-token, in order. Any bytes are accepted.
  virtual void encode(std::string_view preToken, std::vector<ModelToken>& tokens) = 0;
};

/// Immutable after construction; any thread.
class TokenModel {
 public:
  virtual ~TokenModel() = default;
  /// Borrows the model.
  [[nodiscard]] virtual std::unique_ptr<PieceEncoder> newEncoder() const = 0;
};

}  // namespace headlight
