#pragma once
// The files of one command: all of them, or none.

#include <filesystem>
#include <string_view>
#include <vector>

namespace headlight {

/// Makes the folder and finds out whether it can be written, before a long run. Throws Error "file.cannot_make_folder"
/// or "file.cannot_write".
void prepareFolder(const std::filesystem::path& folder);

/// Writes files atomically; unless keep() is called, its destructor removes those that were written.
class FileSet {
 public:
  FileSet() = default;
  ~FileSet();
  FileSet(const FileSet&) = delete;
  FileSet& operator=(const FileSet&) = delete;

  /// Throws Error "file.cannot_write".
  void write(const std::filesystem::path& file, std::string_view bytes);
  void keep() { m_written.clear(); }
  [[nodiscard]] const std::vector<std::filesystem::path>& written() const { return m_written; }

 private:
  std::vector<std::filesystem::path> m_written;
};

}  // namespace headlight
