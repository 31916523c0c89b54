#include "tensor/error.h"

#include <algorithm>

#include "tensor/messages.h"

namespace headlight {

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
    const auto value =
        std::find_if(values.begin(), values.end(), [&](const MessageValue& entry) { return entry.name == name; });
    filled += value == values.end() ? std::string(wording.substr(open, close - open + 1)) : value->value;
    at = close + 1;
  }
  return filled;
}

ErrorKind Message::kind() const {
  const MessageTemplate* entry = findMessage(code);
  return entry ? entry->kind : ErrorKind::Internal;
}

std::string Message::english() const {
  const MessageTemplate* entry = findMessage(code);
  if (!entry) return fillMessage(findMessage("internal.unknown_code")->english, {{"code", code}});
  return fillMessage(entry->english, values);
}

Error::Error(std::string_view code, std::vector<MessageValue> values)
    : m_message{std::string(code), std::move(values)}, m_english(m_message.english()) {}

}  // namespace headlight
