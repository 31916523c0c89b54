#include "figures/export/file_set.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

#include "formats/files/byte_source.h"
#include "formats/files/unfinished_name.h"
#include "tensor/error.h"

namespace headlight {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void cannotWrite(const fs::path& file, int errorNumber) {
  throw Error("file.cannot_write", {{"file", shownPath(file)}, {"reason", reasonOf(errorNumber)}});
}

/// The files that a set replaces. Each has a second name until all new ones are in place; whatever ends before that
/// puts the old ones back, and removes the new ones that replaced nothing.
class OldFiles {
 public:
  OldFiles() = default;
  ~OldFiles() {
    for (auto file = m_files.rbegin(); file != m_files.rend(); ++file) putBack(*file);
  }
  OldFiles(const OldFiles&) = delete;
  OldFiles& operator=(const OldFiles&) = delete;

  /// Throws Error "file.cannot_write".
  void remember(const fs::path& target) {
    struct stat info = {};
    const bool isThere = ::lstat(target.c_str(), &info) == 0;
    if (isThere && S_ISDIR(info.st_mode)) cannotWrite(target, EISDIR);
    m_files.push_back({target, {}, false});
    if (!isThere) return;
    const fs::path second = unfinishedName(target.string());
    if (::link(target.c_str(), second.c_str()) == 0) {
      m_files.back().second = second;
      return;
    }
    // A file system without links: for a moment the file has its second name only.
    if (::rename(target.c_str(), second.c_str()) != 0) cannotWrite(target, errno);
    m_files.back().second = second;
    m_files.back().replaced = true;
  }
  void wasReplaced(std::size_t place) { m_files[place].replaced = true; }
  void forget() {
    for (const File& file : m_files)
      if (!file.second.empty()) ::unlink(file.second.c_str());
    m_files.clear();
  }

 private:
  struct File {
    fs::path target;
    fs::path second;  ///< empty: there was no file
    bool replaced;
  };
  static void putBack(const File& file) {
    if (file.second.empty()) {
      if (file.replaced) ::unlink(file.target.c_str());
    } else if (file.replaced) {
      ::rename(file.second.c_str(), file.target.c_str());
    }
    if (!file.second.empty()) ::unlink(file.second.c_str());  // a rename to another name of the same file leaves both
  }

  std::vector<File> m_files;
};

}  // namespace

void prepareFolder(const fs::path& folder) {
  makeFolder(folder);
  if (::access(folder.c_str(), W_OK | X_OK) != 0) cannotWrite(folder, errno);
}

void FileSet::write(const fs::path& file, std::string_view bytes) {
  AtomicFileWriter& writer = m_unfinished.emplace_back(file);
  writer.write(bytes);
  writer.finish();
  m_written.push_back(file);
}

void FileSet::commit() {
  OldFiles old;
  for (const AtomicFileWriter& file : m_unfinished) old.remember(file.target());
  for (std::size_t i = 0; i < m_unfinished.size(); ++i) {
    m_unfinished[i].commit();
    old.wasReplaced(i);
  }
  old.forget();
  m_unfinished.clear();
}

}  // namespace headlight
