#pragma once
// From texts to the stream of tokens that a model is trained on or measured by.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tensor/thread_pool.h"
#include "text/tokenizer.h"
#include "train/evaluation/spelling_cost.h"

namespace headlight {

/// Documents one after another, each closed by <|endoftext|>.
struct TokenizedText {
  std::vector<TokenId> tokens;
  std::vector<std::size_t> documents;  ///< where each begins in `tokens`, ascending; the first is 0

  // Of the tokens that can be scored (all but the first of each document):
  std::size_t words = 0;    ///< without the closing <|endoftext|>s
  std::size_t unknown = 0;  ///< of them stand for an unknown word
  std::size_t characters =
      0;                    ///< Unicode code points that they cover with the space before them; a closing one counts 1
  double spellingNats = 0;  ///< what it costs to spell the unknown words; see spelling_cost.h
};

/// The parts of `text` between separators, without white space around them; empty ones are left out.
/// maxDocuments == 0 takes all.
[[nodiscard]] std::vector<std::string> splitDocuments(std::string_view text, std::string_view separator,
                                                      std::size_t maxDocuments = 0);

/// Encodes every document; what a tokenizer adds around a text is taken off again. `spelling` may be null (spellingNats
/// stays 0). The result does not depend on the pool. Throws Error "train.no_end_of_text" if the vocabulary lacks it.
[[nodiscard]] TokenizedText tokenizeDocuments(const Tokenizer& tokenizer, const std::vector<std::string>& documents,
                                              const SpellingCost* spelling, ThreadPool* pool);

/// Places where a row of `length` tokens may begin so that every token is in some row: each document's begin, and in
/// documents that are longer than a row the begins of later sentences (after a token of `sentenceEnds`), at most
/// `length` tokens apart.
[[nodiscard]] std::vector<std::size_t> passageStarts(const TokenizedText& text, std::size_t length,
                                                     const std::vector<TokenId>& sentenceEnds);

/// Ids of ".", "!" and "?" (and their Chinese forms) in this vocabulary.
[[nodiscard]] std::vector<TokenId> sentenceEndTokens(const Tokenizer& tokenizer);

}  // namespace headlight
