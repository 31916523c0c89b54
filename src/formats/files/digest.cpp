#include "formats/files/digest.h"

#include <openssl/evp.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <system_error>
#include <vector>

#include "formats/files/atomic_file.h"

namespace headlight {
namespace {

class Hasher {
 public:
  Hasher() : m_context(EVP_MD_CTX_new()) {
    if (!m_context || EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr) != 1) fail();
  }
  void add(const void* bytes, std::size_t size) {
    if (EVP_DigestUpdate(m_context.get(), bytes, size) != 1) fail();
  }
  Sha256Digest finish() {
    Sha256Digest digest{};
    unsigned size = 0;
    if (EVP_DigestFinal_ex(m_context.get(), digest.data(), &size) != 1 || size != digest.size()) fail();
    return digest;
  }

 private:
  [[noreturn]] static void fail() { throw Error("internal.failure", {{"what", "OpenSSL has no SHA-256"}}); }
  struct Free {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };
  std::unique_ptr<EVP_MD_CTX, Free> m_context;
};

}  // namespace

Sha256Digest sha256(std::string_view bytes) {
  Hasher hasher;
  hasher.add(bytes.data(), bytes.size());
  return hasher.finish();
}

std::string toHex(const Sha256Digest& digest) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  for (const std::uint8_t byte : digest) {
    hex += kDigits[byte >> 4U];
    hex += kDigits[byte & 15U];
  }
  return hex;
}

std::string sha256Hex(std::string_view bytes) {
  return toHex(sha256(bytes));
}

std::string sha256OfFile(const std::filesystem::path& path, const std::function<bool(double)>& progress) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (error == std::errc::no_such_file_or_directory) throw Error("file.not_found", {{"file", shownPath(path)}});
  if (error) throw Error("file.cannot_read", {{"file", shownPath(path)}, {"reason", error.message()}});

  std::ifstream file(path, std::ios::binary);
  std::vector<char> piece(std::size_t{1} << 20);
  Hasher hasher;
  std::uintmax_t done = 0;
  while (file.read(piece.data(), static_cast<std::streamsize>(piece.size())) || file.gcount() > 0) {
    const auto got = static_cast<std::size_t>(file.gcount());
    hasher.add(piece.data(), got);
    done += got;
    const double share = size == 0 ? 1.0 : static_cast<double>(done) / static_cast<double>(size);
    if (progress && !progress(std::min(share, 1.0))) throw Error("cancelled");
  }
  if (!file.eof()) throw Error("file.cannot_read", {{"file", shownPath(path)}, {"reason", "input/output error"}});
  return toHex(hasher.finish());
}

}  // namespace headlight
