#pragma once
// Comparing words whatever their case.

#include <string>
#include <string_view>

namespace headlight {

/// Full case folding (Unicode 15, section 5.18): "Straße" and "STRASSE" fold to the same. Invalid bytes become U+FFFD.
[[nodiscard]] std::string foldCase(std::string_view text);

}  // namespace headlight
