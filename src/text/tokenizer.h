#pragma once
// The contract of every tokenizer. Immutable after construction; every function may be called from any thread.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tensor/token_id.h"

namespace headlight {

/// One token of an encoded text.
struct Token {
  TokenId id = 0;
  std::string text;       ///< the decoded piece, always valid UTF-8; empty for part of a character
  std::string piece;      ///< as the vocabulary spells it
  std::string source;     ///< the typed word, only where the token stands for an unknown word
  std::size_t begin = 0;  ///< first byte of the text that it covers
  std::size_t end = 0;    ///< one past the last; begin == end for added tokens
};

struct SpecialTokens {
  std::optional<TokenId> unknown, padding, mask, classification, separator;
  std::optional<TokenId> endOfText;  ///< of several, the first
  std::optional<TokenId> begin{};    ///< what a text begins with, where the tokenizer's files name such a token
  std::vector<TokenId> otherEnds{};  ///< further tokens that end a text
  /// Whether the token ends a text.
  [[nodiscard]] bool endsText(TokenId id) const {
    return id == endOfText || std::find(otherEnds.begin(), otherEnds.end(), id) != otherEnds.end();
  }
};

class Tokenizer {
 public:
  virtual ~Tokenizer() = default;
  /// Any bytes are accepted. Word-level tokenizers read invalid UTF-8 as U+FFFD and control characters as white space;
  /// byte-level ones keep every byte.
  [[nodiscard]] virtual std::vector<Token> encode(std::string_view text) const = 0;
  /// Readable text, always valid UTF-8. Ids outside the vocabulary are left out; special tokens are spelled out.
  [[nodiscard]] virtual std::string decode(std::span<const TokenId> ids) const = 0;

  [[nodiscard]] virtual std::int32_t vocabSize() const = 0;
  /// As the vocabulary spells it. The id must be inside the vocabulary.
  [[nodiscard]] virtual const std::string& piece(TokenId id) const = 0;
  /// The decoded piece of one token alone (with its leading space where the tokenizer carries one).
  [[nodiscard]] virtual std::string text(TokenId id) const = 0;
  /// The bytes that the token stands for; for part of a character these are not valid UTF-8 and text() is empty.
  [[nodiscard]] virtual std::string bytes(TokenId id) const { return text(id); }
  [[nodiscard]] virtual std::optional<TokenId> find(std::string_view piece) const = 0;
  [[nodiscard]] virtual const SpecialTokens& special() const = 0;
  /// Whether the id is in the vocabulary. Vocabularies may leave ids out below vocabSize(); their piece is empty.
  [[nodiscard]] virtual bool has(TokenId id) const { return id >= 0 && id < vocabSize(); }

  /// False for tokens that are never drawn or listed as the next one: [UNK], [PAD], [MASK], [CLS], [SEP], and for ids
  /// without a piece.
  /// <|endoftext|> is a candidate: it ends the text.
  [[nodiscard]] bool isCandidate(TokenId id) const {
    const SpecialTokens& s = special();
    return has(id) && id != s.unknown && id != s.padding && id != s.mask && id != s.classification && id != s.separator;
  }
};

}  // namespace headlight
