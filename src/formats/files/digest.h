#pragma once
// SHA-256 (FIPS 180-4) through OpenSSL's libcrypto. Slow for large files: call it off the opening path.

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "tensor/error.h"

namespace headlight {

using Sha256Digest = std::array<std::uint8_t, 32>;

[[nodiscard]] Sha256Digest sha256(std::string_view bytes);
/// 64 lower-case hexadecimal digits.
[[nodiscard]] std::string toHex(const Sha256Digest& digest);
/// `toHex(sha256(bytes))`.
[[nodiscard]] std::string sha256Hex(std::string_view bytes);

/// Of a whole file, read in pieces. `progress` as in model_folder.h. Throws Error "file.not_found", "file.cannot_read",
/// "cancelled".
[[nodiscard]] std::string sha256OfFile(const std::filesystem::path& path,
                                       const std::function<bool(double)>& progress = {});

}  // namespace headlight
