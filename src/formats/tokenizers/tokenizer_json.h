#pragma once
// Hugging Face's tokenizer.json, read and written.

#include <memory>
#include <string>
#include <string_view>

#include "tensor/error.h"
#include "text/models/word_level.h"
#include "text/tokenizer.h"

namespace headlight {

/// Reads `bytes` of `fileName`: a WordLevelTokenizer for whole words, else a PipelineTokenizer with a BPE, Unigram,
/// WordPiece or WordLevel model. "truncation" and "padding" are passed over. Throws the Errors of json::parseGuarded
/// and of the tokenizers' constructors, "tokenizer.not_supported" (names the part), "tokenizer.bad_id",
/// "tokenizer.duplicate_id".
[[nodiscard]] std::shared_ptr<const Tokenizer> readTokenizerJson(std::string_view bytes, std::string_view fileName);

/// The text of a tokenizer.json that Hugging Face's `tokenizers` reads with the same meaning (what a word-level
/// tokenizer does to control characters is said by a normalizer). Ends with a newline; the same bytes for the same
/// tokenizer. Tokenizers that readTokenizerJson, makeByteLevelBpe, makeUnigram and WordLevelTokenizer make.
[[nodiscard]] std::string tokenizerJson(const Tokenizer& tokenizer);

}  // namespace headlight
