#pragma once
// What every tokenizer promises of the tokens of any text.

#include <algorithm>
#include <vector>

#include "fuzz/fuzz_target.h"
#include "text/split_trace.h"
#include "text/tokenizer.h"
#include "text/training/token_cover.h"
#include "text/unicode/utf8.h"

namespace headlight::fuzz {

/// A trace tells of the same tokens, and its characters are the whole text.
inline void checkTrace(const Tokenizer& tokenizer, std::string_view text) {
  const SplitTrace trace = traceSplit(tokenizer, text, 512);
  const std::vector<Token> tokens = tokenizer.encode(trace.text);
  const auto same = [](const Token& a, const Token& b) { return a.id == b.id && a.begin == b.begin && a.end == b.end; };
  require(std::equal(trace.tokens.begin(), trace.tokens.end(), tokens.begin(), tokens.end(), same),
          "a trace tells of the same tokens");
  for (const TracePart& part : trace.parts)
    for (const TracePreToken& preToken : part.preTokens) {
      require(preToken.firstToken + preToken.tokenCount <= tokens.size(), "a pre-token has tokens");
      const auto* merges = std::get_if<BpeTrace>(&preToken.steps);
      if (merges == nullptr) continue;
      const std::vector<TracePiece> pieces = piecesAfter(*merges, tokenizer, merges->merges.size());
      require(pieces.size() == preToken.tokenCount, "the merges lead to the tokens");
    }
  const TextCover cover = coverOf(trace.text, tokens);
  std::size_t place = 0;
  for (const TextCharacter& character : cover.characters) {
    require(character.bytes.begin == place && character.bytes.size() > 0, "characters lie side by side");
    require(isValidUtf8(character.text), "a character is valid UTF-8");
    place = character.bytes.end;
  }
  require(place == trace.text.size(), "characters are the whole text");
  (void)tokensOfCharacters(cover);
}

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
  checkTrace(tokenizer, text);
  return ids;
}

}  // namespace headlight::fuzz
