#include "formats/files/byte_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <system_error>
#include <utility>

#include "formats/files/atomic_file.h"
#include "formats/files/memory_estimate.h"

namespace headlight {
namespace {

[[noreturn]] void cannotRead(const std::string& name, std::string reason) {
  throw Error("file.cannot_read", {{"file", name}, {"reason", std::move(reason)}});
}

class FileSource : public ByteSource {
 public:
  explicit FileSource(const std::filesystem::path& path) : m_name(shownPath(path)) {
    // O_NONBLOCK: a named pipe must not hang the program; it is refused below
    m_descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (m_descriptor < 0) {
      if (errno == ENOENT) throw Error("file.not_found", {{"file", m_name}});
      cannotRead(m_name, reasonOf(errno));
    }
    struct stat info = {};
    const bool known = ::fstat(m_descriptor, &info) == 0;
    const int error = errno;
    if (known && S_ISREG(info.st_mode)) {
      m_size = static_cast<std::uint64_t>(info.st_size);
      return;
    }
    ::close(m_descriptor);
    cannotRead(m_name, known ? "it is not a plain file" : reasonOf(error));
  }
  ~FileSource() override { ::close(m_descriptor); }
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;

  [[nodiscard]] const std::string& name() const override { return m_name; }
  [[nodiscard]] std::uint64_t size() const override { return m_size; }

  void read(std::uint64_t offset, std::span<char> bytes) override {
    while (!bytes.empty()) {
      const ssize_t got = ::pread(m_descriptor, bytes.data(), bytes.size(), static_cast<off_t>(offset));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) cannotRead(m_name, reasonOf(errno));
      if (got == 0) cannotRead(m_name, "it became shorter while it was read");
      bytes = bytes.subspan(static_cast<std::size_t>(got));
      offset += static_cast<std::uint64_t>(got);
    }
  }

 private:
  std::string m_name;
  std::uint64_t m_size = 0;
  int m_descriptor = -1;
};

class MemorySource : public ByteSource {
 public:
  MemorySource(std::string_view bytes, std::string name) : m_bytes(bytes), m_name(std::move(name)) {}

  [[nodiscard]] const std::string& name() const override { return m_name; }
  [[nodiscard]] std::uint64_t size() const override { return m_bytes.size(); }

  void read(std::uint64_t offset, std::span<char> bytes) override {
    if (offset > m_bytes.size() || bytes.size() > m_bytes.size() - offset) cannotRead(m_name, "it ends too early");
    if (!bytes.empty()) std::memcpy(bytes.data(), m_bytes.data() + offset, bytes.size());
  }

 private:
  std::string_view m_bytes;
  std::string m_name;
};

}  // namespace

std::string reasonOf(int errorNumber) {
  return std::generic_category().message(errorNumber);
}

std::unique_ptr<ByteSource> openFileSource(const std::filesystem::path& path) {
  return std::make_unique<FileSource>(path);
}

std::unique_ptr<ByteSource> memorySource(std::string_view bytes, std::string name) {
  return std::make_unique<MemorySource>(bytes, std::move(name));
}

void refuseGitLfsPointer(std::string_view beginning, std::string_view fileName) {
  if (!beginning.starts_with("version https://git-lfs.github.com/spec/")) return;
  constexpr std::string_view kLabel = "\nsize ";
  std::string size = "unknown size";
  if (const std::size_t place = beginning.find(kLabel); place != std::string_view::npos) {
    const std::string_view digits = beginning.substr(place + kLabel.size());
    std::uint64_t bytes = 0;
    if (std::from_chars(digits.data(), digits.data() + digits.size(), bytes).ec == std::errc()) size = byteText(bytes);
  }
  throw Error("file.git_lfs_pointer", {{"file", std::string(fileName)}, {"size", size}});
}

void refuseGitLfsPointer(ByteSource& source) {
  std::array<char, 512> beginning{};  // pointers are shorter than 1024 bytes; the size stands in the third line
  const std::size_t count = std::min<std::uint64_t>(beginning.size(), source.size());
  source.read(0, std::span(beginning).first(count));
  refuseGitLfsPointer(std::string_view(beginning.data(), count), source.name());
}

}  // namespace headlight
