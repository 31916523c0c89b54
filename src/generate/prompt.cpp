#include <algorithm>

#include "generate/generation.h"
#include "tensor/error.h"

namespace headlight {

namespace {

/// Put there by the tokenizer, not by the text.
bool isFrame(const Token& token) {
  return token.begin == token.end;
}

}  // namespace

Prompt preparePrompt(std::string_view text, const Tokenizer& tokenizer, Index nCtx) {
  Prompt prompt;
  prompt.text = std::string(text);
  prompt.tokens = tokenizer.encode(text);
  auto& tokens = prompt.tokens;
  const auto firstOwn = std::find_if_not(tokens.begin(), tokens.end(), isFrame);
  if (firstOwn == tokens.end()) throw Error("prompt.empty");
  const auto lastOwn = std::find_if_not(tokens.rbegin(), tokens.rend(), isFrame).base();
  const auto size = static_cast<Index>(tokens.size());
  if (size > nCtx) {
    prompt.dropped = std::min<Index>(size - nCtx, lastOwn - firstOwn);
    tokens.erase(firstOwn, firstOwn + prompt.dropped);
  }
  return prompt;
}

std::vector<Index> maskPositions(const std::vector<Token>& tokens, const Tokenizer& tokenizer) {
  std::vector<Index> masks;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].id == tokenizer.special().mask) masks.push_back(static_cast<Index>(i));
  }
  return masks;
}

std::function<bool(TokenId)> candidateFilter(const ModelConfig& config, const Tokenizer& tokenizer) {
  const bool translates = config.role() == Role::Translates;
  const TokenId end = translates ? config.endToken : -1;
  const TokenId padding = translates ? config.padToken : -1;
  return [&tokenizer, end, padding](TokenId id) {
    if (id >= tokenizer.vocabSize()) return false;
    return id == end || (id != padding && tokenizer.isCandidate(id));
  };
}

TokenId endOfText(const ModelConfig& config, const Tokenizer& tokenizer) {
  if (config.role() == Role::Fills) return -1;
  if (config.role() == Role::Translates) return config.endToken;
  return tokenizer.special().endOfText.value_or(-1);
}

bool endsText(const ModelConfig& config, const Tokenizer& tokenizer, TokenId id) {
  if (config.role() == Role::Continues) return tokenizer.special().endsText(id);
  return id >= 0 && id == endOfText(config, tokenizer);
}

std::string_view stopReasonName(StopReason reason) {
  switch (reason) {
    case StopReason::None:
      return "none";
    case StopReason::Steps:
      return "steps";
    case StopReason::Context:
      return "context";
    case StopReason::EndOfText:
      return "end_of_text";
  }
  return "none";
}

}  // namespace headlight
