#pragma once
// What every tokenizer promises of the tokens of any text.

#include <vector>

#include "fuzz/fuzz_target.h"
#include "text/tokenizer.h"
#include "text/utf8.h"

namespace headlight::fuzz {

/// The ids of the text, after its tokens were looked at.
inline std::vector<TokenId> checkedIds(const Tokenizer& tokenizer, std::string_view text) {
  std::vector<TokenId> ids;
  std::size_t place = 0;
  for (const Token& token : tokenizer.encode(text)) {
    require(token.begin >= place && token.end >= token.begin && token.end <= text.size(), "tokens lie in order");
    require(token.id >= 0 && token.id < tokenizer.vocabSize(), "ids lie in the vocabulary");
    require(isValidUtf8(token.text) && isValidUtf8(token.source), "what is shown is valid UTF-8");
    require(token.piece == tokenizer.piece(token.id), "a token has its piece");
    place = token.begin;
    ids.push_back(token.id);
  }
  require(isValidUtf8(tokenizer.decode(ids)), "decoded text is valid UTF-8");
  return ids;
}

}  // namespace headlight::fuzz
