#pragma once
// What tests of tokenizers ask of a text.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "tensor/error.h"
#include "text/tokenizer.h"

namespace headlight {

inline std::vector<std::string> piecesOf(const Tokenizer& tokenizer, std::string_view text) {
  std::vector<std::string> pieces;
  for (const Token& token : tokenizer.encode(text)) pieces.push_back(token.piece);
  return pieces;
}

inline std::vector<TokenId> idsOf(const Tokenizer& tokenizer, std::string_view text) {
  std::vector<TokenId> ids;
  for (const Token& token : tokenizer.encode(text)) ids.push_back(token.id);
  return ids;
}

inline std::string codeOf(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& error) {
    return error.code();
  }
  return "no error";
}

}  // namespace headlight
