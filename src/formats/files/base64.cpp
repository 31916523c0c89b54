#include "formats/files/base64.h"

#include <openssl/evp.h>

#include <cstddef>

namespace headlight {
namespace {

constexpr std::size_t kMostGroups = std::size_t{1} << 20;  // at once: OpenSSL counts in int

const unsigned char* octets(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

std::string base64Of(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');  // OpenSSL ends each piece with a zero
  std::size_t have = 0;
  for (std::size_t at = 0; at < bytes.size(); at += 3 * kMostGroups) {
    const std::string_view piece = bytes.substr(at, 3 * kMostGroups);
    have += static_cast<std::size_t>(EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data() + have),
                                                     octets(piece), static_cast<int>(piece.size())));
  }
  text.resize(have);
  return text;
}

std::optional<std::string> bytesOfBase64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::string bytes(text.size() / 4 * 3, '\0');
  std::size_t have = 0;
  for (std::size_t at = 0; at < text.size(); at += 4 * kMostGroups) {
    const std::string_view piece = text.substr(at, 4 * kMostGroups);
    const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data() + have), octets(piece),
                                     static_cast<int>(piece.size()));
    if (size < 0) return std::nullopt;
    have += static_cast<std::size_t>(size);
  }
  const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
  if (have < padding) return std::nullopt;
  bytes.resize(have - padding);
  // OpenSSL also takes white space at both ends, padding anywhere and padding bits that are not zero.
  if (base64Of(bytes) != text) return std::nullopt;
  return bytes;
}

}  // namespace headlight
