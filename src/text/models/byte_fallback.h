#pragma once
// The pieces that stand for single bytes of characters without a piece: <0x00> to <0xFF>.

#include <string>
#include <string_view>

namespace headlight {

/// "<0x0A>" and the like; `byte` is below 256.
[[nodiscard]] inline std::string fallbackPiece(unsigned byte) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  return std::string("<0x") + kDigits[byte >> 4U] + kDigits[byte & 15U] + ">";
}

}  // namespace headlight
