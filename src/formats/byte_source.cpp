#include "formats/byte_source.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>
#include <utility>

#include "formats/atomic_file.h"

namespace headlight {
namespace {

[[noreturn]] void cannotRead(const std::string& name, std::string reason) {
  throw Error("file.cannot_read", {{"file", name}, {"reason", std::move(reason)}});
}

class FileSource : public ByteSource {
 public:
  explicit FileSource(const std::filesystem::path& path) : m_name(shownPath(path)) {
    std::error_code error;
    const std::filesystem::file_status status = std::filesystem::status(path, error);
    if (status.type() == std::filesystem::file_type::not_found) throw Error("file.not_found", {{"file", m_name}});
    if (error) cannotRead(m_name, error.message());
    if (status.type() != std::filesystem::file_type::regular) cannotRead(m_name, "it is not a plain file");
    m_size = std::filesystem::file_size(path, error);
    if (error) cannotRead(m_name, error.message());
    m_stream.open(path, std::ios::binary);
    if (!m_stream) cannotRead(m_name, std::generic_category().message(errno));
  }

  [[nodiscard]] const std::string& name() const override { return m_name; }
  [[nodiscard]] std::uint64_t size() const override { return m_size; }

  void read(std::uint64_t offset, std::span<char> bytes) override {
    if (bytes.empty()) return;
    m_stream.clear();
    m_stream.seekg(static_cast<std::streamoff>(offset));
    m_stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!m_stream) cannotRead(m_name, "it became shorter while it was read, or the disk failed");
  }

 private:
  std::string m_name;
  std::uint64_t m_size = 0;
  std::ifstream m_stream;
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

std::unique_ptr<ByteSource> openFileSource(const std::filesystem::path& path) {
  return std::make_unique<FileSource>(path);
}

std::unique_ptr<ByteSource> memorySource(std::string_view bytes, std::string name) {
  return std::make_unique<MemorySource>(bytes, std::move(name));
}

}  // namespace headlight
