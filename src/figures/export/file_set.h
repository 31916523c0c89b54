#pragma once
// The files of one command: all of them, or none.

#include <filesystem>
#include <string_view>
#include <vector>

#include "formats/files/atomic_file.h"

namespace headlight {

/// Makes the folder and finds out whether it can be written, before a long run. Throws Error "file.cannot_make_folder"
/// or "file.cannot_write".
void prepareFolder(const std::filesystem::path& folder);

/// Writes new files beside the old ones, and puts all of them in place at once. Until then, and whatever fails, the
/// old files are as they were. Belongs to one thread.
class FileSet {
 public:
  FileSet() = default;
  FileSet(const FileSet&) = delete;
  FileSet& operator=(const FileSet&) = delete;

  /// The whole new file, on the disk. Throws Error "file.cannot_write".
  void write(const std::filesystem::path& file, std::string_view bytes);
  /// Puts what was written in place. Throws Error "file.cannot_write"; then the old files stand where they stood, and
  /// there are no new ones.
  void commit();
  /// The files in the order in which they were written.
  [[nodiscard]] const std::vector<std::filesystem::path>& written() const { return m_written; }

 private:
  std::vector<std::filesystem::path> m_written;
  std::vector<AtomicFileWriter> m_unfinished;
};

}  // namespace headlight
