#pragma once
// Hugging Face's tokenizer.json, as far as it describes a word-level tokenizer.

#include <memory>
#include <string>
#include <string_view>

#include "tensor/error.h"
#include "text/word_level.h"

namespace headlight {

/// Reads `bytes` of `fileName`. Throws the Errors of json::parseGuarded, "tokenizer.not_supported" (names the part),
/// "tokenizer.ids_not_dense", "tokenizer.duplicate_id", "tokenizer.added_token_conflict", "tokenizer.unknown_missing".
[[nodiscard]] std::shared_ptr<const WordLevelTokenizer> readTokenizerJson(std::string_view bytes,
                                                                          std::string_view fileName);

/// The text of a tokenizer.json that Hugging Face's `tokenizers` reads with the same meaning, control characters as
/// white space included (a normalizer says so). Ends with a newline; the same bytes for the same tokenizer.
[[nodiscard]] std::string tokenizerJson(const WordLevelTokenizer& tokenizer);

}  // namespace headlight
