#pragma once
// The files of one command: all of them, or none.

#include <filesystem>
#include <functional>
#include <string_view>
#include <vector>

#include "formats/files/atomic_file.h"

namespace headlight {

/// Makes the folder and finds out whether it can be written, before a long run. A set that an ended program left half
/// in place there is undone. Throws Error "file.cannot_make_folder", "file.cannot_write" or "file.interrupted_set".
void prepareFolder(const std::filesystem::path& folder);

/// Writes new files beside the old ones, and puts all of them in place at once. Until then, and whatever fails, the
/// old files are as they were. If the process ends while they are put in place, the folder has a journal
/// (interrupted_set.h) with which the next set, prepareFolder() or openModel() in this folder puts the old files back.
/// That holds for the files of a folder; the file behind a symbolic link belongs to the folder where it lies.
/// Belongs to one thread.
class FileSet {
 public:
  FileSet() = default;
  FileSet(const FileSet&) = delete;
  FileSet& operator=(const FileSet&) = delete;

  /// The whole new file, on the disk. Throws Error "file.cannot_write".
  void write(const std::filesystem::path& file, std::string_view bytes);
  /// The same for what is too large to be held: `fill` writes it.
  void write(const std::filesystem::path& file, const std::function<void(AtomicFileWriter&)>& fill);
  /// commit() removes this file, if it is there (of a link: the link). Not for a file that is written.
  void remove(const std::filesystem::path& file);
  /// Puts what was written in place. Throws Error "file.cannot_write"; then the old files stand where they stood, and
  /// there are no new ones.
  void commit();
  /// The files in the order in which they were written.
  [[nodiscard]] const std::vector<std::filesystem::path>& written() const { return m_written; }

 private:
  std::vector<std::filesystem::path> m_written;
  std::vector<AtomicFileWriter> m_unfinished;
  std::vector<std::filesystem::path> m_removed;
};

}  // namespace headlight
