#include "formats/archive/container.h"

#include <algorithm>

#include "formats/archive/archive.h"
#include "formats/files/digest.h"

namespace headlight {
namespace {

constexpr std::string_view kMagic("\x89HLT\r\n\x1a\n", 8);
constexpr std::uint32_t kShellVersion = 1;
constexpr std::size_t kKindSize = 16;
constexpr std::size_t kChecksumSize = sizeof(Sha256Digest);

/// The kind as a person may read it; bytes that are no letters are not repeated in a message.
std::string readKind(std::string_view field, const InputArchive& archive) {
  field = field.substr(0, field.find('\0'));
  const bool plain = std::all_of(field.begin(), field.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
  if (!plain || field.empty()) archive.badValue();
  return std::string(field);
}

[[noreturn]] void refuse(std::string_view code, std::string_view fileName) {
  throw Error(code, {{"file", std::string(fileName)}});
}

}  // namespace

std::string wrapContainer(std::string_view kind, std::uint32_t version, std::string_view payload) {
  if (kind.empty() || kind.size() > kKindSize) {
    throw Error("internal.failure", {{"what", "a container needs a kind of 1 to 16 characters"}});
  }
  OutputArchive archive;
  archive.raw(kMagic.data(), kMagic.size());
  archive& kShellVersion;
  std::string paddedKind(kind);
  paddedKind.resize(kKindSize, '\0');
  archive.raw(paddedKind.data(), paddedKind.size());
  archive& version& static_cast<std::uint64_t>(payload.size());
  archive.raw(payload.data(), payload.size());
  const Sha256Digest checksum = sha256(archive.bytes());
  archive.raw(checksum.data(), checksum.size());
  return archive.take();
}

Container unwrapContainer(std::string_view bytes, std::string_view kind, std::uint32_t newestVersion,
                          std::string_view fileName) {
  if (!bytes.starts_with(kMagic)) refuse("archive.not_ours", fileName);
  InputArchive archive(bytes, fileName);
  std::string magic(kMagic.size(), '\0');
  archive.raw(magic.data(), magic.size());
  std::uint32_t shellVersion = 0;
  archive& shellVersion;
  archive.checkClassVersion(shellVersion, kShellVersion);

  std::string kindField(kKindSize, '\0');
  archive.raw(kindField.data(), kindField.size());
  const std::string foundKind = readKind(kindField, archive);
  if (foundKind != kind) {
    throw Error("archive.wrong_kind",
                {{"file", std::string(fileName)}, {"found", foundKind}, {"expected", std::string(kind)}});
  }
  Container container;
  archive& container.version;
  archive.checkClassVersion(container.version, newestVersion);

  const std::uint64_t size = archive.readCount(1);
  container.payload = bytes.substr(archive.position(), size);
  const std::size_t checksumPlace = archive.position() + size;
  InputArchive rest(bytes.substr(checksumPlace), fileName);
  if (rest.left() < kChecksumSize) {
    throw Error("archive.truncated", {{"file", std::string(fileName)},
                                      {"position", std::to_string(checksumPlace)},
                                      {"needed", std::to_string(kChecksumSize)},
                                      {"left", std::to_string(rest.left())}});
  }
  Sha256Digest stored{};
  rest.raw(stored.data(), stored.size());
  rest.expectEnd();
  if (stored != sha256(bytes.substr(0, checksumPlace))) refuse("archive.checksum", fileName);
  return container;
}

}  // namespace headlight
