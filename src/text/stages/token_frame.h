#pragma once
// Tokens that are put before and after every encoded text.

#include <vector>

#include "text/tokenizer.h"

namespace headlight {

/// [CLS] and [SEP] around a sentence, </s> behind one ("TemplateProcessing").
struct TokenFrame {
  std::vector<TokenId> before;
  std::vector<TokenId> after;
  [[nodiscard]] bool empty() const { return before.empty() && after.empty(); }
  friend bool operator==(const TokenFrame&, const TokenFrame&) = default;
};

}  // namespace headlight
