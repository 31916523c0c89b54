#include "text/unicode/script_hint.h"

#include <unicode/uchar.h>

#include "text/unicode/utf8.h"

namespace headlight {

double hanShare(std::string_view text) {
  std::size_t letters = 0;
  std::size_t han = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = codePointAt(text, at);
    at += point.size;
    if (!point.valid || !u_isalpha(static_cast<UChar32>(point.value))) continue;
    ++letters;
    if (isHanCharacter(point.value)) ++han;
  }
  return letters == 0 ? 0.0 : static_cast<double>(han) / static_cast<double>(letters);
}

bool looksChinese(std::string_view text) {
  constexpr double kLeastShare = 0.3;
  return hanShare(text) >= kLeastShare;
}

std::optional<Message> chinesePromptHint(std::string_view text, std::string_view modelLanguage) {
  if (modelLanguage.empty() || modelLanguage.starts_with("zh") || !looksChinese(text)) return std::nullopt;
  return Message{"text.chinese_prompt", {{"language", std::string(modelLanguage)}}};
}

}  // namespace headlight
