#pragma once
// The code of the Error that a call throws, for tables of named defects.

#include <algorithm>
#include <functional>
#include <string>

#include "tensor/error.h"

namespace headlight::testing {

/// Whether every {name} of the wording has a value.
inline bool isFilled(const Message& message, std::string_view wording) {
  for (std::size_t open = wording.find('{'); open != std::string_view::npos; open = wording.find('{', open + 1)) {
    const std::string_view name = wording.substr(open + 1, wording.find('}', open) - open - 1);
    const auto hasName = [&](const MessageValue& value) { return value.name == name; };
    if (std::none_of(message.values.begin(), message.values.end(), hasName)) return false;
  }
  return true;
}

/// "accepted" if nothing is thrown; a code without a sentence, or with one whose values are missing, says so.
inline std::string errorCode(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& error) {
    const MessageTemplate* entry = findMessage(error.code());
    if (!entry) return "unworded: " + error.code();
    return isFilled(error.message(), entry->english) ? error.code() : "unfilled: " + std::string(error.what());
  }
  return "accepted";
}

}  // namespace headlight::testing
