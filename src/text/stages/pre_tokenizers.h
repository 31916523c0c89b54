#pragma once
// The stage that cuts a normalized text into pre-tokens, which the model never joins again. Each cutter is a small
// value with Hugging Face's name and meaning; a tokenizer has a list of them, applied in turn.

#include <string>
#include <variant>
#include <vector>

#include "text/unicode/aligned_text.h"
#include "text/unicode/text_pattern.h"

namespace headlight {

/// A text and its pre-tokens in order; the text between them is dropped.
struct PreTokens {
  AlignedText text;
  std::vector<ByteRange> ranges;
};

/// What becomes of a delimiter between two pre-tokens.
enum class Delimiter { Removed, Isolated, MergedWithPrevious, MergedWithNext, Contiguous };

/// GPT-2's pattern (gpt2_split.h). A BPE over bytes reads them as they are; what comes after reads letters otherwise.
struct ByteLevelSplit {
  bool addPrefixSpace = false;
  bool useRegex = true;      ///< false: no cut at all
  bool spellsBytes = false;  ///< every byte becomes its letter (byte_alphabet.h), for what reads text after this
  void apply(PreTokens& preTokens) const;
};

/// SentencePiece's spelling of spaces: each becomes ▁ and begins a pre-token.
struct MetaspaceSplit {
  enum class Prepend { Always, First, Never };  ///< ▁ before every part, before the text's begin alone, or nowhere
  std::string replacement = "▁";
  Prepend prepend = Prepend::Always;
  bool split = true;  ///< false: spaces are spelled, but do not cut
  void apply(PreTokens& preTokens) const;
};

/// At white space, which is dropped.
struct WhitespaceSplit {
  void apply(PreTokens& preTokens) const;
};

/// \w+|[^\w\s]+ ("Whitespace").
struct WordRunSplit {
  void apply(PreTokens& preTokens) const;
};

struct PunctuationSplit {
  Delimiter delimiter = Delimiter::Isolated;
  void apply(PreTokens& preTokens) const;
};

/// White space is dropped, punctuation isolated ("BertPreTokenizer").
struct BertSplit {
  void apply(PreTokens& preTokens) const;
};

struct DigitsSplit {
  bool individualDigits = false;
  void apply(PreTokens& preTokens) const;
};

/// At every match of a pattern, which is the delimiter; inverted, the text between two matches is ("Split").
struct PatternSplit {
  TextPattern pattern;
  Delimiter delimiter = Delimiter::Removed;
  bool invert = false;
  void apply(PreTokens& preTokens) const;
};

using PreTokenizer = std::variant<ByteLevelSplit, MetaspaceSplit, WhitespaceSplit, WordRunSplit, PunctuationSplit,
                                  BertSplit, DigitsSplit, PatternSplit>;

/// The whole text as one pre-token, then every cutter in turn. Empty pre-tokens are never left.
[[nodiscard]] PreTokens preTokenize(AlignedText text, const std::vector<PreTokenizer>& preTokenizers);

}  // namespace headlight
