#pragma once
// UTF-8 by hand where bytes come from outside; ICU's properties for what a character is.

#include <cstddef>
#include <string>
#include <string_view>

namespace headlight {

inline constexpr char32_t kReplacementCharacter = 0xFFFD;

/// One character of a text. `size` bytes were taken, at least 1; an invalid sequence gives U+FFFD and `valid` false
/// (the longest prefix of a possible sequence is replaced by one U+FFFD, Unicode 15, section 3.9).
struct CodePoint {
  char32_t value = 0;
  std::size_t size = 0;
  bool valid = true;
};

/// `at` must be inside the text.
[[nodiscard]] CodePoint codePointAt(std::string_view text, std::size_t at);

/// Well-formed UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.
[[nodiscard]] bool isValidUtf8(std::string_view text);

/// Every invalid sequence becomes U+FFFD.
[[nodiscard]] std::string toValidUtf8(std::string_view text);

void appendUtf8(std::string& text, char32_t character);

/// Characters of a text (code points), invalid sequences counted as one each.
[[nodiscard]] std::size_t countCodePoints(std::string_view text);

/// White_Space, or a control character (category Cc).
[[nodiscard]] bool isSpaceCharacter(char32_t character);
/// What Hugging Face's `Punctuation` splits at: ASCII punctuation and symbols, and Unicode category P.
[[nodiscard]] bool isPunctuationCharacter(char32_t character);
/// Han script (Scx not considered).
[[nodiscard]] bool isHanCharacter(char32_t character);
/// \w of Unicode regular expressions (UTS 18, annex C).
[[nodiscard]] bool isWordCharacter(char32_t character);

}  // namespace headlight
