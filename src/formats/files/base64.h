#pragma once
// Base64 (RFC 4648, section 4), as JSON files carry bytes, by OpenSSL.

#include <optional>
#include <string>
#include <string_view>

namespace headlight {

[[nodiscard]] std::string base64Of(std::string_view bytes);

/// nullopt if the text is not exactly what base64Of writes: padded, no white space.
[[nodiscard]] std::optional<std::string> bytesOfBase64(std::string_view text);

}  // namespace headlight
