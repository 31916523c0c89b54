#include "generate/generation.h"
#include "tensor/error.h"

namespace headlight {

Prompt preparePrompt(std::string_view text, const Tokenizer& tokenizer, Index nCtx) {
  Prompt prompt;
  prompt.text = std::string(text);
  prompt.tokens = tokenizer.encode(text);
  if (prompt.tokens.empty()) throw Error("prompt.empty");
  const auto size = static_cast<Index>(prompt.tokens.size());
  if (size > nCtx) {
    prompt.dropped = size - nCtx;
    prompt.tokens.erase(prompt.tokens.begin(), prompt.tokens.begin() + prompt.dropped);
  }
  return prompt;
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
