#pragma once
// Tokenizers put together from the lists that other formats keep (GGUF, SentencePiece).

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/pipeline_tokenizer.h"
#include "text/stages/added_tokens.h"

namespace headlight {

/// What a byte-level BPE tokenizer is made of.
struct ByteLevelParts {
  std::vector<std::string> tokens;  ///< in id order, spelled in the byte alphabet (byte_alphabet.h)
  std::vector<std::pair<std::string, std::string>> merges;  ///< in rank order
  std::vector<AddedToken> added;                            ///< matched literally; ids and contents as in `tokens`
  std::vector<TokenId> before;                              ///< put before every text
  std::vector<TokenId> after;                               ///< and behind it
  bool addPrefixSpace = false;
  /// Where texts are cut before merging, a regular expression (text_pattern.h); empty: GPT-2's own pattern by its fast
  /// scanner.
  std::string splitPattern;
};

/// "a b" as a merge of two; nullopt unless there is exactly one space between two pieces.
[[nodiscard]] std::optional<std::pair<std::string, std::string>> readMergeLine(std::string_view line);

/// Throws the Errors of Vocabulary, BpeModel and PipelineTokenizer, "text.bad_pattern".
[[nodiscard]] std::shared_ptr<const PipelineTokenizer> makeByteLevelTokenizer(ByteLevelParts parts);

}  // namespace headlight
