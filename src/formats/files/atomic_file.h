#pragma once
// Whole files in and out. Reading has a stated limit; writing is atomic: a new file in the same folder, flushed to the
// disk, renamed over the old one. A crash or a full disk leaves the old file as it was. A replaced file keeps its
// access rights, and its owner and group where the system allows that, unless it is to be private.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "tensor/error.h"

namespace headlight {

/// The whole file. Throws Error "file.not_found", "file.cannot_read" or "file.too_large". Regular files only.
[[nodiscard]] std::string readFileLimited(const std::filesystem::path& path, std::uint64_t limitBytes);

/// Who may read a file.
enum class FileAccess {
  Usual,   ///< as the file that is replaced; a new one as the system's mask (umask) says
  Private  ///< its owner alone, whatever was there before
};

/// What programs that have ended left beside a file, half written or half in place.
enum class Leftovers {
  Clear,  ///< removed; a set that was half in place is undone (interrupted_set.h), so that it is not undone later
  Keep    ///< for who has cleared the folder already
};

/// Throws Error "file.cannot_write" with the system's reason; then nothing has changed and no temporary file is left.
/// "file.interrupted_set" if a set of files was left half in place in this folder and cannot be undone.
/// Any thread; writers of the same path must not run at once in one process without agreeing on who is last.
void writeFileAtomically(const std::filesystem::path& path, std::string_view bytes,
                         FileAccess access = FileAccess::Usual);

/// The same for what is too large to be held twice: bytes go to the new file as they come, and `commit` puts it in the
/// old one's place. Without commit (an exception, a cancelled save) nothing has changed. Belongs to one thread.
class AtomicFileWriter {
 public:
  /// Throws Error "file.cannot_write", as do the others, or "file.interrupted_set".
  explicit AtomicFileWriter(std::filesystem::path path, FileAccess access = FileAccess::Usual,
                            Leftovers leftovers = Leftovers::Clear);
  ~AtomicFileWriter();
  AtomicFileWriter(AtomicFileWriter&&) noexcept;
  AtomicFileWriter(const AtomicFileWriter&) = delete;
  AtomicFileWriter& operator=(const AtomicFileWriter&) = delete;

  void write(std::string_view bytes);
  /// The new file is whole on the disk, and closed. Nothing may be written any more; commit() does this too.
  void finish();
  void commit();
  /// The file that commit() replaces: where a symbolic link points to.
  [[nodiscard]] const std::filesystem::path& target() const;
  /// The number of the new file in its file system; it keeps it when it is renamed. 0 if the system does not say.
  [[nodiscard]] std::uint64_t inode() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> m_impl;
};

/// Gives `to` the access rights of `from`, if that is there, and its owner and group where the system allows that.
void copyRights(const std::filesystem::path& from, const std::filesystem::path& to);

/// Makes the folder and its parents. Throws Error "file.cannot_make_folder".
void makeFolder(const std::filesystem::path& folder);

/// The path for messages: UTF-8, as the person typed it.
[[nodiscard]] std::string shownPath(const std::filesystem::path& path);

}  // namespace headlight
