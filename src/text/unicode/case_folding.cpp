#include "text/unicode/case_folding.h"

#include <unicode/unistr.h>

namespace headlight {

std::string foldCase(std::string_view text) {
  std::string folded;
  icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())))
      .foldCase()
      .toUTF8String(folded);
  return folded;
}

}  // namespace headlight
