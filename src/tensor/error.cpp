#include "tensor/error.h"

#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "tensor/messages.h"

namespace headlight {

namespace {

constexpr std::string_view kReplacement = "\uFFFD";

/// Whether a terminal or a line of text would take the character for a command: control characters and the marks that
/// turn the direction of writing.
bool isCommand(UChar32 c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/// The characters of a value as they may be shown, one text each.
std::vector<std::string_view> shownCharacters(std::string_view value) {
  std::vector<std::string_view> characters;
  const auto size = static_cast<std::int32_t>(std::min<std::size_t>(value.size(), std::size_t{1} << 20U));
  for (std::int32_t at = 0; at < size;) {
    const std::int32_t begin = at;
    UChar32 c = 0;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"  // inside ICU's macro
    U8_NEXT(value.data(), at, size, c);
#pragma GCC diagnostic pop
    if (c == '\n' || c == '\r' || c == '\t') {
      characters.push_back(" ");
    } else if (c < 0 || isCommand(c)) {
      characters.push_back(kReplacement);
    } else {
      characters.push_back(value.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(at - begin)));
    }
  }
  return characters;
}

/// Paths must be found again, and lists of what is known are ours.
std::size_t longestOf(std::string_view name) {
  static constexpr std::array<std::string_view, 7> kLong = {"file",  "folder",   "path",   "known",
                                                            "names", "expected", "options"};
  return std::find(kLong.begin(), kLong.end(), name) == kLong.end() ? 200 : 4096;
}

std::string shownValue(const MessageValue& value) {
  const std::vector<std::string_view> characters = shownCharacters(value.value);
  const std::size_t longest = longestOf(value.name);
  const bool fits = characters.size() <= longest;
  const std::size_t head = fits ? characters.size() : longest * 3 / 4;
  std::string text;
  for (std::size_t i = 0; i < head; ++i) text += characters[i];
  if (fits) return text;
  text += "…";
  for (std::size_t i = characters.size() - (longest - head - 1); i < characters.size(); ++i) text += characters[i];
  return text;
}

/// nullptr if there is none.
const MessageValue* valueNamed(const std::vector<MessageValue>& values, std::string_view name) {
  const auto found =
      std::find_if(values.begin(), values.end(), [&](const MessageValue& entry) { return entry.name == name; });
  return found == values.end() ? nullptr : &*found;
}

}  // namespace

const MessageTemplate* findMessage(std::string_view code) {
  for (const std::span<const MessageTemplate> table : kMessageTables) {
    const auto found =
        std::find_if(table.begin(), table.end(), [&](const MessageTemplate& entry) { return entry.code == code; });
    if (found != table.end()) return &*found;
  }
  return nullptr;
}

std::string fillMessage(std::string_view wording, const std::vector<MessageValue>& values) {
  std::string filled;
  for (std::size_t at = 0; at < wording.size();) {
    const std::size_t open = wording.find('{', at);
    const std::size_t close = open == std::string_view::npos ? open : wording.find('}', open);
    if (close == std::string_view::npos) {
      filled += wording.substr(at);
      break;
    }
    filled += wording.substr(at, open - at);
    const std::string_view name = wording.substr(open + 1, close - open - 1);
    const MessageValue* value = valueNamed(values, name);
    filled += value ? shownValue(*value) : std::string(wording.substr(open, close - open + 1));
    at = close + 1;
  }
  if (const MessageValue* file = valueNamed(values, "file"); file && wording.find("{file}") == std::string_view::npos)
    filled += " (" + shownValue(*file) + ")";
  return filled;
}

ErrorKind Message::kind() const {
  const MessageTemplate* entry = findMessage(code);
  return entry ? entry->kind : ErrorKind::Internal;
}

const std::string* Message::value(std::string_view name) const {
  const MessageValue* found = valueNamed(values, name);
  return found ? &found->value : nullptr;
}

std::string Message::english() const {
  const MessageTemplate* entry = findMessage(code);
  if (!entry) return fillMessage(findMessage("internal.unknown_code")->english, {{"code", code}});
  return fillMessage(entry->english, values);
}

Error::Error(std::string_view code, std::vector<MessageValue> values)
    : m_message{std::string(code), std::move(values)}, m_english(m_message.english()) {}

}  // namespace headlight
