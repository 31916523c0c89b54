#pragma once
// Which tokens of a text are content words: what the words of a sentence are about, as opposed to the grammar's own.

#include <span>
#include <vector>

#include "text/tokenizer.h"

namespace headlight {

/// For each token whether its word is a content word: it has letters or digits, and it is not a function word. Function
/// words are the closed classes of English and Chinese (determiners, pronouns, prepositions, conjunctions, auxiliary
/// verbs, particles), by a fixed list, whatever their case; of other languages every word counts as content. A word
/// that is split into pieces is judged whole where the tokens say that they follow each other in the text (begin, end);
/// Han characters are judged token by token. Punctuation and special tokens are not words; an unknown token is judged
/// by the word that was typed. Linear; any thread.
[[nodiscard]] std::vector<bool> contentWords(std::span<const Token> tokens);

}  // namespace headlight
