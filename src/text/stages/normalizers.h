#pragma once
// The first stage: a text is made uniform before it is split. Each normalizer is a small value with Hugging Face's
// name and meaning; a tokenizer has a list of them, applied in turn. Invalid UTF-8 is kept, unless a comment says
// otherwise.

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "text/unicode/aligned_text.h"
#include "text/unicode/charsmap.h"
#include "text/unicode/text_pattern.h"

namespace headlight {

/// Normalization forms of Unicode (UAX 15). Runs of more than 64 characters that belong together (one letter under a
/// heap of accents) are cut, which no real text notices.
struct UnicodeForm {
  enum class Form { Nfc, Nfd, Nfkc, Nfkd };
  Form form = Form::Nfc;
  void apply(AlignedText& text) const;
};

/// Each character by itself, to its full lower case (İ becomes two characters).
struct Lowercase {
  void apply(AlignedText& text) const;
};

/// Takes nonspacing marks away; behind NFD that takes accents off letters.
struct StripAccents {
  void apply(AlignedText& text) const;
};

/// White space at the ends.
struct StripSpaces {
  bool left = true;
  bool right = true;
  void apply(AlignedText& text) const;
};

/// Every occurrence of `pattern`, literally.
struct ReplaceText {
  std::string pattern;
  std::string content;
  void apply(AlignedText& text) const;
};

/// Control characters (category Cc) become spaces; in files Replace of the expression \p{Cc}.
struct ControlsAsSpaces {
  void apply(AlignedText& text) const;
};

/// Several spaces become `content`; in files Replace of the expression " {2,}".
struct ReplaceSpaceRuns {
  std::string content = " ";
  void apply(AlignedText& text) const;
};

/// Before every text that is not empty.
struct PrependText {
  std::string prepend = "▁";
  void apply(AlignedText& text) const;
};

/// BERT's (Devlin and others 2019): control characters and invalid UTF-8 are taken out, white space becomes a space, a
/// space is set around each Chinese character, accents and capitals go.
struct BertNormalizer {
  bool cleanText = true;
  bool handleChineseChars = true;
  std::optional<bool> stripAccents;  ///< absent: as `lowercase`
  bool lowercase = true;
  void apply(AlignedText& text) const;
};

/// Every match of an expression becomes `content` ("Replace" of a Regex).
struct ReplacePattern {
  TextPattern pattern;
  std::string content;
  void apply(AlignedText& text) const;
};

/// SentencePiece's compiled rules ("Precompiled"): at each place the longest rule, as SentencePiece itself does it.
struct PrecompiledRules {
  std::shared_ptr<const Charsmap> charsmap;
  void apply(AlignedText& text) const;
};

/// The rules of Google's translation models: control characters go, unusual spaces become a space ("Nmt").
struct NmtNormalizer {
  void apply(AlignedText& text) const;
};

/// Every byte becomes its letter (byte_alphabet.h): "ByteLevel" as a normalizer. The stages after it read letters.
struct ByteLevelLetters {
  void apply(AlignedText& text) const;
};

using Normalizer =
    std::variant<UnicodeForm, Lowercase, StripAccents, StripSpaces, ReplaceText, ControlsAsSpaces, ReplaceSpaceRuns,
                 PrependText, BertNormalizer, ReplacePattern, PrecompiledRules, NmtNormalizer, ByteLevelLetters>;

/// Throws Error "text.normalized_too_long" if the text grows to more than 16 times its length.
void normalize(AlignedText& text, const std::vector<Normalizer>& normalizers);

}  // namespace headlight
