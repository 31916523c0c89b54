#pragma once
// Which script a text is written in, for the hint that a Chinese prompt went to an English model.

#include <optional>
#include <string_view>

#include "tensor/error.h"

namespace headlight {

/// Share of Han characters among the letters of a text, 0 to 1; 0 for a text without letters.
[[nodiscard]] double hanShare(std::string_view text);

/// At least three in ten letters are Han.
[[nodiscard]] bool looksChinese(std::string_view text);

/// Notice "text.chinese_prompt" when a Chinese text goes to a model whose card says another language (`modelLanguage`
/// as in ModelCard::language; empty gives no hint).
[[nodiscard]] std::optional<Message> chinesePromptHint(std::string_view text, std::string_view modelLanguage);

}  // namespace headlight
