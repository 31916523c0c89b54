#pragma once
// Bytes that can be read at any place: a file, or memory in tests and fuzzing.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "tensor/error.h"

namespace headlight {

/// Belongs to one thread at a time.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  [[nodiscard]] virtual const std::string& name() const = 0;  ///< for messages
  [[nodiscard]] virtual std::uint64_t size() const = 0;
  /// Fills `bytes` from `offset`. Throws Error "file.cannot_read", also if the source has become shorter.
  virtual void read(std::uint64_t offset, std::span<char> bytes) = 0;
};

/// What the operating system says of an error number.
[[nodiscard]] std::string reasonOf(int errorNumber);

/// Throws Error "file.not_found" or "file.cannot_read"; regular files only. Reads go straight to their destination.
[[nodiscard]] std::unique_ptr<ByteSource> openFileSource(const std::filesystem::path& path);

/// The bytes are borrowed.
[[nodiscard]] std::unique_ptr<ByteSource> memorySource(std::string_view bytes, std::string name);

/// Throws Error "file.git_lfs_pointer" if these bytes, the beginning of `fileName`, are a Git LFS pointer: the small
/// text file in place of a large one that was not fetched (github.com/git-lfs/git-lfs, docs/spec.md).
void refuseGitLfsPointer(std::string_view beginning, std::string_view fileName);
/// The same for a source.
void refuseGitLfsPointer(ByteSource& source);

}  // namespace headlight
