#pragma once
// Several generations in step: each goes on with its own text, or all go along one.
//
// Every move is made of Generation's own calls, so a run here has the bits of the same run alone: one prefill of its
// prompt, then single tokens (docs/decisions/time_goes_both_ways.md).

#include <span>
#include <string>
#include <vector>

#include "generate/generation.h"

namespace headlight {

/// Whether a model writes a text word by word, which is what can be compared in step: decoders and recurrent nets.
[[nodiscard]] bool writesText(const ModelConfig& config);
/// Throws Error "compare.kind" naming the model if it does not.
void checkWritesText(const std::string& name, const ModelConfig& config);

/// The same pieces under the same ids: then a token is the same word for both, and their distributions are over the
/// same things.
[[nodiscard]] bool sameVocabulary(const Tokenizer& a, const Tokenizer& b);

/// A text that others are forced along: what was typed, and what one run wrote behind it.
struct LeadText {
  const Tokenizer* tokenizer = nullptr;
  std::string prompt;             ///< as it was typed
  std::string continuation;       ///< behind it, with the space between; without a token that ends the text
  std::vector<TokenId> ids;       ///< its tokens behind the prompt
  std::vector<std::size_t> ends;  ///< [ids]: byte of prompt + continuation at which each token's text ends; a token
                                  ///< that completes no character ends where the one before it does
};
/// The first `ids` after `prompt`; `ends` only on request (they cost one decoding for each token).
[[nodiscard]] LeadText leadText(const Tokenizer& tokenizer, const Prompt& prompt, std::vector<TokenId> ids,
                                TokenId endOfText, bool withEnds);

/// What `tokenizer` makes of the lead's text behind the prompt; begin and end are bytes of prompt + continuation. With
/// the lead's vocabulary its own tokens; else the text is encoded as a whole, and where a token would reach over the
/// end of the prompt, the continuation by itself.
[[nodiscard]] std::vector<Token> tokensAlong(const LeadText& lead, const Tokenizer& tokenizer);

/// Goes to exactly these tokens behind the prompt: back to what the present branch has in common with them, then one at
/// a time. False if the run stopped before the last of them (context full, text ended); it then stays there.
bool goAlong(Generation& run, std::span<const TokenId> tokens);

/// Goes to `steps` tokens behind the prompt, choosing its own where it has gone no further. False if it stopped before.
bool goFreely(Generation& run, Index steps);

}  // namespace headlight
